import FoundationEssentials
import Grading
import LessonWire
import Reading
import Support

/// A report for other programs to read: `run --json`.
package struct JSONReport: Encodable {
  let lesson: String
  let title: String
  let points: Double
  let maxPoints: Double
  let examples: [Example]
  let exercises: [Exercise]
  let problems: [Message]

  struct Example: Encodable {
    let line: Int
    let output: String
  }

  package struct Exercise: Encodable {
    let name: String
    let line: Int
    let status: String
    let points: Double
    let maxPoints: Double
    let output: String
    let answers: [Answer]
    let hidden: Hidden?
    let problems: [Message]
    let mistake: String?
    let firstDifference: Place?
    let likelyCauses: [Cause]
  }

  /// Where wrong values begin to differ.
  struct Place: Encodable {
    let label: String
    /// Along each axis, from 0; empty for an answer that is wrong as a whole.
    let place: [Int]
  }

  struct Cause: Encodable {
    let labels: [String]
    let message: String
  }

  struct Answer: Encodable {
    let label: String
    /// Missing where there is nothing to compare with.
    let isRight: Bool?
    let value: JSONValue?
    let expected: JSONValue?
  }

  struct Hidden: Encodable {
    let right: Int
    let total: Int
  }

  package struct Message: Encodable {
    let file: String?
    let line: Int?
    let column: Int?
    let message: String
    /// The message in plain words, and what to do.
    let plainWords: String?
  }

  package init(_ report: Report, expected: ExpectedValues = .shown) {
    lesson = report.lesson.path
    title = report.lesson.title
    points = report.points
    maxPoints = report.maximumPoints
    examples = report.examples.filter { $0.cell.role == .example }
      .map { Example(line: $0.cell.lines.lowerBound, output: $0.printed) }
    exercises = report.grades.map { Exercise($0, expected: expected) }
    problems = (report.examplesProblems + report.authorProblems).map(Message.init)
  }

  /// The report as JSON.
  package func text() throws -> String { try jsonText(of: self, over: .severalLines) }
}

/// Over how many lines JSON is written.
package enum JSONLayout: Sendable {
  case severalLines
  case oneLine
}

/// A value as JSON, with `snake_case` keys in alphabetical order. NaN and the infinities are strings.
package func jsonText(of value: some Encodable, over layout: JSONLayout) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if layout == .severalLines { encoder.outputFormatting.insert(.prettyPrinted) }
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return screenedJSON(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
}

extension JSONReport.Exercise {
  /// - Parameters:
  ///   - grade: How it went.
  ///   - expected: `masked` has `▒▒` for each expected value that the answer does not give; `omitted` is no choice here.
  package init(_ grade: Grade, expected: ExpectedValues = .shown) {
    let masking = expected == .masked ? Masking(grade) : nil
    func told(_ text: String) -> String { masking?.covered(text) ?? text }
    name = grade.exercise.name
    line = grade.exercise.cell.lines.lowerBound
    status = grade.status.rawValue
    points = grade.points
    maxPoints = grade.exercise.points
    output = grade.printed
    let visible = grade.comparisons.filter { !$0.isHidden }
    answers =
      visible.map { comparison in
        JSONReport.Answer(
          label: told(comparison.label), isRight: comparison.isEqual, value: comparison.value.map(JSONValue.init),
          expected: JSONValue(
            masking == nil
              ? comparison.expected
              : comparison.isEqual ? comparison.value ?? comparison.expected : .string(ExpectedValues.mask)))
      }
      + grade.values.map { JSONReport.Answer(label: $0.label, isRight: nil, value: JSONValue($0.value), expected: nil) }
    let hiddenOnes = grade.comparisons.filter(\.isHidden)
    hidden =
      hiddenOnes.isEmpty ? nil : JSONReport.Hidden(right: hiddenOnes.filter(\.isEqual).count, total: hiddenOnes.count)
    problems = grade.problems.map(JSONReport.Message.init)
    mistake = grade.mistake.map(told)
    firstDifference = grade.firstDifference.map { JSONReport.Place(label: told($0.label), place: $0.place) }
    let words = DifferenceWords(expected: expected)
    likelyCauses = grade.findings.compactMap { finding in
      words.sentence(for: finding, isAll: true).map {
        JSONReport.Cause(labels: finding.labels.map(told), message: $0)
      }
    }
  }
}

extension JSONReport.Message {
  package init(_ problem: Problem) {
    let told = ToldProblem(problem)
    (file, line, column) = (told.location?.file, told.location?.line, told.location?.column)
    (message, plainWords) = (told.message, told.plainWords)
  }
}

/// A cell's value in JSON: numbers, texts and lists as such, a tensor as its shape and its numbers.
struct JSONValue: Encodable {
  private let value: Value

  init(_ value: Value) {
    self.value = value
  }

  private enum Key: String, CodingKey {
    case shape
    case scalars
    case type
  }

  func encode(to encoder: any Encoder) throws {
    switch value {
    case .number(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .integer(let integer):
      var container = encoder.singleValueContainer()
      // Beyond 64 bits few read a number digit by digit.
      if let number = Int64(integer.description) {
        try container.encode(number)
      } else if let number = UInt64(integer.description) {
        try container.encode(number)
      } else {
        try container.encode(integer.description)
      }
    case .boolean(let boolean):
      var container = encoder.singleValueContainer()
      try container.encode(boolean)
    case .string(let string):
      var container = encoder.singleValueContainer()
      try container.encode(string)
    case .list(let elements):
      var container = encoder.singleValueContainer()
      try container.encode(elements.map(JSONValue.init))
    case .shape(let sizes):
      var container = encoder.singleValueContainer()
      try container.encode(sizes)
    case .tensor(let shape, let scalars):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(shape, forKey: .shape)
      try container.encode(scalars, forKey: .scalars)
    case .nothing:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .other(let type):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(type, forKey: .type)
    }
  }
}
