import Grading
import Live
import Reading
import Running
import Support

/// Watches one lesson: takes what happens, runs what has changed, and shows what came of it.
struct WatchSession {
  private let runner: ProgramRunner
  private let memory: RunMemory
  private let display: WatchDisplay
  private let terminal: Terminal
  private let send: @Sendable (WatchEvent) -> Void
  /// Where the lesson was when it was decided with which rights it runs.
  private let folder: String?
  private var state: WatchState
  private var printed = ""
  /// The newest run, or what is done after it in case it will be needed.
  private var work: Task<Void, Never>?
  private var runNumber = 0

  /// - Parameters:
  ///   - path: The lesson's.
  ///   - runner: Where it is run.
  ///   - display: Where it is shown.
  ///   - terminal: What the display writes to.
  ///   - send: Takes what runs have to tell, to be served like all other events.
  init(
    _ path: String, _ runner: ProgramRunner, on display: WatchDisplay, _ terminal: Terminal,
    send: @escaping @Sendable (WatchEvent) -> Void
  ) {
    memory = RunMemory()
    self.runner = runner.remembering(memory).keepingSnapshots()
    (self.display, self.terminal, self.send) = (display, terminal, send)
    folder = realPath(path).map(parent(of:))
    state = WatchState(path: path)
  }

  /// Serves events until one of them is the end.
  /// - Returns: The lines that remain when all is over.
  mutating func serve(_ events: AsyncStream<WatchEvent>) async throws(CommandFailure) -> [String] {
    try display.show(&state, after: &printed, on: terminal)
    for await event in events {
      guard try take(event) else { break }
      try display.show(&state, after: &printed, on: terminal)
    }
    work?.cancel()
    await work?.value
    await runner.snapshots?.close()
    return WatchPage(style: terminal.outputStyle).score(state)
  }

  /// - Returns: Whether to go on.
  private mutating func take(_ event: WatchEvent) throws(CommandFailure) -> Bool {
    switch event {
    case .file(.saved(let bytes)):
      if let lesson = state.save(bytes) { runIfInPlace(lesson) }
    case .file(.gone(let reason)):
      state.lose(reason)
    case .keys(let keys):
      for key in keys { guard try press(key) else { return false } }
    case .resized:
      break
    case .inputEnded:
      if case .screen = display { return false }
    case .graded(let run, let grade):
      if run == runNumber { state.grade(grade) }
    case .finished(let run, let result):
      if run == runNumber { finish(result) }
    }
    return true
  }

  private mutating func press(_ key: WatchKey) throws(CommandFailure) -> Bool {
    switch key {
    case .quit: return false
    case .suspend:
      if case .screen(let screen) = display { try screen.suspend() }
    case .runAgain:
      guard let lesson = state.lesson else { break }
      memory.forget()
      state.startRun()
      runIfInPlace(lesson, anew: true)
    default: state.press(key)
    }
    return true
  }

  /// Runs a lesson, unless it comes from elsewhere now: then it may run with other rights.
  private mutating func runIfInPlace(_ lesson: Lesson, anew: Bool = false) {
    guard realPath(lesson.path).map(parent(of:)) == folder else {
      return state.fail(
        MachineFailure("\(lesson.path) is a link to another folder now", advice: "start watch again"))
    }
    run(lesson, with: Grader(anew ? runner.runningAnew() : runner))
  }

  /// Runs a lesson; a run that is still going on is of an older save and ended.
  private mutating func run(_ lesson: Lesson, with grader: Grader) {
    work?.cancel()
    runNumber += 1
    work = Task { [send, runNumber] in
      let result: Result<Report, MachineFailure>
      do throws(MachineFailure) {
        let report = try await grader.report(on: lesson, graded: { send(.graded(run: runNumber, $0)) })
        result = .success(report)
      } catch {
        result = .failure(error)
      }
      send(.finished(run: runNumber, result))
      await grader.prepare(for: lesson)
    }
  }

  private mutating func finish(_ result: Result<Report, MachineFailure>) {
    switch result {
    case .success(let report): state.finish(report)
    case .failure(let failure): state.fail(failure)
    }
  }
}
