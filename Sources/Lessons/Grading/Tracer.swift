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
    let candidates = report.grades.map { grade in
      grade.isTraceable ? lesson.candidate(of: grade.exercise, subject).map { ($0, grade.tracedCalls) } : nil
    }
    let examples = report.examples.isEmpty ? nil : reading(of: nil, in: lesson)
    let answers = candidates.map { $0.map { reading(of: $0, in: lesson, $1) } }
    if let examples {
      let reading = try await examples.value.get()
      for (index, cell) in lesson.contextCells.enumerated() where cell.role == .example {
        let trace = reading?.cellTrace(ofCellTagged: "\(cell.role.rawValue)/\(index + 1)")
        report.traces?[cell.id] = trace ?? CellTrace(steps: [])
      }
    }
    for (index, candidate) in candidates.enumerated() {
      guard let (candidate, calls) = candidate, let answer = answers[index] else { continue }
      let reading = try await answer.value.get()
      var trace = reading?.cellTrace(ofCellTagged: candidate.tag)
      trace?.calls = calls
      report.traces?[candidate.exercise.cell.id] = trace ?? CellTrace(steps: [])
      if let reading { report.grades[index].addValues(from: reading, in: lesson) }
    }
    return report
  }

  /// The same as `traceReading`, side by side with others.
  private func reading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson, _ calls: TracedCalls = .all
  ) -> Task<Result<TraceReading?, MachineFailure>, Never> {
    Task {
      await outcome { () async throws(MachineFailure) in try await traceReading(of: candidate, in: lesson, calls) }
    }
  }

  /// Runs those answers once more that crashed, and finds out what their variables were.
  package func explainingCrashes(
    in report: Report, grading subject: Subject = .learner
  ) async throws(MachineFailure) -> Report {
    var report = report
    guard report.grades.contains(where: { $0.status == .crashed }) else { return report }
    let lesson = try await runner.understood(report.lesson, .wholly)
    for (index, grade) in report.grades.enumerated() where grade.isExplainable(in: lesson) {
      guard let candidate = lesson.candidate(of: grade.exercise, subject),
        let reading = try await traceReading(of: candidate, in: lesson, .newest)
      else { continue }
      report.grades[index].addValues(from: reading, in: lesson)
    }
    return report
  }

  /// What a program recorded, the lesson's examples if there is no candidate; `nil` if the compiler cannot make it report its values.
  private func traceReading(
    of candidate: ProgramAssembly.Candidate?, in lesson: Lesson, _ calls: TracedCalls = .all
  ) async throws(MachineFailure) -> TraceReading? {
    // Reporting takes time as well.
    var limits = candidate?.exercise.limits ?? .ofExamples
    limits.seconds *= 2
    // A traced program does not tell where its answer begins.
    limits.preludeSeconds = 0
    for detail in TraceDetail.allCases {
      var plain: Set<String> = []
      while true {
        let program = ProgramAssembly.tracedProgram(
          running: candidate, in: lesson, detail: detail, plainTags: plain, calls: calls)
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
    case .notAttempted, .missing, .compileError, .unreadable, .awaitingReview: false
    }
  }

  /// Of the calls that the checks make, those that lead to what is wrong.
  fileprivate var tracedCalls: TracedCalls {
    switch status {
    case .crashed, .timedOut, .overLimit: return .newest
    case .partial, .wrong:
      return comparisons.first { !$0.isEqual && !$0.isHidden }.map { .before(answer: $0.label) } ?? .all
    default: return .all
    }
  }

  /// Whether it is known, and may be shown, in which line the answer crashed.
  fileprivate func isExplainable(in lesson: Lesson) -> Bool {
    guard status == .crashed, let problem = problems.first else { return false }
    return problem.excerpt != nil || problem.isSomewhere(in: cell(in: lesson))
  }

  fileprivate func cell(in lesson: Lesson) -> Cell { (lesson.exercise(named: exercise.name) ?? exercise).cell }

  fileprivate mutating func addValues(from reading: TraceReading, in lesson: Lesson) {
    guard isExplainable(in: lesson) else { return }
    let cell = cell(in: lesson)
    if problems[0].isSomewhere(in: cell), let place = reading.placeOfChange(in: cell) {
      problems[0].move(to: place, in: cell, of: lesson)
    }
    guard problems[0].excerpt != nil else { return }
    valuesAtCrash = problems[0].location.map { reading.values(at: $0, in: lesson) } ?? []
  }
}

extension Problem {
  /// Whether no more is known of its place in a cell than the function or closure that changes elements there, or not even that it is one.
  fileprivate func isSomewhere(in cell: Cell) -> Bool {
    guard let line = location?.line, case .crashed(_, .cell) = kind else { return false }
    if let excerpt, excerpt.isAtBrace { return !cell.facts.changes.isEmpty }
    return cell.facts.changes.contains { change in
      change.function.map { cell.firstSourceLine + $0.line - 1 == line } ?? (line == cell.lines.lowerBound)
    }
  }

  fileprivate mutating func move(to place: Diagnostic.Place, in cell: Cell, of lesson: Lesson) {
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return }
    excerpt = Excerpt(line: String(lines[place.line - 1]), column: place.column)
    let start = SourceLocation(
      file: cell.file ?? lesson.path, line: cell.firstSourceLine + place.line - 1, column: place.column)
    range = SourceRange(start, length: 1)
  }
}

extension Problem.Excerpt {
  fileprivate var isAtBrace: Bool { line.utf8.dropFirst(column - 1).first == UInt8(ascii: "{") }
}
