import Foundation
import Glibc
import Testing

/// A program in a terminal of the test's own: what it writes can be read, keys be pressed and the window be resized.
final class PseudoTerminal {
  /// TIOCSPTLCK and TIOCGPTN.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  let master: Int32
  let process = Process()
  private let slave: Int32
  /// All that has been read, with colours and everything.
  private(set) var written = ""
  private var seen = ""

  /// Starts the tool as the leader of a session whose terminal this is.
  init(_ tool: Tool, _ arguments: [String], rows: UInt16 = 24, columns: UInt16 = 80) throws {
    #expect(Tool.takesSignalsAsUsual)
    // Swift does not see C's posix_openpt and what belongs to it: these are the kernel's own calls.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (unlocked, number): (Int32, Int32) = (0, -1)
    try #require(master >= 0)
    try #require(ioctl(master, Self.setLock, &unlocked) == 0 && ioctl(master, Self.getNumber, &number) == 0)
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    resize(rows: rows, columns: columns)
    let handle = FileHandle(fileDescriptor: slave)
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    process.arguments = ["--ctty", "--wait", tool.executable.path] + arguments
    process.currentDirectoryURL = tool.folder
    process.environment = tool.environment
    (process.standardInput, process.standardOutput, process.standardError) = (handle, handle, handle)
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(slave)
    close(master)
  }

  /// The terminal's modes, whoever has set them.
  var modes: [UInt8] {
    var modes = termios()
    tcgetattr(slave, &modes)
    return withUnsafeBytes(of: &modes, Array.init)
  }

  /// The process of the tool itself, which `setsid` has started.
  var tool: pid_t {
    get throws {
      let id = process.processIdentifier
      let children = try String(contentsOfFile: "/proc/\(id)/task/\(id)/children", encoding: .utf8)
      return try #require(children.split(separator: " ").first.flatMap { pid_t($0) })
    }
  }

  func press(_ keys: String) { _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Reads until a text has been written.
  /// - Returns: What was written, colours left out, up to and with the text; what was returned once does not count again.
  @discardableResult
  func wait(for text: String, seconds: Double = 240, sourceLocation: SourceLocation = #_sourceLocation) throws -> String
  {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while true {
      let plain = seen.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      if let range = plain.range(of: text) {
        seen = String(plain[range.upperBound...])
        return String(plain[..<range.upperBound])
      }
      guard ContinuousClock.now < end, readMore() else {
        Issue.record("'\(text)' was not written, but: \(plain.suffix(4000))", sourceLocation: sourceLocation)
        throw WaitedInVain(what: text)
      }
    }
  }

  /// Reads until the tool has ended.
  /// - Returns: All that it has written.
  func rest() -> String {
    while process.isRunning { _ = readMore(patience: 50) }
    while readMore(patience: 50) {}
    return written
  }

  private func readMore(patience: Int32 = 240_000) -> Bool {
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, patience) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    // A character may be cut in two, but none of those that tests look for is waited for at its cut.
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    seen += text
    written += text
    return true
  }
}
