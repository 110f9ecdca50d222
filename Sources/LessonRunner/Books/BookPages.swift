import Books
import FoundationEssentials
import Grading
import Reading
import Reporting
import Running
import Support

/// Makes a book's pages: runs the lessons, unless the cache has a page that was made of the very same.
struct BookPages {
  private let context: CommandContext
  private let book: Book
  private let sandbox: SandboxChoice
  private let articles: LessonArticles

  init(_ context: CommandContext, _ book: Book, _ sandbox: SandboxChoice, _ choices: LessonHTML.Choices) {
    (self.context, self.book, self.sandbox) = (context, book, sandbox)
    articles = LessonArticles(choices: choices, names: book.reference.names)
  }

  /// - Returns: The site's files, and what went wrong in lessons: then the files are not complete.
  func files(by runner: ProgramRunner) async throws(CommandFailure) -> ([String: [UInt8]], [Problem]) {
    var files = book.furtherFiles
    var problems: [Problem] = []
    let made = try await context.working(on: book.chapters, sandbox, runner) {
      chapter, runner throws(MachineFailure) in try await page(of: chapter, by: runner)
    }
    for (chapter, (page, found)) in zip(book.chapters, made) {
      files[chapter.page] = page
      problems += found
    }
    for copy in book.links.copies.sorted(by: { $0.target < $1.target }) {
      guard let content = FileManager.default.contents(atPath: copy.source) else {
        throw CommandFailure(.file(.unreadable(copy.source)))
      }
      files[copy.target] = Array(content)
    }
    return (files, problems)
  }

  private func page(of chapter: Chapter, by runner: ProgramRunner) async throws(MachineFailure) -> ([UInt8], [Problem])
  {
    let key = key(of: chapter, runner)
    // What a cell reads from a file may be something else now.
    let readsFiles = NamedFiles(source: chapter.lesson.cells.map(\.source).joined(separator: "\n")).areAny(
      in: chapter.folder)
    if !readsFiles, let kept = runner.cache.content(of: key, .page) { return (kept, []) }
    let places = LessonHTML.Places(links: book.links.addresses[chapter.page] ?? [:])
    let (article, problems) = try await articles.article(of: chapter, places, by: runner)
    guard problems.isEmpty else { return ([], problems) }
    let page = Array(book.page(of: chapter, article).utf8)
    try? runner.cache.store(page, as: key, .page)
    return (page, [])
  }

  /// All that a page is made of.
  private func key(of chapter: Chapter, _ runner: ProgramRunner) -> ContentHash {
    let outline = book.outline
    let addresses = (book.links.addresses[chapter.page] ?? [:]).sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value)"
    }
    let parts = [
      "page 1 by \(fileStamp(context.executable) ?? "")", runner.identity,
      runner.place, "\(articles.choices)", book.page(of: chapter, ""), "\(outline.language)", chapter.lesson.path,
      chapter.lesson.text,
    ]
    let stamps = runner.symbolGraphs.map { fileStamp($0) ?? "" }
    return ContentHash(of: (parts + addresses + stamps).map { "\($0.utf8.count) \($0)" }.joined(separator: "\n").utf8)
  }
}
