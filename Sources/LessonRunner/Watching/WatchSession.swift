import Learning
import Live
import Reporting
import Running
import Support

/// Watches one lesson: hands on what happens to its file, and shows what comes of it.
struct WatchSession {
  /// Why a session is over.
  enum End {
    /// The lines that remain.
    case over([String])
    /// Another lesson takes its place: its file's name.
    case moved(to: String)
  }

  private let live: LiveLesson
  private let lesson: WatchedLesson
  private let lessons: LessonFolder
  private let number: Int
  private let display: WatchDisplay
  private let terminal: Terminal
  /// Where the lesson was when it was decided with which rights it runs.
  private let folder: String?
  private var state: WatchState
  private var printed = ""
  private var end: End?

  private var path: String { lesson.path }

  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - lessons: Those among which it is.
  ///   - number: Tells what happens to this lesson from what happened to the one before.
  ///   - runner: Where it is run.
  ///   - display: Where it is shown.
  ///   - terminal: What the display writes to.
  init(
    _ lesson: WatchedLesson, of lessons: LessonFolder, number: Int, _ runner: ProgramRunner, on display: WatchDisplay,
    _ terminal: Terminal
  ) {
    live = LiveLesson(
      lesson.path, runner.remembering(RunMemory()).keepingSnapshots(), author: lesson.author)
    (self.lesson, self.lessons, self.number) = (lesson, lessons, number)
    (self.display, self.terminal) = (display, terminal)
    folder = realPath(lesson.path).map(parent(of:))
    state = lesson.state
  }

  /// Serves events until one of them is the end.
  /// - Parameters:
  ///   - events: What happens to the file, the keys and the window; what happens to the lesson comes among them.
  ///   - send: Puts something among the events.
  /// - Returns: Why it is over.
  /// - Throws: If there is nowhere to write to any more.
  mutating func serve(
    _ events: AsyncStream<WatchEvent>, send: @escaping @Sendable (WatchEvent) -> Void
  ) async throws(CommandFailure) -> End {
    let ofLesson = await live.events()
    let telling = Task { [number] in for await event in ofLesson { send(.lesson(number, event)) } }
    // The first picture is there already: without the text there is less to be seen.
    if number > 0 { try lesson.show(on: display, terminal) }
    for await event in events {
      try await take(event)
      if end != nil { break }
      if case .lesson(let number, let event) = event, number != self.number || !state.isSeen(event) { continue }
      if case .file = event { continue }
      try display.show(&state, after: &printed, on: terminal)
    }
    await live.close()
    await telling.value
    return end ?? .over(WatchPage(style: terminal.outputStyle).score(state))
  }

  private mutating func take(_ event: WatchEvent) async throws(CommandFailure) {
    switch event {
    case .file(let file, _) where file != path: break
    case .file(_, .saved(let bytes)):
      if isInPlace { await live.take(bytes) } else { await live.refuse(moved) }
    case .file(_, .gone(let reason)):
      await live.lose(reason)
    case .otherSaved(let file):
      if let name = lessons.names.first(where: { lessons.path(of: $0) == file }) { end = .moved(to: name) }
    case .keys(let keys):
      for key in keys where end == nil { try await press(key) }
    case .resized:
      break
    case .inputEnded:
      if case .screen = display { leave() }
    case .lesson(let number, let event):
      guard number == self.number else { break }
      state.apply(event)
      if case .read = event, !state.edited.isEmpty { note { _ in } }
    }
  }

  private mutating func leave() { end = .over(WatchPage(style: terminal.outputStyle).score(state)) }

  // MARK: - Keys

  private mutating func press(_ key: WatchKey) async throws(CommandFailure) {
    switch key {
    case .quit: return leave()
    case .suspend:
      if case .screen(let screen) = display { try screen.suspend() }
      return
    case .runAgain:
      if isInPlace { await live.runAgain() } else { await live.refuse(moved) }
      return
    case .nextLesson:
      if let next = state.following { end = .moved(to: next.name) }
      return
    case .choose:
      if let name = state.list?.chosen?.name, name != lesson.name { end = .moved(to: name) }
    case .list:
      if state.list == nil {
        let entries = lessons.list()
        if !entries.isEmpty { state.list = LessonList(entries, at: lesson.name) }
        return
      }
    case .reset:
      if state.isInWorkspace, state.isConfirmed(key) { reset() }
    default: break
    }
    state.press(key)
    guard let name = state.current?.name else { return }
    switch key {
    case .hint:
      let count = state.shownHints
      note { $0.hints = max($0.hints, count) }
    case .solution where state.showsSolution: note { $0.hasSeenSolution = true }
    case .reset: if let resetWords { state.note("\(name): \(resetWords)") }
    default: break
    }
    resetWords = nil
  }

  /// What has become of the answer that was to be put aside.
  private var resetWords: String?

  private mutating func reset() {
    guard let workspace = lessons.workspace, let author = lesson.author, let name = state.current?.name,
      let entry = Textbook.Entry(name: lesson.name, bytes: Array(author.text.utf8), path: author.path)
    else { return }
    do throws(MachineFailure) {
      resetWords = Words().resetNote(try workspace.reset(name, of: lesson.name, entry).told, file: path)
    } catch { resetWords = Words().failure(error).problem }
  }

  /// Notes where the learner is and what they have asked for. Where nothing can be written that is forgotten.
  private func note(_ change: (inout LearnerState.Asked) -> Void) {
    guard state.isInWorkspace, let workspace = lessons.workspace, let exercise = state.current?.name else { return }
    try? workspace.remember { state in
      state.last = LearnerState.Place(lesson: lesson.name, exercise: exercise)
      var asked = state[lesson.name, exercise]
      change(&asked)
      if asked != state[lesson.name, exercise] { state[lesson.name, exercise] = asked }
    }
  }

  /// Whether the lesson is where it was: one that comes from elsewhere now may run with other rights.
  private var isInPlace: Bool { realPath(path).map(parent(of:)) == folder }

  private var moved: MachineFailure {
    .file(.moved(path, command: "watch"))
  }
}
