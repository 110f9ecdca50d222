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
  private let live: LiveLesson
  private let runner: ProgramRunner
  /// What the author's test has found.
  private var checked = ""
  private let writing: CellWriting
  private(set) var known: KnownLesson
  /// All that pages have been told.
  private var told = PageMessage()
  private var number = 0
  private var listeners: [Int: AsyncStream<(Int, PageMessage)>.Continuation] = [:]
  private var listenerCount = 0
  /// The file's bytes that the lesson has been given last.
  private var taken: [UInt8]?
  /// What was asked for outside a workspace, which remembers that itself.
  private var asked: [String: LearnerState.Asked] = [:]
  private var revealed: Set<String> = []
  private var shownSolutions: Set<String> = []
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
  private func update() {
    let change = told.changes(to: message())
    guard !change.isEmpty else { return }
    told.add(change)
    number += 1
    lastSent = .now
    for listener in listeners.values { listener.yield((number, change)) }
  }

  private func message() -> PageMessage {
    var message = PageParts(
      known, place, expected: expected, hints: hints, solutions: shownSolutions, make: makesParts
    ).message
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

  private func give(_ bytes: [UInt8]) async {
    guard realPath(place.path).map(parent(of:)) == folder else {
      return await live.refuse(
        MachineFailure("\(place.path) is a link to another folder now", advice: "start serve again"))
    }
    taken = bytes
    await live.take(bytes)
  }

  // MARK: - Orders

  package func carryOut(_ order: PageOrder) async -> PageAnswer {
    if order.action == .again {
      await live.runAgain()
      return PageAnswer(.done)
    }
    if order.action == .check { return await check() }
    guard let id = cell(order.cell) else { return PageAnswer(.refused, words: Words().serving.cellGone) }
    if order.action == .run { return await write(order, into: id) }
    guard let exercise = known.lesson?.exercise(named: id.name ?? "") else {
      return PageAnswer(.refused, words: Words().serving.cellGone)
    }
    defer { update() }
    switch order.action {
    case .hint: note(exercise) { $0.hints = min($0.hints + 1, exercise.hints.count) }
    case .solution:
      if shownSolutions.remove(exercise.name) == nil {
        note(exercise) { $0.hasSeenSolution = true }
        shownSolutions.insert(exercise.name)
      }
    case .reveal: if revealed.remove(exercise.name) == nil { revealed.insert(exercise.name) }
    case .reset: return await reset(exercise)
    case .run, .again, .check: break
    }
    return PageAnswer(.done)
  }

  /// The cell that a page names, if it may be written.
  private func cell(_ name: String?) -> CellID? {
    guard let name, let lesson = known.lesson else { return nil }
    if let exercise = lesson.exercises.first(where: { "\($0.starter.id)" == name }) { return exercise.starter.id }
    guard place.isAuthors else { return nil }
    return lesson.blocks.lazy.compactMap(\.cell?.id).first { "\($0)" == name }
  }

  private func write(_ order: PageOrder, into id: CellID) async -> PageAnswer {
    guard let source = order.source, let base = order.base else { return PageAnswer(.refused) }
    switch writing.write(source, into: id, changing: base) {
    case .written(let bytes):
      note(id.name)
      await give(bytes)
      return PageAnswer(.done, source: source)
    case .unchanged:
      note(id.name)
      // What the file has may not have been run yet.
      if let bytes = Workspace.content(of: place.path), bytes != taken { await give(bytes) }
      return PageAnswer(.unchanged, source: source)
    case .conflict(let current): return PageAnswer(.conflict, source: current)
    case .refused(let words): return PageAnswer(.refused, words: words)
    }
  }

  /// Tests the lesson as its author does.
  private func check() async -> PageAnswer {
    guard place.isAuthors, let lesson = known.lesson else { return PageAnswer(.refused) }
    checked = "<p class=\"running\">\(Words().serving.checking)</p>\n"
    update()
    let result = await outcome { [runner] () async throws(MachineFailure) in
      try await Checkup(Grader(runner)).problems(in: lesson)
    }
    switch result {
    case .success(let problems): checked = PageParts.checked(problems, of: lesson)
    case .failure(let failure): checked = PageParts.note(failure)
    }
    update()
    return PageAnswer(.done)
  }

  private func reset(_ exercise: Exercise) async -> PageAnswer {
    let words = Words().serving
    guard let (workspace, entry) = place.workspace else { return PageAnswer(.refused) }
    let outcome: Workspace.Reset
    do throws(MachineFailure) { outcome = try workspace.reset(exercise.name, of: place.name, entry) } catch {
      return PageAnswer(.refused, words: "\(error.problem). \(words.unsaved)")
    }
    if let bytes = Workspace.content(of: place.path) { await give(bytes) }
    switch outcome {
    case .done(let kept): return PageAnswer(.done, words: words.kept(kept))
    case .isStarter: return PageAnswer(.done, words: words.starterIsThere)
    case .appended: return PageAnswer(.done, words: words.starterAppended)
    case .busy: return PageAnswer(.refused, words: words.busy)
    }
  }

  private func note(_ exercise: String?) {
    guard let exercise = exercise.flatMap({ known.lesson?.exercise(named: $0) }) else { return }
    note(exercise) { _ in }
  }

  /// Remembers what was asked for. Where nothing can be written that is forgotten.
  private func note(_ exercise: Exercise, _ change: (inout LearnerState.Asked) -> Void) {
    guard let (workspace, _) = place.workspace else {
      change(&asked[exercise.name, default: LearnerState.Asked()])
      return
    }
    try? workspace.remember { state in
      state.last = LearnerState.Place(lesson: place.name, exercise: exercise.name)
      var asked = state[place.name, exercise.name]
      change(&asked)
      if asked != state[place.name, exercise.name] { state[place.name, exercise.name] = asked }
    }
  }
}
