import Books
import FoundationEssentials
import Grading
import LessonSyntax
import Learning
import Reading
import Reporting
import Running
import Support

/// The pages of a folder's lessons, alive: answers what browsers ask for.
package actor ServedSite {
  /// What the site is made of, and who does the work.
  package struct Setting: Sendable {
    package var folder: String
    package var workspace: Workspace?
    /// Whether every cell can be edited.
    package var isAuthors: Bool
    /// Whether HTML in the lessons is taken as it is; scripts in it run no more than any others that are not the site's.
    package var allowsHTML: Bool
    package var files: SiteFiles
    package var symbols: [SymbolGraph]
    /// Colours code, and asks for nothing else.
    package var runner: ProgramRunner
    /// The runner for a lesson's file: with which rights it runs.
    package var runnerFor: @Sendable (String) async throws(MachineFailure) -> ProgramRunner

    package init(
      folder: String, workspace: Workspace?, isAuthors: Bool, allowsHTML: Bool, files: SiteFiles,
      symbols: [SymbolGraph], runner: ProgramRunner,
      runnerFor: @escaping @Sendable (String) async throws(MachineFailure) -> ProgramRunner
    ) {
      (self.folder, self.workspace, self.files) = (folder, workspace, files)
      (self.isAuthors, self.allowsHTML) = (isAuthors, allowsHTML)
      (self.symbols, self.runner, self.runnerFor) = (symbols, runner, runnerFor)
    }
  }

  /// How long a lesson that nobody looks at stays alive.
  private static let patience = Duration.seconds(90)

  let setting: Setting
  private let reference: ReferencePages
  private let names: [String: String]
  var folder: ServedFolder
  private var book: (generation: Int, value: Book)?
  private var further: (generation: Int, files: [String: [UInt8]])?
  private(set) var lessons: [String: ServedLesson] = [:]
  /// What is known of lessons' answers, by the lessons' files as they were then.
  var results: [String: (stamp: String, results: LessonResults)] = [:]
  private var lastUse: [String: ContinuousClock.Instant] = [:]
  /// Whether a lesson may be run at all.
  private var failures: [String: MachineFailure] = [:]
  /// Tells this server's events from those of one before it.
  let epoch = AccessToken().text.prefix(8)
  private var isSweeping = false

  package init(_ setting: Setting) {
    self.setting = setting
    reference = ReferencePages(of: setting.symbols)
    names = Book([], reference: reference).reference.names
    folder = ServedFolder(setting.folder, workspace: setting.workspace)
  }

  package func close() async {
    for lesson in lessons.values { await lesson.close() }
    lessons = [:]
  }

  package func answer(_ request: Request) async -> Reply {
    let path = String(request.path.drop { $0 == "/" })
    if path.hasPrefix("live/") {
      let page = String(path.dropFirst("live/".count))
      return request.method == "POST" ? await order(request, page) : await events(request, page)
    }
    guard request.method != "POST" else { return Reply(.wrongMethod) }
    if let file = setting.files.reply(path) { return file }
    folder.renew()
    let book = currentBook()
    let page = path.isEmpty ? "index.html" : path
    if page == ProgressTable.page { return progressPage(book) }
    if let name = folder.name(ofPage: page) { return await self.page(name, book) }
    if let copy = book.links.copies.first(where: { $0.target == page }), let bytes = SiteFiles.content(of: copy.source)
    {
      return Reply(type: SiteFiles.type(of: page), bytes)
    }
    guard let bytes = furtherFiles(book)[page] else { return Reply(.wrongPath) }
    return Reply(type: SiteFiles.type(of: page), bytes)
  }

  // MARK: - The book

  func currentBook() -> Book {
    if let book, book.generation == folder.generation { return book.value }
    let value = Book(folder.chapters, reference: reference)
    book = (folder.generation, value)
    return value
  }

  private func furtherFiles(_ book: Book) -> [String: [UInt8]] {
    if let further, further.generation == folder.generation { return further.files }
    let files = book.furtherFiles(server: server())
    further = (folder.generation, files)
    return files
  }

  func server(_ data: [(name: String, value: String)] = [], isAlive: Bool = false) -> PageFrame.Server {
    let notes = folder.names.compactMap { name -> (String, String)? in
      guard let entry = folder.entries[name], entry.begun.total > 0 else { return nil }
      return (entry.chapter.page, "\(entry.begun.count)/\(entry.begun.total)")
    }
    return PageFrame.Server(
      styles: isAlive ? setting.files.styles : ["serve.css"], scripts: isAlive ? setting.files.scripts : [],
      data: data, notes: Dictionary(notes) { first, _ in first },
      pages: [BookOutline.Entry(title: Words().serving.progress, page: ProgressTable.page)])
  }

  private func page(_ name: String, _ book: Book) async -> Reply {
    guard let entry = folder.entries[name] else { return Reply(.wrongPath) }
    let chapter = entry.chapter
    let isAlive = !chapter.isMerelyRead || !entry.faults.isEmpty
    let served = isAlive ? await lesson(name) : nil
    let tokens = await tokens(of: chapter.lesson)
    let code = CodeHTML(tokens: tokens, names: names, declared: CodeHTML.declaredNames(in: tokens))
    func html(_ live: LiveCellHTML?) -> LessonHTML {
      LessonHTML(
        chapter, Report(lesson: chapter.lesson), code: code,
        places: LessonHTML.Places(links: book.links.addresses[chapter.page] ?? [:]),
        choices: LessonHTML.Choices(hasSolutions: false, allowsHTML: setting.allowsHTML), live: live)
    }
    guard isAlive else {
      return reply(book.page(of: chapter, html(nil).html, server: server()), figures: chapter.figureKinds)
    }
    var live = LiveCellHTML(isInWorkspace: entry.author != nil, isAuthors: setting.isAuthors)
    if let served { live.parts = await served.parts(LessonParts(html(live))) }
    if let failure = failures[name] { live.parts["state"] = PageParts.note(failure) }
    let version = PageParts.version(of: chapter.lesson, isAuthors: setting.isAuthors)
    let data = liveData(chapter.page) + [(name: "version", value: version)]
    let article = live.above + html(live).html
    return reply(book.page(of: chapter, article, server: server(data, isAlive: true)), figures: chapter.figureKinds)
  }

  /// What the script of a page that is alive goes by.
  func liveData(_ page: String) -> [(name: String, value: String)] {
    let words = (try? JSONEncoder().encode(Words().serving.ofScript)).map { String(decoding: $0, as: UTF8.self) }
    return [(name: "live", value: page), (name: "words", value: words ?? "{}")]
  }

  func reply(_ page: String, figures: Set<FigureKind> = []) -> Reply {
    var reply = Reply(type: "text/html; charset=utf-8", Array(page.utf8))
    reply.figures = figures
    return reply
  }

  /// Of code that cannot be coloured, as it is.
  private func tokens(of lesson: Lesson) async -> [String: [SwiftToken]] {
    let listings = lesson.segments.compactMap { if case .listing(let block, "swift") = $0 { block.text } else { nil } }
    let sources = Set(lesson.cells.flatMap(\.shownSources) + listings)
    return (try? await setting.runner.tokens(of: sources)) ?? [:]
  }

  // MARK: - Lessons

  /// The lesson of a page. One that is alive follows its file by itself, also while there is none: the folder is asked for others only.
  private func lesson(ofPage page: String) async -> ServedLesson? {
    if let name = lessons.first(where: { $0.value.place.page == page })?.key { return await lesson(name) }
    folder.renew()
    return if let name = folder.name(ofPage: page) { await lesson(name) } else { nil }
  }

  private func lesson(_ name: String) async -> ServedLesson? {
    sweepSometimes()
    lastUse[name] = .now
    if let known = lessons[name] { return known }
    guard let entry = folder.entries[name] else { return nil }
    let path = folder.path(of: name)
    let runner: ProgramRunner
    do throws(MachineFailure) { runner = try await setting.runnerFor(path) } catch {
      failures[name] = error
      return nil
    }
    failures[name] = nil
    // Another page may have opened it meanwhile.
    if let known = lessons[name] { return known }
    let workspace = setting.workspace.flatMap { workspace in entry.author.map { (workspace, $0) } }
    let made = ServedLesson(
      ServedLesson.Place(
        name: name, path: path, page: entry.chapter.page, workspace: workspace,
        isAuthors: setting.isAuthors), runner)
    lessons[name] = made
    await made.open()
    return made
  }

  /// Ends lessons that nobody has looked at for a while.
  private func sweepSometimes() {
    guard !isSweeping else { return }
    isSweeping = true
    Task {
      try? await Task.sleep(for: Self.patience)
      isSweeping = false
      for (name, lesson) in lessons {
        let isWatched = await lesson.isWatched
        guard !isWatched, lastUse[name].map({ .now - $0 > Self.patience }) ?? true else { continue }
        lessons[name] = nil
        await lesson.close()
      }
      if !lessons.isEmpty { sweepSometimes() }
    }
  }

  private func order(_ request: Request, _ page: String) async -> Reply {
    guard let order = PageOrder(json: request.body) else { return Reply(.noOrder) }
    guard let lesson = await lesson(ofPage: page) else { return Reply(.wrongPath) }
    return await lesson.carryOut(order).reply
  }

  private func events(_ request: Request, _ page: String) async -> Reply {
    // Whether the page would be let in.
    if request.method == "HEAD" { return Reply(type: "text/plain", []) }
    if page == ProgressTable.page { return progressEvents() }
    guard let lesson = await lesson(ofPage: page) else { return Reply(.wrongPath) }
    let (epoch, last) = (epoch, request.headers["last-event-id"])
    return .events { stream in
      let (number, whole, changes) = await lesson.listen()
      // Whoever has heard the last of this server's events has missed nothing.
      if last != "\(epoch)-\(number)" { stream.send(id: "\(epoch)-\(number)", data: whole.line) } else { stream.beat() }
      let beats = Task {
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(10))
          stream.beat()
        }
      }
      for await (number, change) in changes {
        guard stream.send(id: "\(epoch)-\(number)", data: change.line) else { break }
      }
      beats.cancel()
    }
  }
}
