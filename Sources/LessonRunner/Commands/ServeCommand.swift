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
  /// The port that is taken if it is free and none was asked for: what a browser keeps is kept by port.
  private static let usualPort: UInt16 = 7450

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
      throw CommandFailure(
        .usage, "'\(printable(Workspace(at: folder).shownFolder))' is a learner's workspace",
        advice: "name the book's folder, or leave out --author")
    }
    let gate = Gate()
    let said = SaidOnce()
    try await context.withRunner(beforeDying: { gate.close() }) { runner throws(CommandFailure) in
      let setting = ServedSite.Setting(
        folder: folder, workspace: workspace, isAuthors: author, allowsHTML: allowHTML,
        files: SiteFiles(besideExecutable: context.executable), symbols: BookFiles.symbols(of: runner), runner: runner,
        runnerFor: { [context] path throws(MachineFailure) in
          try await context.runner(runner, for: path, choice, telling: { if said.isNew($0) { context.remark($0) } })
        })
      let site = ServedSite(setting)
      guard let server = HTTPServer(checking: { gate.reply(to: $0) }, answer: { await site.answer($0) }) else {
        throw CommandFailure(
          .machine, "libmicrohttpd is missing, which pages are served with",
          advice: "apt-get install libmicrohttpd12")
      }
      let admission = Admission(AccessToken(), port: try start(server, wanted))
      gate.open(admission, of: server)
      try context.terminal.write(admission.address + "\n")
      context.remark("serving \(shellWord(Workspace(at: folder).shownFolder)); Ctrl-C ends it")
      if open { openBrowser(admission.address, gate) }
      while true { try? await Task.sleep(for: .seconds(3600)) }
    }
    return .success
  }

  private func start(_ server: HTTPServer, _ wanted: UInt16?) throws(CommandFailure) -> UInt16 {
    if let bound = server.start(port: wanted ?? Self.usualPort) { return bound }
    if wanted == nil, let bound = server.start(port: 0) { return bound }
    throw CommandFailure(
      .machine, "port \(wanted ?? Self.usualPort) is taken", advice: "name another one, or leave out --port")
  }

  /// The folder to serve: what was named, or the workspace around the current folder, or that folder itself.
  private func place(_ operand: String?) throws(CommandFailure) -> (String, Workspace?) {
    if operand == nil, let workspace = Workspace.find() { return (workspace.folder, workspace) }
    let workspace = Workspace(at: operand ?? ".")
    var isFolder = false
    guard FileManager.default.fileExists(atPath: workspace.shownFolder, isDirectory: &isFolder) else {
      throw CommandFailure(
        .usage, "there is no folder '\(printable(workspace.shownFolder))'", advice: "name a folder of lessons")
    }
    guard isFolder else {
      throw CommandFailure(
        .usage, "'\(printable(workspace.shownFolder))' is no folder", advice: "name the folder that the lesson is in")
    }
    if workspace.exists { return (workspace.folder, workspace) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: workspace.shownFolder)) ?? []
    guard names.contains(where: { $0.hasSuffix(".md") && !$0.hasPrefix(".") }) else {
      throw CommandFailure(
        .usage, "there are no lessons in '\(printable(workspace.shownFolder))'",
        advice: "name a folder of Markdown files; 'lesson-run start' writes one to learn in")
    }
    return (workspace.folder, nil)
  }

  /// Whether that opens anything is the desktop's affair: the address has been printed.
  private func openBrowser(_ address: String, _ gate: Gate) {
    guard let program = executable(named: "xdg-open", in: context.environment["PATH"] ?? "") else {
      return context.remark("there is no xdg-open here: open the address in a browser")
    }
    guard let door = DoorPage(to: address, environment: context.environment) else {
      return context.remark("there is no room for a page that leads to the address: open that in a browser")
    }
    gate.keep(door)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(door.path), nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    if posix_spawn(&child, program, nil, nil, &arguments, environ) != 0 {
      context.remark("xdg-open does not start: open the address in a browser")
    }
  }
}

/// What stands before a server: nobody is admitted before it is known where it listens.
private final class Gate: Sendable {
  private let opened = Mutex<(Admission, HTTPServer)?>(nil)
  private let door = Mutex<DoorPage?>(nil)

  func open(_ admission: Admission, of server: HTTPServer) { opened.withLock { $0 = (admission, server) } }

  /// Keeps a page that leads here until the server ends.
  func keep(_ page: DoorPage) { door.withLock { $0 = page } }

  func close() {
    door.withLock(\.self)?.remove()
    opened.withLock(\.self)?.1.stop()
  }

  /// What is said to a request at once.
  func reply(to request: Request) -> Reply? {
    guard let (admission, _) = opened.withLock(\.self) else { return .words(503, "The server begins.") }
    return Reply(admission.verdict(on: request), of: admission)
  }
}

/// What is so for several lessons is said once.
private final class SaidOnce: Sendable {
  private let said = Mutex<Set<String>>([])

  func isNew(_ words: String) -> Bool { said.withLock { $0.insert(words).inserted } }
}
