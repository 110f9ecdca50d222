import Live
import Running
import Support

/// Watches one lesson: hands on what happens to its file, and shows what comes of it.
struct WatchSession {
  private let live: LiveLesson
  private let path: String
  private let display: WatchDisplay
  private let terminal: Terminal
  /// Where the lesson was when it was decided with which rights it runs.
  private let folder: String?
  private var state: WatchState
  private var printed = ""

  /// - Parameters:
  ///   - path: The lesson's.
  ///   - runner: Where it is run.
  ///   - display: Where it is shown.
  ///   - terminal: What the display writes to.
  init(_ path: String, _ runner: ProgramRunner, on display: WatchDisplay, _ terminal: Terminal) {
    live = LiveLesson(path, runner.remembering(RunMemory()).keepingSnapshots())
    (self.path, self.display, self.terminal) = (path, display, terminal)
    folder = realPath(path).map(parent(of:))
    state = WatchState(path: path)
  }

  /// Serves events until one of them is the end.
  /// - Parameters:
  ///   - events: What happens to the file, the keys and the window; what happens to the lesson comes among them.
  ///   - send: Puts something among the events.
  /// - Returns: The lines that remain when all is over.
  /// - Throws: If there is nowhere to write to any more.
  mutating func serve(
    _ events: AsyncStream<WatchEvent>, send: @escaping @Sendable (WatchEvent) -> Void
  ) async throws(CommandFailure) -> [String] {
    let ofLesson = await live.events()
    let telling = Task { for await event in ofLesson { send(.lesson(event)) } }
    try display.show(&state, after: &printed, on: terminal)
    for await event in events {
      guard try await take(event) else { break }
      if case .lesson(let event) = event, !state.isSeen(event) { continue }
      try display.show(&state, after: &printed, on: terminal)
    }
    await live.close()
    await telling.value
    return WatchPage(style: terminal.outputStyle).score(state)
  }

  /// - Returns: Whether to go on.
  private mutating func take(_ event: WatchEvent) async throws(CommandFailure) -> Bool {
    switch event {
    case .file(.saved(let bytes)):
      if isInPlace { await live.take(bytes) } else { await live.refuse(moved) }
    case .file(.gone(let reason)):
      await live.lose(reason)
    case .keys(let keys):
      for key in keys { guard try await press(key) else { return false } }
    case .resized:
      break
    case .inputEnded:
      if case .screen = display { return false }
    case .lesson(let event):
      state.apply(event)
    }
    return true
  }

  private mutating func press(_ key: WatchKey) async throws(CommandFailure) -> Bool {
    switch key {
    case .quit: return false
    case .suspend:
      if case .screen(let screen) = display { try screen.suspend() }
    case .runAgain:
      if isInPlace { await live.runAgain() } else { await live.refuse(moved) }
    default: state.press(key)
    }
    return true
  }

  /// Whether the lesson is where it was: one that comes from elsewhere now may run with other rights.
  private var isInPlace: Bool { realPath(path).map(parent(of:)) == folder }

  private var moved: MachineFailure {
    MachineFailure("\(path) is a link to another folder now", advice: "start watch again")
  }
}
