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
    let folder = try GradedFolder.open(operands[0], undone: .deskClosed)
    let grades = try GradedFolder.grades(of: folder, undone: .deskClosed, context)
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
      for file in await site.unreadable { context.remark(.damaged(file)) }
      try await PageServer(context: context, port: wanted, usualPort: Self.usualPort, opensBrowser: open).run(
        behind: gate, telling: .deskOpen(folder.path)
      ) { await site.answer($0) }
    }
    return .success
  }
}
