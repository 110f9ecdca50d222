import Books
import Grading
import Reading
import Reporting
import Running
import Support

/// `lesson-run book LESSONS... -o SITE`
struct BookCommand: Subcommand {
  let context: CommandContext
  let output: String?
  let withoutSolutions: Bool
  let allowHTML: Bool
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    guard let output else {
      throw CommandFailure(misused: "book", .noSite)
    }
    let chapters = try BookFiles.chapters(of: operands, style: context.terminal.errorStyle)
    try BookFiles.expectApart(output, from: chapters)
    let folder = try siteFolder(output)
    let choices = LessonHTML.Choices(hasSolutions: !withoutSolutions, allowsHTML: allowHTML)
    let (files, problems) = try await context.withRunner { runner throws(CommandFailure) in
      defer { context.terminal.clearProgress() }
      let symbols = BookFiles.symbols(of: runner)
      let book = Book(chapters, symbols: symbols)
      try BookFiles.expectNoFaults(in: chapters, style: context.terminal.errorStyle, orElse: .noSite) {
        book.links.faults[$0.lesson.path] ?? []
      }
      return try await BookPages(context, book, choice, choices).files(by: runner)
    }
    guard problems.isEmpty else {
      let lines = problems.flatMap { ProblemText(style: context.terminal.errorStyle).lines(for: $0) }
      throw CommandFailure(.notRight, lines, Words().consequence(.siteKept(output)))
    }
    do {
      let change = try folder.write(files)
      context.remark(
        .site(
          of: chapters.count, in: output, withoutSolutions: withoutSolutions, withHTML: allowHTML,
          written: change.written, unchanged: change.unchanged, removed: change.removed))
    } catch let obstacle as SiteFolder.Obstacle {
      throw BookFiles.failure(obstacle, output)
    } catch let failure as MachineFailure {
      throw CommandFailure(failure)
    } catch {
      throw CommandFailure(.site(.unwritable(output)))
    }
    return .success
  }

  private func siteFolder(_ path: String) throws(CommandFailure) -> SiteFolder {
    do throws(SiteFolder.Obstacle) { return try SiteFolder(path) } catch { throw BookFiles.failure(error, path) }
  }
}
