import Reading
import Running

/// The author's test of a lesson.
package struct Checkup: Sendable {
  private let grader: Grader

  package init(_ grader: Grader) {
    self.grader = grader
  }

  /// Finds what would keep the lesson from teaching: examples that fail or print something else than the lesson shows, solutions
  /// that do not earn full points, starters that do, and typical mistakes that cannot be told from the solution or each other.
  package func problems(
    in lesson: Lesson, progress: @escaping Grader.Progress = { _, _ in }
  ) async throws(MachineFailure) -> [Problem] {
    let lesson = try await grader.runner.understood(lesson)
    let solved = try await grader.report(on: lesson, grading: .solutions, progress: progress)
    let started = try await grader.report(on: lesson, grading: .learner)
    var problems = lesson.warnings.map { Problem("\($0.problem): \($0.advice)", at: $0.location) }
    problems += solved.examplesProblems
    problems += outputProblems(solved, again: started)
    for (grade, starter) in zip(solved.grades, started.grades) {
      problems += solutionProblems(grade, in: lesson) + starterProblems(starter, in: lesson)
      problems += blankProblems(grade.exercise, in: lesson)
      if grade.status == .passed { problems += try await fillingProblems(grade, in: lesson) }
      if grade.status == .passed { problems += try await mistakeProblems(grade.exercise, in: lesson) }
    }
    // A solution that fails, as the author's and in the learner's place, is one problem.
    return problems + solved.authorProblems.filter { problem in !problems.contains { $0.location == problem.location } }
  }

  /// Compares the lesson's outputs with what its examples print.
  /// - Parameters:
  ///   - report: What the examples printed.
  ///   - other: What they printed when they ran once more.
  /// - Returns: What is wrong with the outputs in the lesson.
  private func outputProblems(_ report: Report, again other: Report) -> [Problem] {
    let unsteady = OutputRenewal.unsteadyBlocks(report, other)
    let stale = OutputRenewal(report).drifts.filter { !unsteady.contains($0.block) }
    let problems =
      unsteady.map { ($0, OutputRenewal.unsteadiness) }
      + stale.map { drift in
        let words = "this output is not what the example prints now; renew it with 'lesson-run run --write'"
        return (drift.block, ([words] + drift.change).joined(separator: "\n"))
      }
    return problems.sorted { $0.0.lines.lowerBound < $1.0.lines.lowerBound }.map { block, words in
      Problem(words, at: SourceLocation(file: report.lesson.path, line: block.lines.lowerBound, column: 1))
    }
  }

  private func location(of cell: Cell, in lesson: Lesson) -> SourceLocation {
    SourceLocation(file: lesson.path, line: cell.lines.lowerBound, column: 1)
  }

  private func solutionProblems(_ grade: Grade, in lesson: Lesson) -> [Problem] {
    let exercise = grade.exercise
    guard let solution = exercise.solution else {
      return [
        Problem(
          "the exercise '\(exercise.name)' has no solution: add 'swift solution \(exercise.name)'",
          at: location(of: exercise.cell, in: lesson))
      ]
    }
    // `ungraded` is explained by the lesson's own problems.
    guard grade.status != .passed, grade.status != .ungraded else { return [] }
    let wrong = grade.comparisons.filter { !$0.isEqual }.map { "'\($0.label)'" }
    let isUnsteady = !wrong.isEmpty && grade.problems.isEmpty
    return [
      Problem(
        isUnsteady
          ? Self.unsteadiness(of: exercise, wrong) : "the solution of '\(exercise.name)' does not earn full points",
        at: location(of: solution, in: lesson), notes: grade.problems)
    ]
  }

  /// What there is to say of a solution that is not the same twice.
  static func unsteadiness(of exercise: Exercise, _ labels: [String]) -> String {
    "the solution of '\(exercise.name)' gives another value each time (\(labels.joined(separator: ", "))): nobody can be compared "
      + "with it; take random numbers from a seed, and nothing from the clock"
  }

  private func starterProblems(_ grade: Grade, in lesson: Lesson) -> [Problem] {
    guard grade.points > 0 else { return [] }
    let right = grade.comparisons.filter(\.isEqual).map { "'\($0.label)'" }.joined(separator: ", ")
    return [
      Problem(
        "the starter of '\(grade.exercise.name)' earns points as it stands (\(right) is right): "
          + "leave a blank ___ in it, or check a value that it gets wrong",
        at: location(of: grade.exercise.cell, in: lesson))
    ]
  }

  /// Nobody sees that something is to be written within a text, and the starter counts as attempted.
  private func blankProblems(_ exercise: Exercise, in lesson: Lesson) -> [Problem] {
    exercise.cell.facts.blanksInStrings.map { blank in
      Problem(
        "this blank stands in a text, where ___ is only three letters: let the blank stand for the whole text",
        at: SourceLocation(
          file: lesson.path, line: exercise.cell.firstSourceLine + blank.line - 1, column: blank.column))
    }
  }

  /// A learner keeps what the starter has besides its blanks, and the solution may not have it.
  private func fillingProblems(_ solved: Grade, in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    let exercise = solved.exercise
    guard let starter = lesson.exercise(named: exercise.name)?.cell, let solution = exercise.solution,
      let source = FilledStarter(starter, solution: solution).source, source != solution.source
    else { return [] }
    var filled = starter
    (filled.source, filled.syntax) = (source, nil)
    filled.syntax = try await grader.runner.facts(of: [filled]).first
    var candidate = ProgramAssembly.Candidate(exercise, filled, tag: "exercise/\(exercise.name)")
    candidate.exercise.cell = filled
    let testRun = try await grader.runner.testRun(of: candidate, in: lesson)
    guard let reference = exercise.solutionCandidate else { return [] }
    let expected = try await grader.runner.testRun(of: reference, in: lesson)
    let grade = Grade(candidate.exercise, testRun: testRun, expected: expected, in: lesson)
    // A starter may be wrong on purpose, and a blank may be filled with what needs a line of the solution's that is not there.
    let clashes = grade.problems.filter { problem in
      ["the check cannot use", "the exercise calls", "invalid redeclaration"].contains(where: problem.message.hasPrefix)
    }
    guard grade.status == .compileError, !clashes.isEmpty else { return [] }
    return [
      Problem(
        "the check cannot run after the starter of '\(exercise.name)' with its blanks filled as in the solution",
        at: location(of: starter, in: lesson), notes: clashes)
    ]
  }

  private func mistakeProblems(_ exercise: Exercise, in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    guard let candidate = exercise.solutionCandidate, !exercise.mistakes.isEmpty else { return [] }
    let solution = try await grader.runner.testRun(of: candidate, in: lesson)
    let mistakes = try await grader.mistakes(of: exercise, in: lesson)
    var problems: [Problem] = []
    for (index, (cell, testRun)) in zip(exercise.mistakes, mistakes).enumerated() {
      let place = location(of: cell, in: lesson)
      let own = testRun.problems(in: lesson)
      if !own.isEmpty {
        problems.append(Problem("this mistake of '\(exercise.name)' does not run to its end", at: place, notes: own))
      } else if testRun.givesSameAnswers(as: solution, tolerance: exercise.tolerance) {
        problems.append(
          Problem(
            "this mistake of '\(exercise.name)' gives the solution's own values: check a value in which they differ",
            at: place))
      } else if let twin = mistakes[..<index].firstIndex(where: {
        $0.givesSameAnswers(as: testRun, tolerance: exercise.tolerance)
      }) {
        problems.append(
          Problem(
            "this mistake of '\(exercise.name)' gives the same values as the one on line "
              + "\(exercise.mistakes[twin].lines.lowerBound): its advice would never be shown", at: place))
      }
    }
    return problems
  }
}
