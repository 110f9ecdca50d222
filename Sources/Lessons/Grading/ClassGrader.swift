import Reading
import Running

/// Grades submissions against an answer key. What is found of one never depends on which others are graded beside it.
package struct ClassGrader: Sendable {
  package typealias Key = Task<Result<AnswerKey, MachineFailure>, Never>

  private let lesson: Lesson
  private let key: Key
  private let runner: ProgramRunner
  private let gradingLimits: GradingLimits
  private let batchCompiler: BatchCompiler

  /// - Parameters:
  ///   - lesson: The author's lesson, understood by the parser.
  ///   - key: What to compare with. Answers are compiled while it is being found out.
  ///   - runner: Where submissions are compiled and run, with the sandbox that they deserve.
  ///   - batchCompiler: The same runner's.
  ///   - gradingLimits: What a cell may use.
  package init(
    for lesson: Lesson, _ key: Key, _ runner: ProgramRunner, _ batchCompiler: BatchCompiler,
    _ gradingLimits: GradingLimits
  ) {
    (self.lesson, self.key) = (lesson, key)
    (self.runner, self.batchCompiler, self.gradingLimits) = (runner, batchCompiler, gradingLimits)
  }

  /// Grades some submissions together, but for answers that build on other exercises.
  ///
  /// Those run beside solutions, of which they could tell whoever runs at the same time or later: `finish` runs them, when all others
  /// that the secret could be of use to have run.
  /// - Parameters:
  ///   - submissions: Any number: all are in memory at once.
  ///   - isShared: Whether an answer is known to be several students', who need not be among these: it is compiled once.
  ///   - handle: Gets each submission's place in the list and its report as soon as there is one.
  /// - Returns: Those submissions of which there is no report yet; none, and no report of any, if the lesson's own solutions do not stand
  ///   up (`AnswerKey.problems`).
  /// - Throws: If something is missing on this machine, and what `handle` throws. Whatever goes wrong in a submission is in its
  ///   report.
  package func begin(
    _ submissions: [Submission], isShared: (Cell) -> Bool,
    handle: @escaping @Sendable (Int, Report) throws(MachineFailure) -> Void
  ) async throws(MachineFailure) -> [Unfinished] {
    let answeredLessons = try await runner.understood(submissions).map { AnsweredLesson($0, lesson) }
    let products = try await batchCompiler.products(
      of: answeredLessons.map(\.answers), isShared: { isShared($0.candidate.cell) })
    guard try await key.value.get().problems.isEmpty else { return [] }
    let compiled = answeredLessons.enumerated().map { CompiledSubmission(index: $0, answered: $1, products: products) }
    typealias Outcome = Result<[Unfinished], MachineFailure>
    let outcomes = await withTaskGroup(of: Outcome.self) { group -> [Outcome] in
      for part in sessions(of: compiled) {
        group.addTask { await outcome { () async throws(MachineFailure) in try await begin(part, handle) } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var unfinished: [Unfinished] = []
    for outcome in outcomes { unfinished += try outcome.get() }
    return unfinished
  }

  /// Runs what `begin` has left, and whoever knows more after those who know less: who runs at the same time, or in the same sandbox
  /// later, has heard of the same solutions and can be told nothing that is of use.
  /// - Parameters:
  ///   - unfinished: What several calls of `begin` have left, and whatever goes with each.
  ///   - handle: Gets each submission's report, in no particular order.
  /// - Throws: As `begin`.
  package func finish<Item: Sendable>(
    _ unfinished: [(Unfinished, Item)],
    handle: @escaping @Sendable (Item, Report) throws(MachineFailure) -> Void
  ) async throws(MachineFailure) {
    var waiting = unfinished
    while let level = waiting.compactMap(\.0.level).min() {
      let due = waiting.filter { $0.0.level == level }
      var next = waiting.filter { $0.0.level != level }
      let count = (due.count + Self.longestSession - 1) / Self.longestSession
      typealias Outcome = Result<[(Unfinished, Item)], MachineFailure>
      let outcomes = await withTaskGroup(of: Outcome.self) { group -> [Outcome] in
        for part in due.inEvenParts(count) {
          group.addTask {
            await outcome { () async throws(MachineFailure) in
              let done = try await explained(try await run(part.map(\.0), level))
              let items = Array(zip(done, part.map(\.1)))
              for (submission, item) in items where submission.plan.isEmpty {
                try handle(item, submission.report(in: lesson))
              }
              return items
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for outcome in outcomes { next += try outcome.get().filter { !$0.0.plan.isEmpty } }
      waiting = next
    }
  }

  /// What is known of a submission before the answers have run that build on other exercises. A whole class may wait so: nothing is
  /// kept that can be made again.
  package struct Unfinished: Sendable {
    /// The submission's place among those that it was graded with.
    package let index: Int
    fileprivate let submission: Submission
    fileprivate var grades: [String: Grade]
    /// What is yet to be run.
    fileprivate var plan: [Planned]

    /// How many others the next answer builds on.
    fileprivate var level: Int? { plan.map(\.level).min() }

    fileprivate func report(in lesson: Lesson) -> Report {
      let answered = lesson.answered(by: submission)
      return Report(lesson: answered, grades: answered.exercises.map { grades[$0.name] ?? Grade($0, .ungraded) })
    }
  }

  /// An answer that is to be run, and its compiled code.
  fileprivate struct Planned: Sendable {
    var exercise: String
    /// How many other exercises' solutions run beside it: all those that the needed ones need are among them.
    var level: Int
    var library: String
    /// What is to be loaded before it, if it is no whole program.
    var preamble: String?
  }

  /// A submission with what is compiled of it.
  private struct CompiledSubmission: Sendable {
    var index: Int
    var answered: AnsweredLesson
    /// Of all submissions that are graded together.
    var products: [Program: AnswerProduct]
  }

  /// How many submissions are run one after the other, if they do not take long.
  private static let longestSession = 16

  /// Shares submissions out. One that is yet to be compiled is kept apart: others would have to wait for it.
  private func sessions(of compiled: [CompiledSubmission]) -> [[CompiledSubmission]] {
    var (ready, slow) = ([CompiledSubmission](), [CompiledSubmission]())
    for submission in compiled {
      let isReady = submission.answered.answers.allSatisfy {
        submission.products[$0.program] != nil || runner.compiler.complaints(about: $0.program) != nil
      }
      if isReady { ready.append(submission) } else { slow.append(submission) }
    }
    let count = (ready.count + Self.longestSession - 1) / Self.longestSession
    return slow.map { [$0] } + ready.inEvenParts(count).map(Array.init)
  }

  private func begin(
    _ part: [CompiledSubmission], _ handle: (Int, Report) throws(MachineFailure) -> Void
  ) async throws(MachineFailure) -> [Unfinished] {
    var (planned, waiting) = ([Unfinished](), [Unfinished]())
    for submission in part {
      let next = try await plan(submission)
      if next.level == 0 { waiting.append(next) } else { planned.append(next) }
    }
    let done = try await explained(planned + (try await run(waiting, 0)))
    for submission in done where submission.plan.isEmpty { try handle(submission.index, submission.report(in: lesson)) }
    return done.filter { !$0.plan.isEmpty }
  }

  /// Those submissions whose answers have all run, with what their code tells besides; the others as they are.
  private func explained(_ submissions: [Unfinished]) async throws(MachineFailure) -> [Unfinished] {
    let places = submissions.indices.filter { submissions[$0].plan.isEmpty }
      .flatMap { index in submissions[index].grades.keys.sorted().map { (index, $0) } }
    let grades = places.compactMap { submissions[$0].grades[$1] }
    var copy = submissions
    let allowed = try await runner.refusingChangedChecks(
      in: runner.refusingForbidden(in: grades, of: lesson), of: lesson.path)
    for ((index, name), grade) in zip(places, try await runner.explainingHabits(in: allowed)) {
      copy[index].grades[name] = grade
    }
    return copy
  }

  /// Runs those answers of submissions that build on so many other exercises.
  private func run(_ part: [Unfinished], _ level: Int) async throws(MachineFailure) -> [Unfinished] {
    var done: [Unfinished] = []
    while done.count < part.count {
      let due = part.dropFirst(done.count).map { Due($0, level, of: lesson, gradingLimits) }
      let endings = try await runner.executor.session(due.map(\.runs))
      for (due, runs) in zip(due, endings) { done.append(try await graded(due, runs)) }
    }
    return done
  }

  /// What of a submission is to be run next.
  private struct Due {
    var submission: Unfinished
    var answered: Lesson
    var answers: [AnswerProgram] = []
    var runs: [PlannedRun] = []

    init(_ submission: Unfinished, _ level: Int, of lesson: Lesson, _ gradingLimits: GradingLimits) {
      self.submission = submission
      answered = lesson.answered(by: submission.submission)
      for planned in submission.plan where planned.level == level {
        guard let exercise = answered.exercises.first(where: { $0.name == planned.exercise }) else { continue }
        let answer = AnswerProgram(exercise, in: answered)
        answers.append(answer)
        runs.append(
          PlannedRun(
            planned.library, of: answer.program, after: planned.preamble, selecting: answer.candidate.tag,
            limits: gradingLimits.limits(for: exercise)))
      }
    }
  }

  private func graded(_ due: Due, _ runs: [Run]) async throws(MachineFailure) -> Unfinished {
    var submission = due.submission
    for (answer, run) in zip(due.answers, runs) {
      let name = answer.candidate.exercise.name
      submission.grades[name] = try await grade(answer, .ran(run), in: due.answered)
      submission.plan.removeAll { $0.exercise == name }
    }
    return submission
  }

  private func grade(
    _ answer: AnswerProgram, _ result: TestRun.Result, in answered: Lesson
  ) async throws(MachineFailure) -> Grade {
    let exercise = answer.candidate.exercise
    let testRun = TestRun(
      program: answer.program, tag: answer.candidate.tag, limits: gradingLimits.limits(for: exercise), result: result)
    return try await grade(testRun, of: exercise, in: answered)
  }

  /// Grades what was found of an answer beside what the solution gives with the numbers of that answer's student.
  private func grade(
    _ testRun: TestRun, of exercise: Exercise, in answered: Lesson
  ) async throws(MachineFailure) -> Grade {
    let key = try await key.value.get().key(for: answered)
    let expected = key.expected[exercise.name]
    // With the sample's numbers the solution stands up, or nothing would be graded.
    if let expected, !expected.authorProblems(in: answered, exercise).isEmpty {
      return Grade(exercise, unsolved: testRun, in: answered)
    }
    return try await runner.grade(
      testRun, of: exercise, beside: expected, in: answered
    ) { () async throws(MachineFailure) in try await key.mistakes(of: exercise) }
  }

  /// - Returns: What of a submission is to be run, and what became of the rest.
  private func plan(_ submission: CompiledSubmission) async throws(MachineFailure) -> Unfinished {
    var planned = Unfinished(
      index: submission.index, submission: submission.answered.submission, grades: submission.answered.assessed,
      plan: [])
    for (exercise, answer) in submission.answered.values {
      planned.grades[exercise.name] = try await grade(answer, of: exercise, in: submission.answered.lesson)
    }
    var budget = CompilationBudget(
      sharedBy: submission.answered.answers.count { submission.products[$0.program] == nil })
    for answer in submission.answered.answers {
      let exercise = answer.candidate.exercise
      func willRun(_ path: String, after preamble: String? = nil) {
        planned.plan.append(
          Planned(exercise: exercise.name, level: exercise.needs.count, library: path, preamble: preamble))
      }
      switch submission.products[answer.program] {
      case .library(let library):
        willRun(library.path, after: library.preamble)
        continue
      case .rejected(let diagnostics):
        planned.grades[exercise.name] = try await grade(
          answer, .rejected(diagnostics), in: submission.answered.lesson)
        continue
      case nil:
        break
      }
      switch try await budget.product(of: answer.program, from: runner.compiler) {
      case .library(let path):
        willRun(path)
      case .rejected(let diagnostics):
        planned.grades[exercise.name] = try await grade(
          answer, .rejected(diagnostics), in: submission.answered.lesson)
      case .tooLong(let seconds):
        planned.grades[exercise.name] = try await grade(
          answer, .tooLong(seconds: seconds), in: submission.answered.lesson)
      }
    }
    return planned
  }
}
