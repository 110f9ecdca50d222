import Reading
import Running

/// Grades submissions against an answer key. What is found of one never depends on which others are graded beside it.
package struct ClassGrader: Sendable {
  /// What takes the place of a lesson's own limits.
  package struct Limitation: Hashable, Sendable {
    /// Seconds for each exercise; `nil` for what the lesson says.
    package var seconds: Double?
    /// Bytes of address space.
    package var memory: UInt64
    /// Bytes that a cell may print.
    package var output: UInt64

    package init(seconds: Double? = nil, memory: UInt64 = 1 << 30, output: UInt64 = 4 << 20) {
      self.seconds = seconds
      self.memory = memory
      self.output = output
    }

    func limits(for exercise: Exercise) -> Limits {
      var limits = exercise.limits
      limits.seconds = seconds ?? limits.seconds
      (limits.memory, limits.fileSize) = (memory, output)
      return limits
    }
  }

  package typealias Key = Task<Result<AnswerKey, MachineFailure>, Never>

  private let lesson: Lesson
  private let key: Key
  private let workshop: Workshop
  private let limitation: Limitation
  private let batchCompiler: BatchCompiler

  /// - Parameters:
  ///   - lesson: The author's lesson, understood by the parser.
  ///   - key: What to compare with. Answers are compiled while it is being found out.
  ///   - workshop: Where submissions are compiled and run, with the sandbox that they deserve.
  ///   - batchCompiler: The same workshop's.
  ///   - limitation: What a cell may use.
  package init(
    for lesson: Lesson, _ key: Key, _ workshop: Workshop, _ batchCompiler: BatchCompiler, _ limitation: Limitation
  ) {
    (self.lesson, self.key) = (lesson, key)
    self.workshop = workshop
    self.batchCompiler = batchCompiler
    self.limitation = limitation
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
    let papers = try await workshop.understood(submissions).map { Paper($0, lesson) }
    let products = try await batchCompiler.products(
      of: papers.map(\.attempts), isShared: { isShared($0.candidate.cell) })
    guard try await key.value.get().problems.isEmpty else { return [] }
    let works = papers.enumerated().map { Work(index: $0, paper: $1, products: products) }
    typealias Outcome = Result<[Unfinished], MachineFailure>
    let outcomes = await withTaskGroup(of: Outcome.self) { group -> [Outcome] in
      for works in sessions(of: works) {
        group.addTask { await outcome { () async throws(MachineFailure) in try await begin(works, handle) } }
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
        for works in due.inEvenParts(count) {
          group.addTask {
            await outcome { () async throws(MachineFailure) in
              let done = try await run(works.map(\.0), level)
              let items = Array(zip(done, works.map(\.1)))
              for (work, item) in items where work.plan.isEmpty { try handle(item, work.report) }
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

  /// What is known of a submission before the answers have run that build on other exercises.
  package struct Unfinished: Sendable {
    /// The submission's place among those that it was graded with.
    package let index: Int
    fileprivate let paper: Paper
    fileprivate var grades: [String: Grade]
    /// What is yet to be run.
    fileprivate var plan: [Planned]

    /// How many others the next answer builds on.
    fileprivate var level: Int? { plan.map(\.level).min() }

    fileprivate var report: Report {
      let all = paper.lesson.exercises.map { grades[$0.name] ?? paper.gradeWithoutTrial(of: $0) }
      return Report(lesson: paper.lesson, grades: all)
    }
  }

  /// An answer that is to be run.
  fileprivate struct Planned: Sendable {
    var attempt: Attempt
    var run: PlannedRun
    /// How many other exercises' solutions run beside it: all those that the needed ones need are among them.
    var level: Int { attempt.candidate.exercise.needs.count }
  }

  /// A submission with what is compiled of it.
  private struct Work: Sendable {
    var index: Int
    var paper: Paper
    /// Of all submissions that are graded together.
    var products: [Program: AnswerProduct]
  }

  /// How many submissions are run one after the other, if they do not take long.
  private static let longestSession = 16

  /// Shares submissions out. One that is yet to be compiled is kept apart: others would have to wait for it.
  private func sessions(of works: [Work]) -> [[Work]] {
    var (ready, slow) = ([Work](), [Work]())
    for work in works {
      let isReady = work.paper.attempts.allSatisfy {
        work.products[$0.program] != nil || workshop.compiler.complaints(about: $0.program) != nil
      }
      if isReady { ready.append(work) } else { slow.append(work) }
    }
    let count = (ready.count + Self.longestSession - 1) / Self.longestSession
    return slow.map { [$0] } + ready.inEvenParts(count).map(Array.init)
  }

  private func begin(
    _ works: [Work], _ handle: (Int, Report) throws(MachineFailure) -> Void
  ) async throws(MachineFailure) -> [Unfinished] {
    var left: [Unfinished] = []
    func file(_ work: Unfinished) throws(MachineFailure) {
      if work.plan.isEmpty { try handle(work.index, work.report) } else { left.append(work) }
    }
    var waiting: [Unfinished] = []
    for work in works {
      let planned = try await plan(work)
      if planned.level == 0 { waiting.append(planned) } else { try file(planned) }
    }
    for work in try await run(waiting, 0) { try file(work) }
    return left
  }

  /// Runs those answers of submissions that build on so many other exercises.
  private func run(_ works: [Unfinished], _ level: Int) async throws(MachineFailure) -> [Unfinished] {
    var done: [Unfinished] = []
    while done.count < works.count {
      let plans = works.dropFirst(done.count).map { $0.plan.filter { $0.level == level } }
      let endings = try await workshop.executor.session(plans.map { $0.map(\.run) })
      for (work, (plan, runs)) in zip(works.dropFirst(done.count), zip(plans, endings)) {
        done.append(try await graded(work, plan, runs))
      }
    }
    return done
  }

  private func graded(
    _ work: Unfinished, _ plan: [Planned], _ runs: [Run]
  ) async throws(MachineFailure) -> Unfinished {
    var work = work
    for (planned, run) in zip(plan, runs) {
      try await work.grades[planned.attempt.candidate.exercise.name] = grade(planned.attempt, .ran(run), in: work.paper)
    }
    work.plan.removeAll { planned in plan.contains { $0.attempt.candidate.tag == planned.attempt.candidate.tag } }
    return work
  }

  private func grade(
    _ attempt: Attempt, _ result: Trial.Result, in paper: Paper
  ) async throws(MachineFailure) -> Grade {
    let exercise = attempt.candidate.exercise
    let trial = Trial(
      program: attempt.program, tag: attempt.candidate.tag, limits: limitation.limits(for: exercise), result: result)
    let grade = try await key.value.get().grade(trial, of: exercise, in: paper.lesson)
    return try await workshop.explainingMissingNames(in: grade, of: paper.lesson)
  }

  /// - Returns: What of a submission is to be run, and what became of the rest.
  private func plan(_ work: Work) async throws(MachineFailure) -> Unfinished {
    var planned = Unfinished(index: work.index, paper: work.paper.planned, grades: work.paper.refused, plan: [])
    var budget = CompilationBudget(sharedBy: work.paper.attempts.count { work.products[$0.program] == nil })
    for attempt in work.paper.attempts {
      let exercise = attempt.candidate.exercise
      func willRun(_ path: String, after preamble: String? = nil) {
        let run = PlannedRun(
          path, of: attempt.program, after: preamble, selecting: attempt.candidate.tag,
          limits: limitation.limits(for: exercise))
        planned.plan.append(Planned(attempt: attempt, run: run))
      }
      switch work.products[attempt.program] {
      case .library(let library):
        willRun(library.path, after: library.preamble)
        continue
      case .rejected(let diagnostics):
        planned.grades[exercise.name] = try await grade(attempt, .rejected(diagnostics), in: work.paper)
        continue
      case nil:
        break
      }
      switch try await budget.product(of: attempt.program, from: workshop.compiler) {
      case .library(let path):
        willRun(path)
      case .rejected(let diagnostics):
        planned.grades[exercise.name] = try await grade(attempt, .rejected(diagnostics), in: work.paper)
      case .tooLong(let seconds):
        planned.grades[exercise.name] = try await grade(attempt, .tooLong(seconds: seconds), in: work.paper)
      }
    }
    return planned
  }
}

/// A submission and what of it is to be compiled and run.
private struct Paper {
  let submission: Submission
  let lesson: Lesson
  private(set) var attempts: [Attempt]
  /// The grades of those answers that are not even compiled.
  let refused: [String: Grade]

  init(_ submission: Submission, _ lesson: Lesson) {
    let answered = lesson.answered(by: submission)
    self.submission = submission
    self.lesson = answered
    let given = answered.exercises.filter { submission.cells[$0.name] != nil }
    attempts = given.filter { !$0.cell.isTooLarge && !$0.cell.hasBlank }.map { Attempt($0, in: answered) }
    let refusals = given.filter(\.cell.isTooLarge).map { ($0.name, Self.refusal(of: $0, in: answered)) }
    refused = Dictionary(refusals, uniquingKeysWith: { first, _ in first })
  }

  /// Without what is of no use once it is planned: a whole class may wait for its last answers.
  var planned: Paper {
    var copy = self
    copy.attempts = []
    return copy
  }

  func gradeWithoutTrial(of exercise: Exercise) -> Grade {
    Grade(exercise, submission.cells[exercise.name] == nil ? .missing : .notAttempted)
  }

  private static func refusal(of exercise: Exercise, in lesson: Lesson) -> Grade {
    let cell = exercise.cell
    var grade = Grade(exercise, .compileError)
    grade.problems = [
      Problem(
        "this cell is larger than \(Cell.largestSize >> 10) KiB, and so was not compiled",
        at: SourceLocation(file: cell.file ?? lesson.path, line: cell.lines.lowerBound, column: 1))
    ]
    return grade
  }
}

/// An answer with the program that tries it. Equal answers of two students are one program.
package struct Attempt: Sendable {
  package let candidate: ProgramAssembly.Candidate
  package let program: Program
  /// Whether the program may be compiled beside others.
  let isEnclosable: Bool

  package init(_ exercise: Exercise, in lesson: Lesson) {
    // Two answers in one call of the compiler are told apart by their tags.
    let hash = "\(ContentHash(of: exercise.cell.source.utf8))".prefix(16)
    candidate = ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/\(exercise.name)/\(hash)")
    program = ProgramAssembly.program(running: candidate, in: lesson)
    isEnclosable = candidate.isEnclosable
  }
}
