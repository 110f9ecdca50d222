import LessonWire
import Reading
import Running

extension Grader {
  /// Runs what a report is about once more, and has every statement's value recorded.
  /// - Parameters:
  ///   - report: What grading found, without errors of the machine's.
  ///   - subject: Whose answers were graded.
  /// - Returns: The report with the traces of all examples and answers in it that could be traced.
  /// - Throws: If something is missing on this machine.
  package func traced(_ report: Report, grading subject: Subject = .learner) async throws(MachineFailure) -> Report {
    var report = report
    report.traces = [:]
    let lesson = try await runner.understood(report.lesson, .wholly)
    let candidates = report.grades.map { $0.isTraceable ? lesson.candidate(of: $0.exercise, subject) : nil }
    let examples = report.examples.isEmpty ? nil : reading(of: nil, in: lesson)
    let answers = candidates.map { $0.map { reading(of: $0, in: lesson) } }
    if let examples {
      let reading = try await examples.value.get()
      for (index, cell) in lesson.contextCells.enumerated() where cell.role == .example {
        let trace = reading?.cellTrace(ofCellTagged: "\(cell.role.rawValue)/\(index + 1)")
        report.traces?[cell.id] = trace ?? CellTrace(steps: [])
      }
    }
    for (index, candidate) in candidates.enumerated() {
      guard let candidate, let answer = answers[index] else { continue }
      let reading = try await answer.value.get()
      let trace = reading?.cellTrace(ofCellTagged: candidate.tag)
      report.traces?[candidate.exercise.cell.id] = trace ?? CellTrace(steps: [])
      if let reading { report.grades[index].addValues(from: reading, in: lesson) }
    }
    return report
  }

  /// The same as `traceReading`, side by side with others.
  private func reading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson
  ) -> Task<Result<TraceReading?, MachineFailure>, Never> {
    Task { await outcome { () async throws(MachineFailure) in try await traceReading(of: candidate, in: lesson) } }
  }

  /// Runs those answers once more that crashed, and finds out what their variables were.
  package func explainingCrashes(
    in report: Report, grading subject: Subject = .learner
  ) async throws(MachineFailure) -> Report {
    var report = report
    guard report.grades.contains(where: \.isExplainable) else { return report }
    let lesson = try await runner.understood(report.lesson, .wholly)
    for (index, grade) in report.grades.enumerated() where grade.isExplainable {
      guard let candidate = lesson.candidate(of: grade.exercise, subject),
        let reading = try await traceReading(of: candidate, in: lesson)
      else { continue }
      report.grades[index].addValues(from: reading, in: lesson)
    }
    return report
  }

  /// What a program recorded, the lesson's examples if there is no candidate; `nil` if the compiler cannot make it report its values.
  private func traceReading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson
  ) async throws(MachineFailure) -> TraceReading? {
    // Reporting takes time as well.
    var limits = candidate?.exercise.limits ?? .ofExamples
    limits.seconds *= 2
    // A traced program does not tell where its answer begins.
    limits.preludeSeconds = 0
    for detail in TraceDetail.allCases {
      var plain: Set<String> = []
      while true {
        let program = ProgramAssembly.tracedProgram(running: candidate, in: lesson, detail: detail, plainTags: plain)
        let choice = SharedProgram(program: program, product: try await runner.compiler.product(of: program))
        if case .library = choice.product {
          let testRun = try await runner.testRun(of: choice, selecting: nil, limits: limits)
          return testRun.run?.trace.map { TraceReading($0, of: program) }
        }
        // Only where the compiler stumbles are its own reports to do.
        let faulty = choice.faultyTags.filter { detail == .everything && !plain.contains($0) }
        if faulty.isEmpty { break }
        plain.formUnion(faulty)
      }
    }
    return nil
  }
}

extension SharedProgram {
  /// The cells in which the compiler finds errors.
  var faultyTags: Set<String> {
    guard case .rejected(let diagnostics) = product else { return [] }
    return Set(
      diagnostics.filter { $0.severity == .error }.compactMap(\.place).map { program.sections[$0.section].tag })
  }
}

extension Lesson {
  /// An exercise's answer with what the parser says about it in this lesson.
  fileprivate func candidate(of exercise: Exercise, _ subject: Grader.Subject) -> ProgramAssembly.Candidate? {
    (self.exercise(named: exercise.name) ?? exercise).candidate(of: subject)
  }
}

extension Grade {
  /// Whether the cell was compiled and run.
  fileprivate var isTraceable: Bool {
    switch status {
    case .passed, .partial, .wrong, .crashed, .timedOut, .overLimit, .ungraded: true
    case .notAttempted, .missing, .compileError, .awaitingReview: false
    }
  }

  /// Whether it is known, and may be shown, in which line the answer crashed.
  fileprivate var isExplainable: Bool { status == .crashed && problems.first?.excerpt != nil }

  fileprivate mutating func addValues(from reading: TraceReading, in lesson: Lesson) {
    guard isExplainable, let location = problems.first?.location else { return }
    valuesAtCrash = reading.values(at: location, in: lesson)
  }
}
