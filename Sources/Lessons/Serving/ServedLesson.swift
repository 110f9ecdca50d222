import Books
import FoundationEssentials
import Glibc
import Grading
import Learning
import Live
import Reading
import Reporting
import Running
import Support

/// A lesson that pages show: a face of a `LiveLesson`. It writes cells into the file, hands on what happens to that, and tells pages what
/// comes of it, each part of the page only when it is another than before.
package actor ServedLesson {
  /// What belongs to a lesson.
  package struct Place: Sendable {
    /// The file's name, and its path.
    package var name: String
    package var path: String
    /// The page that shows it.
    package var page: String
    /// The workspace that it is a learner's copy in, and the author's lesson.
    package var workspace: (Workspace, Textbook.Entry)?
    /// Whether every cell can be edited.
    package var isAuthors: Bool

    package init(
      name: String, path: String, page: String, workspace: (Workspace, Textbook.Entry)? = nil, isAuthors: Bool = false
    ) {
      (self.name, self.path, self.page) = (name, path, page)
      (self.workspace, self.isAuthors) = (workspace, isAuthors)
    }
  }

  let place: Place
  let live: LiveLesson
  let runner: ProgramRunner
  /// What the author's test has found.
  var checked = ""
  let writing: CellWriting
  private(set) var known: KnownLesson
  /// All that pages have been told.
  private var told = PageMessage()
  private var number = 0
  private var listeners: [Int: AsyncStream<(Int, PageMessage)>.Continuation] = [:]
  private var listenerCount = 0
  /// The file's bytes that the lesson has been given last.
  private(set) var taken: [UInt8]?
  /// What was asked for outside a workspace, which remembers that itself.
  var asked: [String: LearnerState.Asked] = [:]
  var revealed: Set<String> = []
  var shownSolutions: Set<String> = []
  /// The cells whose steps are asked for, and what they are as far as is known.
  private var stepped: Set<CellID> = []
  private var steps: [CellID: String] = [:]
  private var stepping: Task<Void, Never>?
  private var made = MadeParts()
  /// Makes hints and solutions as the page has them.
  private var makesParts: LessonParts?
  private var lastSent = ContinuousClock.now
  private var isWaiting = false
  private let watch: FileWatch
  private var tasks: [Task<Void, Never>] = []
  /// Where the lesson was when it was decided with which rights it runs.
  private let folder: String?

  /// - Parameters:
  ///   - place: The lesson.
  ///   - runner: Where it is run.
  package init(_ place: Place, _ runner: ProgramRunner) {
    self.place = place
    self.runner = runner
    let author = place.workspace?.1.lesson
    live = LiveLesson(
      place.path, runner.askingForValues().remembering(RunMemory()).keepingSnapshots(), author: author)
    writing = CellWriting(place.path, author: author)
    known = KnownLesson(path: place.path, author: author)
    watch = FileWatch(place.path)
    folder = realPath(place.path).map(parent(of:))
  }

  /// Begins to follow the file.
  package func open() async {
    let events = await live.events()
    tasks.append(Task { for await event in events { take(event) } })
    if let bytes = Workspace.content(of: place.path) {
      taken = bytes
      known.apply(known.event(ofText: bytes))
      await live.take(bytes)
    }
    let saves = watch.start()
    tasks.append(Task { for await event in saves { await take(event) } })
  }

  /// Ends everything.
  package func close() async {
    watch.stop()
    stepping?.cancel()
    await live.close()
    for task in tasks { task.cancel() }
    for listener in listeners.values { listener.finish() }
  }

  package var isWatched: Bool { !listeners.isEmpty }

  // MARK: - Pages

  /// How things stand, with its number, and what changes from now on.
  package func listen() -> (Int, PageMessage, AsyncStream<(Int, PageMessage)>) {
    update()
    var whole = told
    whole.isWhole = true
    listenerCount += 1
    let mine = listenerCount
    let (stream, continuation) = AsyncStream.makeStream(
      of: (Int, PageMessage).self, bufferingPolicy: .bufferingNewest(2000))
    continuation.onTermination = { [weak self] _ in Task { await self?.forget(mine) } }
    listeners[mine] = continuation
    return (number, whole, stream)
  }

  private func forget(_ listener: Int) { listeners[listener] = nil }

  /// What the page's places hold.
  package func parts(_ make: LessonParts) -> [String: String] {
    makesParts = make
    update()
    return told.parts
  }

  /// Tells what differs from what was told.
  func update() {
    let change = told.changes(to: message())
    guard !change.isEmpty else { return }
    told.add(change)
    number += 1
    lastSent = .now
    for listener in listeners.values { listener.yield((number, change)) }
  }

  private func message() -> PageMessage {
    var message = PageParts(
      known, place, expected: expected, hints: hints, solutions: shownSolutions, steps: steps, make: makesParts
    ).message(keeping: &made)
    if place.isAuthors { message.parts["check"] = checked }
    return message
  }

  private func expected(_ exercise: Exercise) -> ExpectedValues {
    place.workspace == nil || revealed.contains(exercise.name) ? .shown : .masked
  }

  private var hints: [String: Int] {
    guard let (workspace, _) = place.workspace else { return asked.mapValues(\.hints) }
    return (try? workspace.state())?.hints(of: place.name) ?? [:]
  }

  // MARK: - What happens

  private func take(_ event: LiveEvent) {
    known.apply(event)
    switch event {
    case .printed, .shown: updateSoon()
    case .queued, .compiled: break
    case .finished:
      update()
      followSteps()
    default: update()
    }
  }

  /// A cell may print a line after the other: a page need not see each.
  private func updateSoon() {
    let pause = Duration.milliseconds(60)
    guard !isWaiting else { return }
    if ContinuousClock.now - lastSent > pause { return update() }
    isWaiting = true
    Task {
      try? await Task.sleep(for: pause)
      isWaiting = false
      update()
    }
  }

  private func take(_ event: FileWatcher.Event) async {
    switch event {
    case .saved(let bytes):
      guard bytes != taken || known.condition != .sound else { return }
      await give(bytes)
    case .gone(let reason):
      taken = nil
      await live.lose(reason)
    }
  }

  func give(_ bytes: [UInt8]) async {
    guard realPath(place.path).map(parent(of:)) == folder else {
      return await live.refuse(.file(.moved(place.path, command: "serve")))
    }
    taken = bytes
    await live.take(bytes)
  }

  // MARK: - Steps

  /// Shows or hides a cell's steps.
  func toggleSteps(of id: CellID) {
    if stepped.remove(id) == nil { stepped.insert(id) }
    steps = steps.filter { stepped.contains($0.key) }
    followSteps()
  }

  /// Finds the steps of the newest run. While one goes on, its end does that.
  private func followSteps() {
    stepping?.cancel()
    guard !stepped.isEmpty, let report = known.report, known.progress == nil else { return }
    let subject: Grader.Subject = place.workspace == nil ? .learner : .submission
    stepping = Task { [stepped, steps = CellSteps(runner: runner, subject: subject)] in
      let found = await steps.html(of: stepped, in: report)
      guard !Task.isCancelled else { return }
      self.steps = found.filter { self.stepped.contains($0.key) }
      update()
    }
  }
}
