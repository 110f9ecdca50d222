import LessonSyntax
import Reading
import Running

/// Answers that take no thought: a constant, the argument itself, its first element, its transpose. A check that one of them passes says
/// little about who passes it.
struct EasyAnswers {
  struct Answer: Hashable {
    /// What stands in place of the answer.
    var expression: String
    /// The function whose whole body that is; `nil` where it fills the blanks of a starter.
    var function: String?
    var cell: Cell
  }

  /// For an exercise whose solution earns full points.
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - asked: The functions that the starter declares.
  ///   - solved: Those that the solution declares.
  /// - Returns: Cells that compile, as far as the types tell.
  static func all(
    for exercise: Exercise, asked: [SwiftFunction], solved: [SwiftFunction]
  ) -> [Answer] {
    guard let solution = exercise.solution else { return [] }
    let names = Set(asked.map(\.name))
    let bytes = Array(solution.source.utf8)
    return solved.filter { names.contains($0.name) && $0.body.upperBound <= bytes.count }.flatMap { function in
      let own = String(decoding: bytes[function.body], as: UTF8.self).filter { !$0.isWhitespace }
      return expressions(for: function).filter { own != $0.filter { !$0.isWhitespace } }.map { expression in
        let body = Array(" return \(expression) ".utf8)
        let source = bytes[..<function.body.lowerBound] + body + bytes[function.body.upperBound...]
        return Answer(
          expression: expression, function: function.name,
          cell: cell(of: exercise, solution, String(decoding: source, as: UTF8.self)))
      }
    } + filled(exercise, solution)
  }

  // MARK: - Functions

  private static func expressions(for function: SwiftFunction) -> [String] {
    let parameters = function.parameters.filter { $0.name != "_" && !$0.type.hasPrefix("inout ") }
    let result = function.result.filter { !$0.isWhitespace }
    var expressions = constants(of: result)
    for parameter in parameters {
      let (name, type) = (parameter.name, parameter.type.filter { !$0.isWhitespace })
      if type == result { expressions.append(name) }
      if type == "[\(result)]" { expressions.append("\(name)[0]") }
      if type == "[[\(result)]]" { expressions.append("\(name)[0][0]") }
      if type == "Tensor", result == "Double" { expressions.append("\(name).scalars[0]") }
      if type == "Tensor", result == "Tensor" {
        expressions += ["\(name).transposed()", "Tensor(repeating: 0, shape: \(name).shape)"]
      }
      if type == result, type.hasPrefix("[[") {
        expressions.append("\(name).isEmpty ? \(name) : \(name)[0].indices.map { j in \(name).map { $0[j] } }")
      }
    }
    return expressions
  }

  private static func constants(of type: String) -> [String] {
    switch type {
    case "Int", "Double": ["0", "1"]
    case "Bool": ["true", "false"]
    case "String": ["\"\""]
    case _ where type.hasSuffix("?"): ["nil"] + constants(of: String(type.dropLast()))
    case _ where type.hasPrefix("[") && !type.contains(":"): ["[]"]
    default: []
    }
  }

  // MARK: - Blanks

  /// A starter of several blanks with the same constant in all of them: one alone may well be the answer.
  private static func filled(_ exercise: Exercise, _ solution: Cell) -> [Answer] {
    let starter = exercise.starter
    let blanks = starter.facts.blanks
    let lines = starter.source.split(separator: "\n", omittingEmptySubsequences: false)
    guard blanks.count > 1, blanks.allSatisfy({ lines.indices.contains($0.line - 1) }) else { return [] }
    let types = Set(
      blanks.map { lines[$0.line - 1].firstMatch(of: /^let \w+: (Int|Double|Bool) = ___$/).map { String($0.1) } })
    guard types.count == 1, let type = types.first ?? nil else { return [] }
    return constants(of: type).map { constant in
      Answer(
        expression: constant, cell: cell(of: exercise, solution, starter.source.replacing("___", with: constant)))
    }
  }

  private static func cell(of exercise: Exercise, _ solution: Cell, _ source: String) -> Cell {
    Cell(role: .mistake, name: exercise.name, source: source, lines: solution.lines)
  }
}

extension Grader {
  /// The easy answers that pass an exercise's checks, hidden ones included.
  func easyAnswers(
    to exercise: Exercise, in lesson: Lesson
  ) async throws(MachineFailure) -> [EasyAnswers.Answer] {
    guard exercise.kind == .code, let solution = exercise.solution, let candidate = exercise.solutionCandidate else {
      return []
    }
    let functions = try await runner.functions(declaredIn: [exercise.starter, solution])
    let answers = EasyAnswers.all(for: exercise, asked: functions[0], solved: functions[1])
    guard !answers.isEmpty else { return [] }
    var copy = exercise
    copy.mistakes = answers.enumerated().map { index, answer in
      var cell = answer.cell
      cell.ordinal = index + 1
      return cell
    }
    let expected = try await runner.testRun(of: candidate, in: lesson)
    let runs = try await mistakes(of: copy, in: lesson, as: "easy-\(exercise.name)")
    return zip(answers, runs).filter { $1.givesSameAnswers(as: expected, tolerance: exercise.tolerance) }.map(\.0)
  }
}
