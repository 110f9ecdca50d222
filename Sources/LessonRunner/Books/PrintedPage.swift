import Books
import Classes
import FoundationEssentials
import Reading
import Reporting
import Running
import Support

/// Lessons as one page, or on paper: `print --html` and `print --pdf`.
struct PrintedPage {
  let context: CommandContext
  let sandbox: SandboxChoice
  let isOnPaper: Bool
  let isWorked: Bool
  let isTraced: Bool
  /// Where it goes; `nil` for standard output.
  let output: String?

  /// - Parameters:
  ///   - operands: Lessons, and folders of them.
  ///   - read: Reads a lesson.
  /// - Throws: Why there is no page; then what was at `output` is as it was.
  func make(
    of operands: [String], reading read: (String) throws(CommandFailure) -> Lesson
  ) async throws(CommandFailure) {
    let style = context.terminal.errorStyle
    if isOnPaper, output == nil {
      throw CommandFailure(misused: "print", .noPaper)
    }
    let chapters = try BookFiles.chapters(of: operands, reading: read)
    for chapter in chapters { try BookFiles.expect(output, isNot: chapter.lesson.path) }
    let page = OnePage(of: chapters, isOnPaper: isOnPaper)
    try BookFiles.expectNoFaults(in: chapters, style: style, orElse: .nothingWritten, page.faults)
    let bytes = try await isOnPaper ? pdf(page, chapters) : Array(html(page, chapters).utf8)
    guard let output else { return try context.terminal.writeExactly(String(decoding: bytes, as: UTF8.self)) }
    do throws(MachineFailure) { try writeWhole(bytes, to: output) } catch { throw CommandFailure(error) }
    context.remark(.printed(chapters.map(\.lesson.path), withSolutions: isWorked, to: output))
  }

  private func html(_ page: OnePage, _ chapters: [Chapter]) async throws(CommandFailure) -> String {
    try await context.withRunner { runner throws(CommandFailure) in try await text(page, chapters, by: runner) }
  }

  private func pdf(_ page: OnePage, _ chapters: [Chapter]) async throws(CommandFailure) -> [UInt8] {
    let chromium: Chromium
    do throws(MachineFailure) { chromium = try Chromium(searchPath: context.environment["PATH"] ?? "") } catch {
      throw CommandFailure(error)
    }
    let folder = FileManager.default.temporaryDirectory.path + "/lesson-run-print-\(UUID())"
    let remove: @Sendable () -> Void = { try? FileManager.default.removeItem(atPath: folder) }
    defer { remove() }
    return try await context.withRunner(beforeDying: remove) { runner throws(CommandFailure) in
      let text = try await text(page, chapters, by: runner)
      do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false) } catch {
        throw CommandFailure(.site(.unmadeDraft(folder: folder)))
      }
      context.show(.printing)
      defer { context.terminal.clearProgress() }
      do throws(MachineFailure) { return try await chromium.pdf(of: text, in: folder, by: runner.pool) } catch {
        throw CommandFailure(error)
      }
    }
  }

  /// The page's text, of lessons in which nothing is wrong.
  private func text(
    _ page: OnePage, _ chapters: [Chapter], by runner: ProgramRunner
  ) async throws(CommandFailure) -> String {
    let choices = LessonHTML.Choices(hasSolutions: isWorked, isOnPaper: isOnPaper)
    let articles = LessonArticles(choices: choices, isTraced: isTraced)
    defer { context.terminal.clearProgress() }
    let made = try await context.working(on: chapters, sandbox, runner) { chapter, runner throws(MachineFailure) in
      let places = try page.places(of: chapter, reading: Self.content)
      return try await articles.article(of: chapter, places, by: runner)
    }
    let problems = made.flatMap(\.problems)
    guard problems.isEmpty else {
      let lines = problems.flatMap { ProblemText(style: context.terminal.errorStyle).lines(for: $0) }
      throw CommandFailure(.notRight, lines, Words().consequence(.nothingWritten))
    }
    return page.html(made.map(\.html))
  }

  private static func content(of path: String) throws(MachineFailure) -> [UInt8] {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw .file(.unreadable(path))
    }
    return Array(content)
  }
}
