import LessonWire
import Reading
import Running

/// Runs a lesson's examples and exercises and compares the answers with the author's solutions.
package struct Grader: Sendable {
  /// Whose answers are graded.
  package enum Subject: Sendable {
    /// What stands in the exercise cells.
    case learner
    /// The author's solutions, in the learner's place.
    case solutions
    /// What a student handed in.
    case submission
  }

  /// How far the work is: `done` of `total` exercises.
  package typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// Is told what happens as it does; what happens to one exercise in its order.
  package typealias Listener = @Sendable (GradingEvent) -> Void

  let runner: ProgramRunner

  package init(_ runner: ProgramRunner) {
    self.runner = runner
  }

  /// Runs and grades a lesson.
  ///
  /// The author's side, examples and solutions, is one compilation; each answer is another. All of them, and the runs, go on side
  /// by side. A crash, an endless loop or an error in one answer leaves the others graded. When the task is cancelled, whatever runs
  /// is ended.
  /// - Parameters:
  ///   - lesson: The lesson, without faults.
  ///   - names: The exercises to grade; `nil` for all.
  ///   - withExamples: Whether the examples run, too; `nil` where all exercises do.
  ///   - subject: Whose answers to grade.
  ///   - progress: Is told whenever an exercise is done.
  ///   - tell: Is told what happens.
  /// - Returns: What every example printed and how every exercise went.
  /// - Throws: If something is missing on this machine. Whatever goes wrong in a lesson is in the report.
  package func report(
    on lesson: Lesson, only names: Set<String>? = nil, withExamples: Bool? = nil, grading subject: Subject = .learner,
    progress: @escaping Progress = { _, _ in }, telling tell: Listener? = nil
  ) async throws(MachineFailure) -> Report {
    let lesson = try await understood(lesson, subject)
    let chosen = lesson.exercises.filter { names?.contains($0.name) ?? true }
    let solutions = lesson.exercises.compactMap(\.solutionCandidate).filter { !$0.needsTopLevel(in: lesson) }
    let reference = Task {
      await outcome { () async throws(MachineFailure) in
        try await runner.showingChoice(named: "reference", among: solutions, in: lesson)
      }
    }
    // Whoever asks for one exercise does not want to read everything else.
    let examples =
      !(withExamples ?? (names == nil)) || !lesson.contextCells.contains { $0.role == .example }
      ? nil
      : Task {
        await outcome { () async throws(MachineFailure) in
          try await self.examples(of: lesson, from: reference.value.get(), telling: tell)
        }
      }

    let ready = chosen.filter { lesson.unansweredNeed(of: $0) == nil }
    for exercise in ready where exercise.candidate(of: subject) != nil { tell?(.queued(exercise)) }
    runner.endRuns(exceptOf: ready.compactMap { $0.candidate(of: subject) }, in: lesson)
    let batches = runner.compileTogether(ready.compactMap { $0.candidate(of: subject) }, in: lesson)

    let (outcomes, exampleOutcome) = await withTaskCancellationHandler {
      let outcomes = await withTaskGroup(of: (Int, Result<Outcome, MachineFailure>).self) { group in
        for (index, exercise) in chosen.enumerated() {
          group.addTask {
            (
              index,
              await outcome { () async throws(MachineFailure) in
                try await grade(
                  exercise, subject, in: lesson, reference: reference, batch: batches[exercise.name], telling: tell)
              }
            )
          }
        }
        var outcomes: [(Int, Result<Outcome, MachineFailure>)] = []
        progress(0, chosen.count)
        for await finished in group {
          outcomes.append(finished)
          if let tell, case .success(let (grade, _)) = finished.1 { tell(.graded(grade)) }
          progress(outcomes.count, chosen.count)
        }
        return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
      }
      return (outcomes, await examples?.value)
    } onCancel: {
      reference.cancel()
      examples?.cancel()
      for batch in batches.values { batch.cancel() }
    }

    let example = try exampleOutcome?.get()
    let examplesProblems = example?.problems(in: lesson) ?? []
    var grades: [Grade] = []
    var authorProblems: [Problem] = []
    for finished in outcomes {
      let (grade, problems) = try finished.get()
      grades.append(grade)
      // An example that fails does so for every exercise below it.
      authorProblems += problems.filter { !authorProblems.contains($0) && !examplesProblems.contains($0) }
    }
    var report = Report(
      lesson: lesson, examples: example?.printedByCell() ?? [], examplesProblems: examplesProblems, grades: grades,
      authorProblems: authorProblems)
    // Where they stop, the runtime's own report stands there, of which the problems are made.
    if examplesProblems.isEmpty {
      report.examplesErrors = example?.run?.errors ?? ""
      report.authorProblems += report.figureProblems
    }
    return report
  }

  /// The lesson with what the parser says about its cells. Where processes wait above the exercises, an edited answer is compiled meanwhile.
  private func understood(_ lesson: Lesson, _ subject: Subject) async throws(MachineFailure) -> Lesson {
    guard let snapshots = runner.snapshots, subject != .solutions,
      case let unknown = runner.unknownAnswers(in: lesson), unknown.count == 1, let edited = unknown.first
    else { return try await runner.understood(lesson) }
    let known = runner.withKnownFacts(lesson)
    Task {
      if let candidate = known.exercise(named: edited.name)?.ownCandidate {
        await snapshots.anticipate(candidate, in: known)
      }
    }
    return try await runner.understood(lesson)
  }

  /// Runs the examples alone.
  /// - Returns: What each printed.
  /// - Throws: If something is missing on this machine.
  package func examples(of lesson: Lesson) async throws(MachineFailure) -> Report {
    let lesson = try await runner.understood(lesson)
    let solutions = lesson.exercises.compactMap(\.solutionCandidate).filter { !$0.needsTopLevel(in: lesson) }
    let reference = try await runner.showingChoice(named: "reference", among: solutions, in: lesson)
    let testRun = try await examples(of: lesson, from: reference)
    return Report(lesson: lesson, examples: testRun.printedByCell(), examplesProblems: testRun.problems(in: lesson))
  }

  /// Makes ready what the next edits will need: what is above the exercises, and the typical mistakes, which are asked for when an answer is
  /// wrong.
  ///
  /// For a runner that remembers. Faults are found when all this is really asked for.
  package func prepare(for lesson: Lesson) async {
    guard let lesson = try? await runner.understood(lesson) else { return }
    for exercise in lesson.exercises where !Task.isCancelled {
      await runner.snapshots?.prepare(for: exercise, in: lesson)
    }
    for exercise in lesson.exercises where !Task.isCancelled { _ = try? await mistakes(of: exercise, in: lesson) }
  }

  /// A grade, and what is wrong with the lesson itself.
  typealias Outcome = (grade: Grade, authorProblems: [Problem])

  private func examples(
    of lesson: Lesson, from reference: SharedProgram, telling tell: Listener? = nil
  ) async throws(MachineFailure) -> TestRun {
    let runner = lesson.hasFiguresOfExamples ? runner.askingForValues() : runner
    if case .library = reference.product {
      return try await runner.testRun(
        of: reference, selecting: nil, limits: .ofExamples, telling: printed(of: reference.program, telling: tell))
    }
    let alone = try await runner.showingChoice(named: "examples", among: [], in: lesson)
    return try await runner.testRun(
      of: alone, selecting: nil, limits: .ofExamples, telling: printed(of: alone.program, telling: tell))
  }

  private func printed(of program: Program, telling tell: Listener?) -> PrintedSoFar? {
    printedListener(tell).map { PrintedSoFar(of: program, tell: $0) }
  }

  private func printedListener(_ tell: Listener?) -> PrintedSoFar.Listener? {
    guard let tell else { return nil }
    return { id, part in tell(.printed(id, part)) }
  }

  private func grade(
    _ exercise: Exercise, _ subject: Subject, in lesson: Lesson,
    reference: Task<Result<SharedProgram, MachineFailure>, Never>,
    batch: Task<Void, Never>?, telling tell: Listener?
  ) async throws(MachineFailure) -> Outcome {
    let candidate: ProgramAssembly.Candidate
    switch exercise.assessment(of: subject, in: lesson) {
    case .grade(let grade): return (grade, [])
    case .program(let program): candidate = program
    case .value(let answer):
      return try await compared(answer, of: exercise, in: lesson, reference: reference)
    }
    if let missing = lesson.unansweredNeed(of: exercise) {
      return (Grade(exercise, lacking: missing), [])
    }
    async let learnerResult = outcome { () async throws(MachineFailure) in
      await batch?.value
      return try await runner.testRun(of: candidate, in: lesson, telling: printedListener(tell)) {
        tell?(.compiled(exercise))
      }
    }
    func graded(_ testRun: TestRun, beside expected: TestRun?) async throws(MachineFailure) -> Grade {
      let grade = try await runner.grade(testRun, of: exercise, beside: expected, in: lesson) {
        () async throws(MachineFailure) in try await mistakes(of: exercise, in: lesson)
      }
      // A solution that uses it is the author's to mend, and `check` says so.
      guard subject != .solutions else { return try await runner.explainingHabits(in: [grade])[0] }
      let allowed = try await runner.refusingChangedChecks(
        in: runner.refusingForbidden(in: [grade], of: lesson), of: lesson.path)
      return try await runner.explainingHabits(in: allowed)[0]
    }
    guard let solution = exercise.solutionCandidate else {
      return (try await graded(try await learnerResult.get(), beside: nil), [])
    }
    let solved = await outcome { () async throws(MachineFailure) in
      try await runner.rememberedTestRun(of: solution, from: reference.value.get(), in: lesson)
    }
    // What fails on one side must not cut the other off: whether a cell has run in the sandbox decides what may be done about it.
    let attempted = await learnerResult
    let (expected, testRun) = (try solved.get(), try attempted.get())
    let authorProblems = expected.authorProblems(in: lesson, exercise)
    guard authorProblems.isEmpty else { return (Grade(exercise, unsolved: testRun, in: lesson), authorProblems) }
    return (try await graded(testRun, beside: expected), [])
  }

  /// Compares an answer that is a value already with what the solution gives.
  private func compared(
    _ answer: TestRun, of exercise: Exercise, in lesson: Lesson,
    reference: Task<Result<SharedProgram, MachineFailure>, Never>
  ) async throws(MachineFailure) -> Outcome {
    guard let solution = exercise.solutionCandidate else { return (Grade(exercise, unsolved: answer, in: lesson), []) }
    let expected = try await runner.rememberedTestRun(of: solution, from: reference.value.get(), in: lesson)
    let problems = expected.authorProblems(in: lesson, exercise)
    guard problems.isEmpty else { return (Grade(exercise, unsolved: answer, in: lesson), problems) }
    let grade = try await runner.grade(answer, of: exercise, beside: expected, in: lesson) {
      () async throws(MachineFailure) in try await mistakes(of: exercise, in: lesson)
    }
    return (grade, [])
  }

  /// Runs every typical mistake of an exercise: one compilation, a process each.
  func mistakes(
    of exercise: Exercise, in lesson: Lesson, as name: String? = nil
  ) async throws(MachineFailure) -> [TestRun] {
    let candidates = try await runner.understood(mistakesOf: exercise, in: lesson).mistakeCandidates
    let combinable = candidates.filter { !$0.needsTopLevel(in: lesson) }
    guard !candidates.isEmpty else { return [] }
    let choice = try await runner.choice(named: name ?? "mistakes-\(exercise.name)", among: combinable, in: lesson)
    var testRuns: [TestRun] = []
    for candidate in candidates { testRuns.append(try await runner.testRun(of: candidate, from: choice, in: lesson)) }
    return testRuns
  }
}

extension Lesson {
  /// The exercise that another needs and that has neither a solution nor an answer yet; `nil` if all is there.
  fileprivate func unansweredNeed(of exercise: Exercise) -> String? {
    exercise.needs.first { self.exercise(named: $0)?.cellForOthers == nil }
  }
}

extension Exercise {
  /// The solution as it is run; `nil` where there is none to be run.
  var solutionCandidate: ProgramAssembly.Candidate? {
    self.solution.flatMap { $0.form == .swift ? candidate($0, tag: "solution/\(name)") : nil }
  }

  var mistakeCandidates: [ProgramAssembly.Candidate] {
    self.mistakes.enumerated().map { candidate($1, tag: "mistake/\(name)/\($0 + 1)") }
  }

  private func candidate(_ cell: Cell, tag: String) -> ProgramAssembly.Candidate {
    kind == .number ? numberCandidate(cell, tag: tag) : ProgramAssembly.Candidate(self, cell, tag: tag)
  }

  /// The cell as it stands in the lesson.
  var ownCandidate: ProgramAssembly.Candidate {
    ProgramAssembly.Candidate(self, self.cell.asCode, tag: "exercise/\(name)")
  }

  /// What is to be run; `nil` if nothing was attempted, or if an answer of this kind is not run.
  func candidate(of subject: Grader.Subject) -> ProgramAssembly.Candidate? {
    guard isRun else { return nil }
    return switch subject {
    case .learner, .submission: self.cell.hasBlank ? nil : ownCandidate
    case .solutions: solutionCandidate
    }
  }
}
