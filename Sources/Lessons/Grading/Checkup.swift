import Reading
import Running
import Support

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
    return try await writtenProblems(in: lesson) + runProblems(in: lesson, progress: progress)
  }

  /// What can be told without running anything; it is the same for any numbers.
  private func writtenProblems(in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    var problems = lesson.warnings.map { Problem(.doubtful($0.kind), at: $0.range) }
    problems += lesson.starterFaults.map { Problem(.doubtful($0.kind), at: $0.range) }
    problems += lesson.unknownTeX.map { Problem(.unknownTeX($0.text), at: $0.range) }
    problems += try await forbiddenProblems(in: lesson)
    problems += try await withMistakes(lesson).seedsOutsideSetup.map { lesson.problem(.seedOutsideSetup, at: $0) }
    return problems + lesson.shadowedSeedProblems + pictureProblems(in: lesson)
  }

  /// Runs the examples, and tries these exercises; `nil` for all.
  private func runProblems(
    in lesson: Lesson, only names: Set<String>? = nil, progress: @escaping Grader.Progress = { _, _ in }
  ) async throws(MachineFailure) -> [Problem] {
    let solved = try await grader.report(
      on: lesson, only: names, withExamples: true, grading: .solutions, progress: progress)
    let started = try await grader.report(on: lesson, only: names, withExamples: true, grading: .learner)
    var problems = solved.examplesProblems + outputProblems(solved, again: started)
    for (grade, starter) in zip(solved.grades, started.grades) {
      problems += solutionProblems(grade, in: lesson) + starterProblems(starter, in: lesson)
      problems += blankProblems(grade.exercise, in: lesson)
      if grade.status == .passed { problems += try await fillingProblems(grade, in: lesson) }
      if grade.status == .passed { problems += try await mistakeProblems(grade.exercise, in: lesson) }
      if grade.status == .passed { problems += try await easyProblems(grade.exercise, in: lesson) }
      problems += easyProblems(ofKind: grade, in: lesson)
    }
    // A solution that fails, as the author's and in the learner's place, is one problem.
    return problems + solved.authorProblems.filter { problem in !problems.contains { $0.location == problem.location } }
  }

  /// The lesson with what the parser says of typical mistakes that say `seed`.
  private func withMistakes(_ lesson: Lesson) async throws(MachineFailure) -> Lesson {
    var copy = lesson
    for (index, exercise) in lesson.exercises.enumerated()
    where exercise.mistakes.contains(where: { $0.source.contains("seed") }) {
      copy.exercises[index] = try await grader.runner.understood(mistakesOf: exercise, in: lesson)
    }
    return copy
  }

  /// Tries a lesson with the numbers of students called `1`, `2` and so on: its examples, and those exercises of which anything depends on the
  /// numbers. Its outputs are the sample's, and not looked at.
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - known: What is wrong with the sample's numbers.
  ///   - count: How many students.
  ///   - progress: Is told how many are done.
  /// - Returns: At most one problem, which has what is wrong for the first student as its notes.
  /// - Throws: If something is missing on this machine.
  package func variantProblems(
    in lesson: Lesson, besides known: [Problem], students count: Int, progress: @escaping Grader.Progress = { _, _ in }
  ) async throws(MachineFailure) -> [Problem] {
    guard lesson.seed != nil else { return [] }
    let lesson = try await grader.runner.understood(lesson)
    let names = try await withMistakes(lesson).exercisesWithSeed
    var failing: [(student: String, problems: [Problem])] = []
    for number in 1...max(1, count) {
      let found = try await runProblems(in: lesson.seeded(for: "\(number)"), only: names).filter { problem in
        switch problem.kind {
        case .staleOutput: false
        default: !problem.mayStay && !known.contains { $0.kind == problem.kind && $0.range == problem.range }
        }
      }
      if !found.isEmpty { failing.append(("\(number)", found)) }
      progress(number, count)
    }
    guard let first = failing.first, let setup = lesson.contextCells.first(where: { $0.role == .setup }) else {
      return []
    }
    let kind = Problem.Kind.failingVariants(students: failing.map(\.student), of: count)
    return [Problem(kind, of: setup, in: lesson, notes: first.problems)]
  }

  /// Compares the lesson's outputs with what its examples print.
  /// - Parameters:
  ///   - report: What the examples printed.
  ///   - other: What they printed when they ran once more.
  /// - Returns: What is wrong with the outputs in the lesson.
  private func outputProblems(_ report: Report, again other: Report) -> [Problem] {
    // Nothing can be renewed before the example that fails is mended.
    guard report.examplesProblems.isEmpty else { return [] }
    let unsteady = OutputRenewal.unsteadyBlocks(report, other)
    let stale = OutputRenewal(report).drifts.filter { !unsteady.contains($0.block) }
    let problems = unsteady.map { ($0, .unsteadyOutput) } + stale.map { ($0.block, Problem.Kind.staleOutput($0)) }
    return problems.sorted { $0.0.lines.lowerBound < $1.0.lines.lowerBound }.map { block, kind in
      let place = { SourceLocation(file: report.lesson.path, line: $0, column: 1) }
      return Problem(kind, at: SourceRange(place(block.lines.lowerBound), to: place(block.lines.upperBound + 1)))
    }
  }

  /// Figures that whoever reads the lesson on a Git host or on paper does not see.
  private func pictureProblems(in lesson: Lesson) -> [Problem] {
    let blocks = Array(lesson.blocks)
    let pictured = Set(blocks.filter { if case .output = $0.segment { true } else { false } }.compactMap(\.figure?.id))
    return lesson.figures.filter { !pictured.contains($0.id) }.map { figure in
      let place = { SourceLocation(file: lesson.path, line: $0, column: 1) }
      return Problem(
        .figureWithoutPicture(figure.state.kind),
        at: SourceRange(place(figure.lines.lowerBound), to: place(figure.lines.upperBound + 1)))
    }
  }

  private func solutionProblems(_ grade: Grade, in lesson: Lesson) -> [Problem] {
    let exercise = grade.exercise
    if case .text(let rubric) = exercise.kind {
      return rubric == nil ? [Problem(.noRubric(exercise: exercise.name), of: exercise.cell, in: lesson)] : []
    }
    guard let solution = exercise.solution else {
      return [Problem(.noSolution(exercise: exercise.name, exercise.form), of: exercise.cell, in: lesson)]
    }
    // `ungraded` is explained by the lesson's own problems.
    guard grade.status != .passed, grade.status != .ungraded else { return [] }
    let wrong = grade.comparisons.filter { !$0.isEqual }.map(\.label)
    let kind: Problem.Kind =
      !wrong.isEmpty && grade.problems.isEmpty
      ? .unsteadySolution(exercise: exercise.name, labels: wrong) : .incompleteSolution(exercise: exercise.name)
    return [Problem(kind, of: solution, in: lesson, notes: grade.problems)]
  }

  private func starterProblems(_ grade: Grade, in lesson: Lesson) -> [Problem] {
    // An option that is ticked already is found in the list itself.
    guard grade.points > 0, grade.exercise.form != .choice else { return [] }
    let right = grade.comparisons.filter(\.isEqual).map(\.label)
    let kind = Problem.Kind.generousStarter(exercise: grade.exercise.name, labels: right)
    return [Problem(kind, of: grade.exercise.cell, in: lesson)]
  }

  /// Nobody sees that something is to be written within a text, and the starter counts as attempted.
  private func blankProblems(_ exercise: Exercise, in lesson: Lesson) -> [Problem] {
    let cell = exercise.cell
    return cell.facts.blanksInStrings.map { blank in
      let start = SourceLocation(
        file: lesson.path, line: cell.firstSourceLine + blank.line - 1, column: blank.column)
      return Problem(.blankInText, at: SourceRange(start, length: 3), in: cell.id)
    }
  }

  /// A learner keeps what the starter has besides its blanks, and the solution may not have it.
  private func fillingProblems(_ solved: Grade, in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    let exercise = solved.exercise
    guard exercise.kind == .code, let starter = lesson.exercise(named: exercise.name)?.cell,
      let solution = exercise.solution,
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
    let clashes = grade.problems.filter(\.isClashWithCheck)
    guard grade.status == .compileError, !clashes.isEmpty else { return [] }
    return [Problem(.uncheckableStarter(exercise: exercise.name), of: starter, in: lesson, notes: clashes)]
  }

  /// What the exercises forbid and their own solutions use, or what there is not.
  private func forbiddenProblems(in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    let exercises = lesson.exercises.filter { !$0.forbids.isEmpty }
    guard !exercises.isEmpty else { return [] }
    let solved = exercises.compactMap { exercise in exercise.solution.map { (exercise, $0) } }
    var problems: [Problem] = []
    for ((exercise, cell), uses) in zip(solved, try await grader.runner.forbiddenUses(in: solved)) {
      problems += uses.map {
        Problem(.forbiddenInSolution(name: $0.name, exercise: exercise.name), $0, in: cell, lesson.path)
      }
    }
    let known = LibraryNames.functionsAndTypes.union(LibraryNames.allMembers).union(LibraryNames.ofSwift)
    let code = lesson.cells.map(\.source).joined(separator: "\n")
    for exercise in exercises {
      for name in exercise.forbids where !known.contains(name) && !code.containsWord(name) {
        let kind = Problem.Kind.unknownForbidden(
          name: name, exercise: exercise.name, meant: nearest(to: name, among: known.sorted()))
        problems.append(Problem(kind, of: exercise.starter, in: lesson))
      }
    }
    return problems
  }

  /// Checks that are passed without any thought.
  private func easyProblems(_ exercise: Exercise, in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    try await grader.easyAnswers(to: exercise, in: lesson).map { answer in
      let kind = Problem.Kind.passedEasily(
        exercise: exercise.name, function: answer.function, expression: answer.expression)
      return Problem(kind, of: exercise.checks.first ?? exercise.starter, in: lesson)
    }
  }

  private func mistakeProblems(_ exercise: Exercise, in lesson: Lesson) async throws(MachineFailure) -> [Problem] {
    guard let candidate = exercise.solutionCandidate, !exercise.mistakes.isEmpty else { return [] }
    let solution = try await grader.runner.testRun(of: candidate, in: lesson)
    let mistakes = try await grader.mistakes(of: exercise, in: lesson)
    var problems: [Problem] = []
    for (index, (cell, testRun)) in zip(exercise.mistakes, mistakes).enumerated() {
      let own = testRun.problems(in: lesson)
      if !own.isEmpty {
        problems.append(Problem(.failingMistake(exercise: exercise.name), of: cell, in: lesson, notes: own))
      } else if testRun.givesSameAnswers(as: solution, tolerance: exercise.tolerance) {
        problems.append(Problem(.mistakeLikeSolution(exercise: exercise.name), of: cell, in: lesson))
      } else if let twin = mistakes[..<index].firstIndex(where: {
        $0.givesSameAnswers(as: testRun, tolerance: exercise.tolerance)
      }) {
        let line = exercise.mistakes[twin].lines.lowerBound
        problems.append(Problem(.repeatedMistake(exercise: exercise.name, line: line), of: cell, in: lesson))
      }
    }
    return problems
  }
}

extension Lesson {
  fileprivate func problem(_ kind: Problem.Kind, at place: SeedPlace) -> Problem {
    let start = SourceLocation(file: path, line: place.line, column: place.column)
    return Problem(kind, at: SourceRange(start, length: 4), in: place.cell.id)
  }

  /// Where something of the lesson's own stands in the place of each learner's number.
  fileprivate var shadowedSeedProblems: [Problem] {
    shadowedSeeds.map { problem(.shadowedSeed(line: $0.ownLine ?? 0), at: $0) }
  }
}

extension Problem {
  /// Whether the check and the cell do not fit together.
  fileprivate var isClashWithCheck: Bool {
    switch kind {
    case .unfitForCheck, .otherLabels: true
    case .compiler(.message(let message)): message.hasPrefix("invalid redeclaration")
    default: false
    }
  }
}
