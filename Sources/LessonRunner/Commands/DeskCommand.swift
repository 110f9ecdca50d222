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
    do throws(ReviewFailure) { try folder.reviews.renewFeedback() } catch { throw CommandFailure(error) }
    let gate = ServerGate()
    try await context.withRunner(beforeDying: { gate.close() }) { runner throws(CommandFailure) in
      let site = DeskSite(
        of: folder, isAnonymous: anonymous, runner: runner,
        files: SiteFiles(besideExecutable: context.executable))
      try await PageServer(context: context, port: wanted, usualPort: Self.usualPort, opensBrowser: open).run(
        behind: gate, telling: .deskOpen(folder.path)
      ) { await site.answer($0) }
    }
    return .success
  }
}
