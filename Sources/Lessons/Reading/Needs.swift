extension Lesson {
  /// The cells of other exercises that run before an exercise's answer.
  package func needs(of exercise: Exercise) -> [Cell] {
    exercise.needs.compactMap { self.exercise(named: $0)?.cellForOthers }
  }
}

extension Exercise {
  /// What runs before an exercise that needs this one: the solution, or in a learner's copy, which has none, the learner's answer.
  package var cellForOthers: Cell? { solution ?? (cell.hasBlank ? nil : cell) }

  /// The checks, or where there are none the one that `answer=` stands for.
  package var comparisons: [Cell] {
    guard checks.isEmpty, let answer else { return checks }
    return [
      Cell(role: .check, name: name, source: "answer(\"\(answer)\", \(answer))\n", lines: cell.lines, file: cell.file)
    ]
  }
}
