import LessonWire

extension Grader {
  /// Runs what a report is about once more, and has every statement's value recorded.
  /// - Parameters:
  ///   - report: What grading found, without errors of the machine's.
  ///   - subject: Whose answers were graded.
  /// - Returns: The report with the traces of all examples and answers in it that could be traced.
  package func traced(_ report: Report, grading subject: Subject = .learner) async throws(MachineFailure) -> Report {
    var report = report
    report.traces = [:]
    let lesson = report.lesson
    if !report.examples.isEmpty, let reading = try await traceReading(of: nil, in: lesson) {
      for (index, cell) in lesson.contextCells.enumerated() where cell.role == .example {
        report.traces?[cell.lines] = reading.cellTrace(ofCellTagged: "\(cell.role.rawValue)/\(index + 1)")
      }
    }
    for (index, grade) in report.grades.enumerated() where grade.isTraceable {
      guard let candidate = grade.exercise.candidate(of: subject),
        let reading = try await traceReading(of: candidate, in: lesson)
      else { continue }
      report.traces?[grade.exercise.cell.lines] = reading.cellTrace(ofCellTagged: candidate.tag)
      report.grades[index].addValues(from: reading)
    }
    return report
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

  /// - Parameter candidate: What to trace; `nil` for the lesson's examples.
  /// - Returns: `nil` if the compiler cannot make it report its values.
  private func traceReading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson
  ) async throws(MachineFailure) -> TraceReading? {
    // Reporting takes time as well.
    var limits = candidate?.exercise.limits ?? Self.exampleLimits
    limits.seconds *= 2
    for hasAdditions in [true, false] {
      let program = ProgramAssembly.tracedProgram(running: candidate, in: lesson, hasAdditions: hasAdditions)
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
