import FoundationEssentials
import Reading
import Support

/// What a person found of a student's answers: the content of `RESULTS/STUDENT.review.json`, which grading never writes.
package struct StudentReview: Codable, Hashable, Sendable {
  /// Raised by versions of the program that say more than this one could keep.
  static let currentFormat = 1

  package private(set) var format = currentFormat
  package var student: String
  /// One for each exercise that something was said of.
  package var exercises: [ExerciseReview]

  package init(student: String, exercises: [ExerciseReview] = []) {
    (self.student, self.exercises) = (student, exercises)
  }

  package subscript(_ exercise: String) -> ExerciseReview? {
    get { exercises.first { $0.name == exercise } }
    set {
      guard let place = exercises.firstIndex(where: { $0.name == exercise }) else {
        if let newValue, !newValue.isEmpty { exercises.append(newValue) }
        return
      }
      if let newValue, !newValue.isEmpty { exercises[place] = newValue } else { exercises.remove(at: place) }
    }
  }
}

/// Why a file with reviews is neither read nor written over.
package struct FaultyReview: Error, Hashable, Sendable {
  package var fault: Fault
}

extension StudentReview {
  private static let mostPoints = 1e12

  /// Reads a file's content.
  /// - Parameters:
  ///   - bytes: What is in the file.
  ///   - path: What to call it in messages.
  ///   - name: What it is called without `.review.json`; `nil` not to compare that with the student in it.
  init(reading bytes: some Sequence<UInt8>, path: String, name: String? = nil) throws(FaultyReview) {
    func faulty(_ kind: Fault.Kind, line: Int = 1, column: Int = 1) -> FaultyReview {
      FaultyReview(
        fault: Fault(kind, at: SourceRange(SourceLocation(file: path, line: line, column: column), length: 1)))
    }
    let read: StudentReview
    do { read = try JSONDecoder().decode(Self.self, from: Data(bytes)) } catch DecodingError.dataCorrupted(let context)
    {
      let place = Self.place(in: "\(context.debugDescription) \(context.underlyingError.map { "\($0)" } ?? "")")
      throw faulty(.reviewIsNoJSON, line: place.line, column: place.column)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw faulty(.reviewLacks(Self.path(context.codingPath + [key])))
    } catch DecodingError.typeMismatch(_, let context) {
      throw faulty(.reviewMakesNoSense(Self.path(context.codingPath)))
    } catch DecodingError.valueNotFound(_, let context) {
      throw faulty(.reviewMakesNoSense(Self.path(context.codingPath)))
    } catch {
      throw faulty(.reviewIsNoJSON)
    }
    guard read.format == Self.currentFormat else { throw faulty(.reviewOfOtherFormat(read.format)) }
    for (index, exercise) in read.exercises.enumerated() {
      let path = "exercises[\(index)]"
      let points = exercise.items.map(\.points) + (exercise.override.map { [$0.points] } ?? [])
      guard points.allSatisfy({ abs($0) <= Self.mostPoints }) else { throw faulty(.reviewMakesNoSense(path)) }
      if let override = exercise.override, override.points < 0 || override.reason.trimmed.isEmpty {
        throw faulty(.reviewMakesNoSense("\(path).override"))
      }
    }
    guard Set(read.exercises.map(\.name)).count == read.exercises.count else {
      throw faulty(.reviewMakesNoSense("exercises"))
    }
    if let name, !ResultName(of: read.student).description.utf8.elementsEqual(name.utf8) {
      throw faulty(.reviewOfOther("\(ResultName(of: read.student))\(ReviewFolder.ending)"))
    }
    self = read
  }

  /// Where in the text the decoder says that it stumbled: it tells that in words alone.
  private static func place(in words: String) -> (line: Int, column: Int) {
    func number(behind word: String) -> Int? {
      guard let range = words.range(of: word) else { return nil }
      return Int(words[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
    return (max(1, number(behind: "line ") ?? 1), max(1, number(behind: "column ") ?? 1))
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
    }
  }
}
