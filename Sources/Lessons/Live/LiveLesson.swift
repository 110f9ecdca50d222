import Grading
import Reading
import Running

/// A lesson that is alive: it takes edits and tells, in order, what comes of them to any number of listeners.
///
/// Every face of a lesson is a listener, and none of them compiles, runs or grades anything by itself. A new edit ends the run of the
/// one before; what has not changed is not run again.
package actor LiveLesson {
  private let runner: ProgramRunner
  private let subject: Grader.Subject
  private let names: Set<String>?
  private let listeners: Listeners
  /// Takes turns with other lessons where processes are started.
  private let client = ProcessPool.Client()
  private var known: KnownLesson { listeners.known }
  /// What is in the file, where it is a learner's copy: the lesson's text is the author's then.
  private var copy: [UInt8] = []
  /// The newest run, and what is made ready after it.
  private var work: Task<Void, Never>?
  private var runNumber = 0
  /// The grades of answers that crash, with what their variables were; by the grades without.
  private var crashes: [Grade: Grade] = [:]

  /// - Parameters:
  ///   - path: The lesson's.
  ///   - runner: Where it is run. To be alive for long, it should remember runs and keep snapshots.
  ///   - names: The exercises to grade; `nil` for all.
  ///   - subject: Whose answers to grade.
  ///   - author: The author's lesson, where the file is a learner's copy of it: then it is a submission that is graded.
  package init(
    _ path: String, _ runner: ProgramRunner, only names: Set<String>? = nil, grading subject: Grader.Subject = .learner,
    author: Lesson? = nil
  ) {
    (self.runner, self.names, self.subject) = (runner, names, author == nil ? subject : .submission)
    listeners = Listeners(KnownLesson(path: path, author: author))
  }

  /// What happens from now on, until the lesson is closed.
  /// - Parameter room: How much waits for whoever takes it slowly; of more it is given the sum of all instead (`LiveEvent.missed`). With
  ///   `nil` everything waits.
  /// - Returns: The events, for one who takes them.
  package func events(waiting room: EventRoom? = EventRoom()) -> AsyncStream<LiveEvent> { listeners.add(room) }

  // MARK: - Edits

  /// Takes a new text of the file.
  package func take(_ bytes: [UInt8]) {
    if known.author != nil { copy = bytes }
    let event = known.event(ofText: bytes)
    guard case .read(let lesson) = event else { return tell(event) }
    run(lesson, event)
  }

  /// Takes a lesson that has been read already.
  package func take(_ lesson: Lesson) { run(lesson, .read(lesson)) }

  /// Takes the news that there is no file.
  package func lose(_ reason: String) { tell(.gone(reason: reason)) }

  /// Takes the news that the lesson must not be run as it is now.
  package func refuse(_ failure: MachineFailure) { tell(.failed(failure)) }

  /// Replaces the code of one cell, in a learner's copy too.
  /// - Returns: The file's new text, every other byte of which is as it was; `nil` if there is no such cell, the code would end its block,
  ///   or the file is not UTF-8.
  package func replace(_ id: CellID, with source: String) -> String? {
    guard
      let text = known.author.map({ $0.text(ofCopy: copy, with: source, in: id) })
        ?? known.lesson?.text(with: source, in: id)
    else { return nil }
    take(Array(text.utf8))
    return text
  }

  /// Runs everything again, also what is known.
  package func runAgain() {
    guard let lesson = known.lesson else { return }
    runner.memory?.forget()
    run(lesson, .runningAgain, with: runner.runningAnew())
  }

  /// Ends everything, and all streams of events.
  package func close() async {
    runNumber += 1
    listeners.next(runNumber)
    work?.cancel()
    runner.memory?.goingOn.end()
    await work?.value
    await runner.snapshots?.close()
    listeners.end()
  }

  // MARK: - Runs

  /// Runs a lesson; a run that is still going on is of an older text and ended, but for those answers that stand in this one too
  /// (`RunsGoingOn`).
  private func run(_ lesson: Lesson, _ event: LiveEvent, with runner: ProgramRunner? = nil) {
    work?.cancel()
    runNumber += 1
    listeners.next(runNumber)
    tell(event)
    let grader = Grader(runner ?? self.runner)
    work = ProcessPool.$client.withValue(client) {
      Task { [runNumber, names, subject, listeners] in
        let result = await outcome { () async throws(MachineFailure) in
          try await grader.report(
            on: lesson, only: names, grading: subject,
            telling: { for event in LiveEvent.all(of: $0) { listeners.tell(event, ofRun: runNumber) } })
        }
        finish(result, ofRun: runNumber)
        guard self.runner.memory != nil else { return }
        if case .success(let report) = result { await explainCrashes(in: report, by: grader, ofRun: runNumber) }
        if !Task.isCancelled { await grader.prepare(for: lesson) }
      }
    }
  }

  private func finish(_ result: Result<Report, MachineFailure>, ofRun number: Int) {
    guard number == runNumber else { return }
    switch result {
    case .success(var report):
      crashes = crashes.filter { report.grades.contains($0.key) }
      report.grades = report.grades.map { crashes[$0] ?? $0 }
      tell(.finished(report))
    case .failure(let failure): tell(.failed(failure))
    }
  }

  /// Finds out what the variables were where answers crash, which takes another run of each: how it went is told before.
  private func explainCrashes(in report: Report, by grader: Grader, ofRun number: Int) async {
    var open = report
    open.grades = report.grades.filter { $0.status == .crashed && crashes[$0] == nil }
    guard !Task.isCancelled, let explained = try? await grader.explainingCrashes(in: open, grading: subject),
      number == runNumber
    else { return }
    for (plain, grade) in zip(open.grades, explained.grades) {
      crashes[plain] = grade
      if grade != plain { tell(.graded(grade)) }
    }
  }

  private func tell(_ event: LiveEvent) {
    listeners.tell(event, ofRun: runNumber)
  }
}
