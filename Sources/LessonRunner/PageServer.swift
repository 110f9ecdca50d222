import Glibc
import Reporting
import Running
import Serving
import Support
import Synchronization

/// Pages on 127.0.0.1 for one browser's user: what commands that serve pages have in common.
struct PageServer {
  let context: CommandContext
  /// The port that was asked for.
  let port: UInt16?
  /// The one that is taken if it is free and none was asked for: what a browser keeps is kept by port.
  let usualPort: UInt16
  /// Whether the desktop's browser is to open the address.
  let opensBrowser: Bool

  /// Answers requests until a signal ends the process.
  /// - Parameters:
  ///   - gate: Lets nobody in before it is known where the server listens. Whoever ends the process closes it.
  ///   - remark: What is told once the server is there.
  ///   - answer: Makes the answers.
  /// - Throws: If there is no server, or no port.
  func run(
    behind gate: ServerGate, telling remark: CommandRemark, answer: @escaping @Sendable (Request) async -> Reply
  ) async throws(CommandFailure) {
    guard let server = HTTPServer(checking: { gate.reply(to: $0) }, answer: answer) else {
      throw CommandFailure(.helper(.noServer))
    }
    let admission = Admission(AccessToken(), port: try start(server))
    gate.open(admission, of: server)
    try context.terminal.write(admission.address + "\n")
    context.remark(remark)
    if opensBrowser { openBrowser(admission.address, gate) }
    while true { try? await Task.sleep(for: .seconds(3600)) }
  }

  private func start(_ server: HTTPServer) throws(CommandFailure) -> UInt16 {
    if let bound = server.start(port: port ?? usualPort) { return bound }
    if port == nil, let bound = server.start(port: 0) { return bound }
    throw CommandFailure(.system(.portTaken(port ?? usualPort)))
  }

  /// Whether that opens anything is the desktop's affair: the address has been printed.
  private func openBrowser(_ address: String, _ gate: ServerGate) {
    guard let program = executable(named: "xdg-open", in: context.environment["PATH"] ?? "") else {
      return context.remark(.noBrowserOpener)
    }
    guard let door = DoorPage(to: address, environment: context.environment) else {
      return context.remark(.noRoomForDoor)
    }
    gate.keep(door)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(door.path), nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    if posix_spawn(&child, program, nil, nil, &arguments, environ) != 0 {
      context.remark(.browserOpenerFails)
    }
  }
}

/// What stands before a server: nobody is admitted before it is known where it listens.
final class ServerGate: Sendable {
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
    guard let (admission, _) = opened.withLock(\.self) else { return Reply(.beginning) }
    return Reply(admission.verdict(on: request), of: admission)
  }
}

extension Option<Checked<UInt16?>> {
  /// `--port N`.
  static func port(usually usual: UInt16) -> Self {
    .parsed(
      "port", "N", by: number(in: UInt16(1)...UInt16.max), advice: "a number from 1 to 65535, such as --port 8080",
      help: "listen there (\(usual), or any other if that is taken)")
  }
}
