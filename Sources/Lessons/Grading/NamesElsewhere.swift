import LessonSyntax
import Reading
import Running

extension ProgramRunner {
  /// A grade in which names that the cell lacks are explained by where they are declared: a cell of a submission is graded by itself,
  /// and so is each answer to an exercise.
  /// - Parameters:
  ///   - grade: Of an answer to an exercise.
  ///   - lesson: With all of the learner's or student's cells.
  /// - Returns: The grade.
  /// - Throws: If there is no parser on this machine.
  func explainingMissingNames(in grade: Grade, of lesson: Lesson) async throws(MachineFailure) -> Grade {
    let missing = grade.problems.map { Self.missingName($0.kind) }
    let names = Set(missing.compactMap { $0?.name })
    guard !names.isEmpty else { return grade }
    let others = lesson.cellsElsewhere(than: grade.exercise).filter { cell in
      names.contains { cell.source.containsBytes(of: $0) }
    }
    let declarations = Array(zip(others, try await facts(of: others)))
    var copy = grade
    for (index, missing) in missing.enumerated() {
      guard let (name, isAskedFor) = missing else { continue }
      // Another exercise may ask for the same name.
      let candidates = declarations.filter { !isAskedFor || $0.0.role != .exercise }
      if let found = Self.declaration(of: name, in: candidates) { copy.problems[index].explanation = found }
    }
    return copy
  }

  /// The name that a cell lacks, and whether it is the exercise that asks for it.
  private static func missingName(_ kind: Problem.Kind) -> (name: String, isAskedFor: Bool)? {
    switch kind {
    case .compiler(.message(let message)):
      unknown.lazy.compactMap { $0.parts(of: message)?.first }.first.map { ($0, false) }
    case .undeclared(let name): (name, true)
    default: nil
    }
  }

  private static let unknown = [
    MessagePattern("cannot find '…' in scope…"), MessagePattern("cannot find type '…' in scope…"),
  ]

  private static func declaration(of name: String, in cells: [(cell: Cell, facts: SwiftFacts)]) -> Explanation? {
    for (cell, facts) in cells {
      guard let declared = facts.declared.first(where: { $0.name == name }) else { continue }
      let line = cell.firstSourceLine + declared.line - 1
      return .declaredElsewhere(name, line: line, exercise: cell.role == .exercise ? cell.name ?? "" : nil)
    }
    return nil
  }
}

extension Lesson {
  /// The learner's or student's cells that an answer does not see: those of other exercises, and what a student wrote into other blocks.
  fileprivate func cellsElsewhere(than exercise: Exercise) -> [Cell] {
    exercises.filter { $0.name != exercise.name && !exercise.needs.contains($0.name) }.map(\.cell)
      .filter { $0.file == exercise.cell.file } + cellsAside
  }
}
