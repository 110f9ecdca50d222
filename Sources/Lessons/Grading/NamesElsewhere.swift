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
    let missing = grade.problems.map { Self.missingName(in: $0.message) }
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
      if let words = Self.words(for: name, declaredIn: candidates) { copy.problems[index].plainWords = words }
    }
    return copy
  }

  /// The name that a cell lacks, and whether it is the exercise that asks for it.
  private static func missingName(in message: String) -> (name: String, isAskedFor: Bool)? {
    let unknown = [MessagePattern("cannot find '…' in scope…"), MessagePattern("cannot find type '…' in scope…")]
    if let name = unknown.lazy.compactMap({ $0.parts(of: message)?.first }).first { return (name, false) }
    let asked = MessagePattern("this cell does not declare '…', which the exercise asks for")
    return asked.parts(of: message)?.first.map { ($0, true) }
  }

  private static func words(for name: String, declaredIn cells: [(cell: Cell, facts: SwiftFacts)]) -> String? {
    for (cell, facts) in cells {
      guard let declared = facts.declared.first(where: { $0.name == name }) else { continue }
      let line = cell.firstSourceLine + declared.line - 1
      let place = cell.role == .exercise ? "in the answer to '\(cell.name ?? "")'" : "outside this cell"
      return
        "'\(name)' is declared in line \(line), \(place). Each answer is run by itself: declare '\(name)' in this cell too."
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
