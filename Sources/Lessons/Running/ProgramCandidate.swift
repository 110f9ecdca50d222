import Reading

extension ProgramAssembly {
  /// A cell that takes the place of an exercise's answer: the learner's own, the solution or a typical mistake.
  package struct Candidate: Sendable {
    package var exercise: Exercise
    package var cell: Cell
    /// Names the cell in the program and, where the program holds several candidates, selects it.
    package var tag: String

    package init(_ exercise: Exercise, _ cell: Cell, tag: String) {
      self.exercise = exercise
      self.cell = cell
      self.tag = tag
    }
  }
}

extension ProgramAssembly.Candidate {
  /// Whether a part of the candidate, of a solution it needs or of a check stands at the top level: then no other candidate can be in the
  /// same program.
  package func needsTopLevel(in lesson: Lesson) -> Bool {
    ([cell] + lesson.needs(of: exercise) + exercise.comparisons).contains(where: \.needsTopLevel)
  }

  /// Whether all of the candidate stands there, because what must stand there uses names that the rest declares.
  var isWholeAtTopLevel: Bool {
    ([cell] + exercise.comparisons).contains { cell in
      cell.facts.typesUseOwnVariables
        || cell.facts.topLevelParts.contains { $0.kind == .other && $0.usesOwnNames }
    }
  }

  var taggedChecks: [(cell: Cell, tag: String)] {
    exercise.comparisons.enumerated().map { ($1, "check/\(tag)/\($0 + 1)") }
  }
}

extension Cell {
  var needsTopLevel: Bool { facts.typesUseOwnVariables || !facts.topLevelParts.isEmpty }
}
