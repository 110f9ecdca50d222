import LessonWire

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
    let lesson = report.lesson
    let candidates = report.grades.map { $0.isTraceable ? $0.exercise.candidate(of: subject) : nil }
    let examples = report.examples.isEmpty ? nil : reading(of: nil, in: lesson)
    let answers = candidates.map { $0.map { reading(of: $0, in: lesson) } }
    if let examples {
      let reading = try await examples.value.get()
      for (index, cell) in lesson.contextCells.enumerated() where cell.role == .example {
        let trace = reading?.cellTrace(ofCellTagged: "\(cell.role.rawValue)/\(index + 1)")
        report.traces?[cell.lines] = trace ?? CellTrace(steps: [])
      }
    }
    for (index, candidate) in candidates.enumerated() {
      guard let candidate, let answer = answers[index] else { continue }
      let reading = try await answer.value.get()
      let trace = reading?.cellTrace(ofCellTagged: candidate.tag)
      report.traces?[candidate.exercise.cell.lines] = trace ?? CellTrace(steps: [])
      if let reading { report.grades[index].addValues(from: reading) }
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
    for (index, grade) in report.grades.enumerated() where grade.status == .crashed {
      guard grade.problems.first?.excerpt != nil, let candidate = grade.exercise.candidate(of: subject),
        let reading = try await traceReading(of: candidate, in: report.lesson)
      else { continue }
      report.grades[index].addValues(from: reading)
    }
    return report
  }

  /// What a program recorded, the lesson's examples if there is no candidate; `nil` if the compiler cannot make it report its values.
  private func traceReading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson
  ) async throws(MachineFailure) -> TraceReading? {
    // Reporting takes time as well.
    var limits = candidate?.exercise.limits ?? Self.exampleLimits
    limits.seconds *= 2
    // A traced program does not tell where its answer begins.
    limits.preludeSeconds = 0
    for detail in TraceDetail.allCases {
      let program = ProgramAssembly.tracedProgram(running: candidate, in: lesson, detail: detail)
      let choice = Choice(program: program, product: try await workshop.compiler.product(of: program))
      guard case .library = choice.product else { continue }
      let trial = try await workshop.trial(of: choice, selecting: nil, limits: limits)
      return trial.run?.trace.map { TraceReading($0, of: program) }
    }
    return nil
  }
}

extension Grade {
  /// Whether the cell was compiled and run.
  fileprivate var isTraceable: Bool {
    switch status {
    case .passed, .partial, .wrong, .crashed, .timedOut, .overLimit, .ungraded: true
    case .notAttempted, .missing, .compileError: false
    }
  }

  fileprivate mutating func addValues(from reading: TraceReading) {
    guard status == .crashed, let line = problems.first?.excerpt?.line else { return }
    valuesAtCrash = reading.values(named: line)
  }
}
