import Reading

extension Checkup {
  /// Answers without any thought that earn points, where nothing has to run to find them.
  func easyProblems(ofKind grade: Grade, in lesson: Lesson) -> [Problem] {
    let exercise = grade.exercise
    switch exercise.kind {
    case .code, .choice, .text: return []
    case .number:
      guard grade.status == .passed, case .number(let number)? = grade.comparisons.first?.expected,
        [0, 1].contains(number)
      else { return [] }
      return [Problem(.guessedNumber(number, exercise: exercise.name), of: exercise.starter, in: lesson)]
    case .order:
      guard let solution = exercise.solution else { return [] }
      let right = OrderedLines(solution.form == .swift ? solution.source : OrderedLines(solution.source).code).answer
      let isOffered = OrderedLines(exercise.starter.source).offered.map(\.text) == right.map(\.text)
      return isOffered ? [Problem(.orderedStarter(exercise: exercise.name), of: exercise.starter, in: lesson)] : []
    }
  }
}
