import Books
import FoundationEssentials
import Glibc
import Learning
import Reading
import Running
import Serving
import Support
import Synchronization

/// `lesson-run serve [FOLDER]`
struct ServeCommand: Subcommand {
  static let usualPort: UInt16 = 7450

  let context: CommandContext
  let port: Checked<UInt16?>
  let open: Bool
  let author: Bool
  let allowHTML: Bool
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let wanted = try port.get()
    let choice = try sandbox.get()
    let (folder, workspace) = try place(operands.first)
    if author, workspace != nil {
      throw CommandFailure(.workspaceToServe(Workspace(at: folder).shownFolder))
    }
    let gate = ServerGate()
    let said = SaidOnce()
    try await context.withRunner(beforeDying: { gate.close() }) { runner throws(CommandFailure) in
      let setting = ServedSite.Setting(
        folder: folder, workspace: workspace, isAuthors: author, allowsHTML: allowHTML,
        files: SiteFiles(besideExecutable: context.executable), symbols: BookFiles.symbols(of: runner), runner: runner,
        runnerFor: { [context] path throws(MachineFailure) in
          try await context.runner(runner, for: path, choice, telling: { if said.isNew($0) { context.remark($0) } })
        })
      let site = ServedSite(setting)
      try await PageServer(context: context, port: wanted, usualPort: Self.usualPort, opensBrowser: open).run(
        behind: gate, telling: .serving(Workspace(at: folder).shownFolder)
      ) { await site.answer($0) }
    }
    return .success
  }

  /// The folder to serve: what was named, or the workspace around the current folder, or that folder itself.
  private func place(_ operand: String?) throws(CommandFailure) -> (String, Workspace?) {
    if operand == nil, let workspace = Workspace.find() { return (workspace.folder, workspace) }
    let workspace = Workspace(at: operand ?? ".")
    var isFolder = false
    guard FileManager.default.fileExists(atPath: workspace.shownFolder, isDirectory: &isFolder) else {
      throw CommandFailure(.noFolderToServe(workspace.shownFolder))
    }
    guard isFolder else { throw CommandFailure(.fileToServe(workspace.shownFolder)) }
    if workspace.exists { return (workspace.folder, workspace) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: workspace.shownFolder)) ?? []
    guard names.contains(where: { $0.hasSuffix(".md") && !$0.hasPrefix(".") }) else {
      throw CommandFailure(.noLessonsToServe(workspace.shownFolder))
    }
    return (workspace.folder, nil)
  }
}

/// What is so for several lessons is said once.
private final class SaidOnce: Sendable {
  private let said = Mutex<Set<String>>([])

  func isNew(_ words: String) -> Bool { said.withLock { $0.insert(words).inserted } }
}
