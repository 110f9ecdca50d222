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

  private let key: AnswerKey
  private let workshop: Workshop
  private let limitation: Limitation
  private let batchCompiler: BatchCompiler

  /// - Parameters:
  ///   - key: What to compare with.
  ///   - workshop: Where submissions are compiled and run, with the sandbox that they deserve.
  ///   - batchCompiler: The same workshop's.
  ///   - limitation: What a cell may use.
  package init(_ key: AnswerKey, _ workshop: Workshop, _ batchCompiler: BatchCompiler, _ limitation: Limitation) {
    self.key = key
    self.workshop = workshop
    self.batchCompiler = batchCompiler
    self.limitation = limitation
  }

  /// Grades some submissions together.
  /// - Parameters:
  ///   - submissions: Any number: all are in memory at once.
  ///   - isShared: Whether an answer is known to be several students', who need not be among these: it is compiled once.
  ///   - handle: Gets each submission's place in the list and its report as soon as there is one.
  /// - Throws: If something is missing on this machine, and what `handle` throws. Whatever goes wrong in a submission is in its
  ///   report.
  package func grade(
    _ submissions: [Submission], isShared: (Cell) -> Bool,
    handle: @escaping @Sendable (Int, Report) throws(MachineFailure) -> Void
  ) async throws(MachineFailure) {
    let papers = submissions.map { Paper($0, key.lesson) }
    let libraries = try await batchCompiler.libraries(
      for: papers.map(\.attempts), isShared: { isShared($0.candidate.cell) })
    let works = zip(papers, libraries).enumerated().map { Work(index: $0, paper: $1.0, libraries: $1.1) }
    let failure = await withTaskGroup(of: MachineFailure?.self) { group -> MachineFailure? in
      for works in sessions(of: works) { group.addTask { await grade(works, handle) } }
      for await failure in group where failure != nil { return failure }
      return nil
    }
    if let failure { throw failure }
  }

  /// A submission with what is compiled of it.
  private struct Work: Sendable {
    var index: Int
    var paper: Paper
    var libraries: [Program: AnswerLibrary]
  }

  /// How many submissions are run one after the other, if they do not take long.
  private static let longestSession = 16

  /// Shares submissions out. One that is yet to be compiled is kept apart: others would have to wait for it.
  private func sessions(of works: [Work]) -> [[Work]] {
    var (ready, slow) = ([Work](), [Work]())
    for work in works {
      let isReady = work.paper.attempts.allSatisfy {
        work.libraries[$0.program] != nil || workshop.compiler.complaints(about: $0.program) != nil
      }
      if isReady { ready.append(work) } else { slow.append(work) }
    }
    let count = (ready.count + Self.longestSession - 1) / Self.longestSession
    return slow.map { [$0] } + ready.inEvenParts(count).map(Array.init)
  }

  /// - Returns: What is missing on this machine.
  private func grade(
    _ works: [Work], _ handle: (Int, Report) throws(MachineFailure) -> Void
  ) async -> MachineFailure? {
    do throws(MachineFailure) {
      var waiting: [(work: Work, trials: [String: Trial], plan: [(attempt: Attempt, run: PlannedRun)])] = []
      for work in works {
        let (trials, plan) = try await plan(work.paper, work.libraries)
        if plan.isEmpty {
          try handle(work.index, try await report(on: work.paper, trials))
        } else {
          waiting.append((work, trials, plan))
        }
      }
      while !waiting.isEmpty {
        let endings = try await workshop.executor.session(waiting.map { $0.plan.map(\.run) })
        for ((work, trials, plan), runs) in zip(waiting, endings) {
          var trials = trials
          for ((attempt, planned), run) in zip(plan, runs) {
            trials[attempt.candidate.exercise.name] = Trial(
              program: attempt.program, tag: attempt.candidate.tag, limits: planned.limits, result: .ran(run))
          }
          try handle(work.index, try await report(on: work.paper, trials))
        }
        waiting.removeFirst(endings.count)
      }
      return nil
    } catch {
      return error
    }
  }

  /// - Returns: What of a submission is to be run, and what became of the rest.
  private func plan(
    _ paper: Paper, _ libraries: [Program: AnswerLibrary]
  ) async throws(MachineFailure) -> (trials: [String: Trial], plan: [(attempt: Attempt, run: PlannedRun)]) {
    var trials: [String: Trial] = [:]
    var plan: [(attempt: Attempt, run: PlannedRun)] = []
    for attempt in paper.attempts {
      let exercise = attempt.candidate.exercise
      let limits = limitation.limits(for: exercise)
      func trial(_ result: Trial.Result) -> Trial {
        Trial(program: attempt.program, tag: attempt.candidate.tag, limits: limits, result: result)
      }
      func willRun(_ path: String, after preamble: String? = nil) {
        let run = PlannedRun(
          path, of: attempt.program, after: preamble, selecting: attempt.candidate.tag, limits: limits)
        plan.append((attempt, run))
      }
      if let library = libraries[attempt.program] {
        willRun(library.path, after: library.preamble)
        continue
      }
      switch try await workshop.compiler.product(of: attempt.program) {
      case .library(let path):
        willRun(path)
      case .rejected(let diagnostics):
        trials[exercise.name] = trial(.rejected(diagnostics))
      case .tooLong(let seconds):
        trials[exercise.name] = trial(.tooLong(seconds: seconds))
      }
    }
    // A program may leave something behind for later ones, and one that builds on an exercise holds its solution: that exercise's own
    // answer must have run before, and does, since whoever builds on an exercise needs more than that one does.
    plan.sort { $0.attempt.candidate.exercise.needs.count < $1.attempt.candidate.exercise.needs.count }
    return (trials, plan)
  }

  private func report(on paper: Paper, _ trials: [String: Trial]) async throws(MachineFailure) -> Report {
    var grades: [Grade] = []
    for exercise in paper.lesson.exercises {
      if let trial = trials[exercise.name] {
        grades.append(try await key.grade(trial, of: exercise, in: paper.lesson))
      } else {
        grades.append(Grade(exercise, paper.submission.cells[exercise.name] == nil ? .missing : .notAttempted))
      }
    }
    return Report(lesson: paper.lesson, grades: grades)
  }
}

/// A submission and what of it is to be compiled and run.
private struct Paper {
  let submission: Submission
  let lesson: Lesson
  let attempts: [Attempt]

  init(_ submission: Submission, _ lesson: Lesson) {
    let answered = lesson.answered(by: submission)
    self.submission = submission
    self.lesson = answered
    attempts = answered.exercises.filter { submission.cells[$0.name] != nil && !$0.cell.hasBlank }
      .map { Attempt($0, in: answered) }
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
