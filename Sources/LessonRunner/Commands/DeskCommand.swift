import Classes
import Running
import Serving
import Support

/// `lesson-run desk DIR`
struct DeskCommand: Subcommand {
  static let usualPort: UInt16 = 7460

  let context: CommandContext
  let port: Checked<UInt16?>
  let open: Bool
  let anonymous: Bool

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let wanted = try port.get()
    let folder = try GradedFolder.open(operands[0], undone: "the desk stays closed")
    let grades = try GradedFolder.grades(of: folder, undone: "the desk stays closed", context)
    var course: ReviewedClass
    do throws(ReviewFailure) {
      course = ReviewedClass(of: folder, salt: anonymous ? try CodeSalt(keptIn: folder) : CodeSalt())
      try folder.reviews.renew(grades, of: &course)
    } catch { throw CommandFailure(error) }
    let gate = ServerGate()
    try await context.withRunner(beforeDying: { gate.close() }) { [course] runner throws(CommandFailure) in
      let site = DeskSite(
        of: course, isAnonymous: anonymous, renewing: grades, runner: runner,
        files: SiteFiles(besideExecutable: context.executable))
      for file in await site.unreadable { context.remark("warning: \(file); \(GradedFolder.unreadableAdvice)") }
      try await PageServer(context: context, port: wanted, usualPort: Self.usualPort, opensBrowser: open).run(
        behind: gate, saying: "the desk of \(shellWord(folder.path)); Ctrl-C ends it"
      ) { await site.answer($0) }
    }
    return .success
  }
}
