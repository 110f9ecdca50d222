import Grading
import Learning
import Live
import Reading
import Reporting
import Running
import Support

/// `lesson-run run LESSON.md`, also without the word `run`.
struct RunCommand: Subcommand {
  let context: CommandContext
  let exercise: [String]
  let solutions: Bool
  let trace: Bool
  let write: Bool
  let student: String?
  let reveal: Bool
  let rerun: Bool
  let json: Switch
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let path = operands[0]
    let answered = try LessonFile.readAnswered(path, style: context.terminal.errorStyle)
    let lesson = student.map { answered.lesson.seeded(for: $0) } ?? answered.lesson
    if student != nil, lesson.seed == nil { context.remark(Words().sameForAll(path)) }
    if write, student != nil {
      throw CommandFailure(.outputsOfStudent)
    }
    if write, !exercise.isEmpty {
      throw CommandFailure(.outputsOfSome)
    }
    if write, answered.place != nil {
      throw CommandFailure(.copyToWrite(path))
    }
    warn(of: lesson)
    let names = try chosenExercises(of: lesson)
    if json != .off, trace {
      throw CommandFailure(.traceAsJSON)
    }
    let choice = try sandbox.get()
    let subject: Grader.Subject = solutions ? .solutions : answered.place == nil ? .learner : .submission
    let expected: ExpectedValues = answered.place == nil || reveal || solutions ? .shown : .masked
    note(answered.place)
    if answered.place == nil, lesson.exercises.contains(where: { $0.solution == nil }),
      Workspace(at: path.contains("/") ? parent(of: path) : "").exists
    {
      context.remark("warning: \(Words().isNoLesson(path))")
    }
    let (report, again) = try await context.withRunner { runner throws(MachineFailure) -> (Report, Report?) in
      defer { context.terminal.clearProgress() }
      return try await context.working(on: path, choice, runner, telling: context.remark) {
        runner throws(MachineFailure) -> (Report, Report?) in
        var runner = rerun ? runner.runningAnew() : runner
        if json == .variant { runner = runner.askingForValues() }
        let live = LiveLesson(path, runner, only: names, grading: subject)
        let report = try await self.report(on: lesson, by: live, expected)
        let grader = Grader(runner)
        // What is written down should be what the examples print the next time too.
        let isRenewing = write && !OutputRenewal(report).drifts.isEmpty
        let again = isRenewing ? try await grader.examples(of: lesson) : nil
        if json != .off { return (report, again) }
        let whole =
          trace
          ? try await grader.traced(report, grading: subject)
          : try await grader.explainingCrashes(in: report, grading: subject)
        return (whole, again)
      }
    }
    if json != .variant { try context.terminal.write(try text(of: report, expected, study(answered.place, expected))) }
    if write { try renewOutputs(of: report, again: again) }
    return status(of: report)
  }

  private func warn(of lesson: Lesson) {
    for warning in lesson.warnings {
      context.terminal.writeError(["\(warning.location): warning: \(Words().sentence(warning.kind))"])
    }
    for remark in lesson.remarks {
      context.terminal.writeError(["\(lesson.path): warning: \(Words().remark(remark))"])
    }
  }

  /// Notes where the learner is. A workspace in which nothing can be written is as good to run in.
  private func note(_ place: (workspace: Workspace, name: String)?) {
    guard let place else { return }
    let exercise = self.exercise.count == 1 ? self.exercise[0] : nil
    try? place.workspace.remember { state in
      guard exercise != nil || state.last?.lesson != place.name else { return }
      state.last = LearnerState.Place(lesson: place.name, exercise: exercise)
    }
  }

  /// What was asked for in a workspace.
  private func study(_ place: (workspace: Workspace, name: String)?, _ expected: ExpectedValues) -> SelfStudy? {
    place.map { place in
      SelfStudy(hints: (try? place.workspace.state())?.hints(of: place.name) ?? [:], isRevealed: expected == .shown)
    }
  }

  /// Runs a lesson until all is graded, and tells what happens meanwhile.
  private func report(
    on lesson: Lesson, by live: LiveLesson, _ expected: ExpectedValues
  ) async throws(MachineFailure) -> Report {
    let events = await live.events(waiting: nil)
    await live.take(lesson)
    let progress = context.progress(.running(lesson.path))
    var known = KnownLesson(path: lesson.path)
    for await event in events {
      known.apply(event)
      if let (done, total) = known.progress, json != .variant { progress(done, total) }
      if json == .variant, let line = try? EventLine(event, expected: expected).line() {
        try? context.terminal.write(line)
      }
      switch event {
      case .finished(let report): return report
      case .failed(let failure): throw failure
      default: break
      }
    }
    throw .program(.endedUngraded)
  }

  private func chosenExercises(of lesson: Lesson) throws(CommandFailure) -> Set<String>? {
    guard !exercise.isEmpty else { return nil }
    let known = lesson.exercises.map(\.name)
    for name in exercise where !known.contains(name) {
      throw CommandFailure(
        .noSuchExercise(name, in: lesson.path, meant: nearest(to: name, among: known), all: known))
    }
    return Set(exercise)
  }

  private func text(
    of report: Report, _ expected: ExpectedValues, _ study: SelfStudy?
  ) throws(CommandFailure) -> String {
    guard json == .on else {
      return RunReport(style: context.terminal.outputStyle, expected: expected, study: study).text(report)
    }
    do { return try JSONReport(report, expected: expected).text() } catch {
      throw CommandFailure(.file(.unencodable(.report, reason: "\(error)")))
    }
  }

  private func renewOutputs(of report: Report, again: Report?) throws(CommandFailure) {
    guard report.examplesProblems.isEmpty else {
      throw CommandFailure(.outputsNotRenewed(report.lesson.path), .notRight)
    }
    let renewal = OutputRenewal(report)
    let path = report.lesson.path
    var count = 0
    if !renewal.drifts.isEmpty {
      try LessonFile.rewrite(path) { current throws(CommandFailure) in
        guard let present = renewal.carriedOver(to: current) else {
          throw CommandFailure(.examplesChanged(path), .notRight)
        }
        count = present.drifts.count
        return present.renewedText()
      }
    }
    context.remark(.outputsRenewed(count, in: path))
    guard count > 0, let other = again else { return }
    for block in OutputRenewal.unsteadyBlocks(report, other) {
      context.terminal.writeError(["\(path):\(block.lines.lowerBound):1: warning: \(Words().problem(.unsteadyOutput))"])
    }
  }

  private func status(of report: Report) -> ExitStatus {
    if !report.authorProblems.isEmpty { return .faultyLesson }
    return report.grades.contains { $0.status.isFailure } || !report.examplesProblems.isEmpty ? .notRight : .success
  }
}
