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
  private let choices: LessonHTML.Choices
  private let names: [String: String]

  init(_ context: CommandContext, _ book: Book, _ sandbox: SandboxChoice, _ choices: LessonHTML.Choices) {
    (self.context, self.book, self.sandbox, self.choices) = (context, book, sandbox, choices)
    names = book.reference.names
  }

  /// - Returns: The site's files, and what went wrong in lessons: then the files are not complete.
  func files(by runner: ProgramRunner) async throws(CommandFailure) -> ([String: [UInt8]], [Problem]) {
    var files = book.furtherFiles
    var problems: [Problem] = []
    var said: Set<String> = []
    // What is so for several lessons is said once.
    let tell = { (words: String) in
      if said.insert(words).inserted { context.remark(words) }
    }
    do throws(MachineFailure) {
      for (number, chapter) in book.chapters.enumerated() {
        context.terminal.showProgress("making \(chapter.page): \(number + 1) of \(book.chapters.count)")
        let (made, found) = try await context.working(
          on: chapter.lesson.path, sandbox, runner, telling: tell
        ) { runner throws(MachineFailure) -> ([UInt8], [Problem]) in try await page(of: chapter, by: runner) }
        files[chapter.page] = made
        problems += found
      }
    } catch { throw CommandFailure(error) }
    for copy in book.links.copies.sorted(by: { $0.target < $1.target }) {
      guard let content = FileManager.default.contents(atPath: copy.source) else {
        throw CommandFailure(.machine, "cannot read \(printable(copy.source))", advice: "check that you may read it")
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
    let report = try await report(on: chapter.lesson, by: runner)
    let problems = report.examplesProblems + report.authorProblems
    guard problems.isEmpty else { return ([], problems) }
    let lesson = report.lesson
    let listings = lesson.segments.compactMap { if case .listing(let block, "swift") = $0 { block.text } else { nil } }
    let steps = (report.traces ?? [:]).values.flatMap { trace in
      (trace.steps + trace.callsFromElsewhere.flatMap(\.self)).flatMap(Self.sources)
    }
    let sources = Set(lesson.cells.flatMap(\.shownSources) + listings + steps)
    let tokens = try await runner.tokens(of: sources)
    let code = CodeHTML(tokens: tokens, names: names, declared: CodeHTML.declaredNames(in: tokens))
    let article = LessonHTML(
      chapter, report, code: code, addresses: book.links.addresses[chapter.page] ?? [:], choices: choices
    ).html
    let page = Array(book.page(of: chapter, article).utf8)
    try? runner.cache.store(page, as: key, .page)
    return (page, [])
  }

  private func report(on lesson: Lesson, by runner: ProgramRunner) async throws(MachineFailure) -> Report {
    let grader = Grader(runner.askingForValues())
    guard !lesson.cells.isEmpty else { return Report(lesson: lesson) }
    let report =
      choices.hasSolutions
      ? try await grader.report(on: lesson, grading: .solutions) : try await grader.examples(of: lesson)
    guard report.examplesProblems.isEmpty, report.authorProblems.isEmpty else { return report }
    return try await grader.traced(report, grading: .solutions)
  }

  private static func sources(_ step: CellTrace.Step) -> [String] {
    [step.source] + step.calls.flatMap { $0.flatMap(sources) }
  }

  /// All that a page is made of.
  private func key(of chapter: Chapter, _ runner: ProgramRunner) -> ContentHash {
    let outline = book.outline
    let addresses = (book.links.addresses[chapter.page] ?? [:]).sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value)"
    }
    let parts = [
      "page 1 by \(fileStamp(context.executable) ?? "")", runner.identity,
      runner.place, "\(choices)", book.page(of: chapter, ""), "\(outline.language)", chapter.lesson.path,
      chapter.lesson.text,
    ]
    let stamps = runner.symbolGraphs.map { fileStamp($0) ?? "" }
    return ContentHash(of: (parts + addresses + stamps).map { "\($0.utf8.count) \($0)" }.joined(separator: "\n").utf8)
  }
}
