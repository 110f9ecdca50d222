import Glibc
import Platform
import Reporting
import Support
import Synchronization

/// Standard output and standard error: what they can show, and writing to them.
struct Terminal: Sendable {
  /// How results on standard output may be dressed.
  let outputStyle: Style
  let errorStyle: Style
  /// Whether results go to a terminal, not to a file or another program.
  let isOutputTerminal: Bool
  private let showsProgress: Bool
  private let held = HeldLines()
  /// Everything that is shown goes through one of these.
  private let (outputScreening, errorScreening): (Screening, Screening)

  init(environment: [String: String]) {
    let isPlain = environment["TERM"] == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty
    isOutputTerminal = isatty(STDOUT_FILENO) == 1
    let seal = Style.newSeal()
    outputStyle = Style(
      hasColour: isOutputTerminal && !isPlain, width: Self.width(of: STDOUT_FILENO, environment), seal: seal)
    errorStyle = Style(
      hasColour: isatty(STDERR_FILENO) == 1 && !isPlain, width: Self.width(of: STDERR_FILENO, environment), seal: seal)
    outputScreening = Screening(seal: outputStyle.hasColour ? seal : nil)
    errorScreening = Screening(seal: errorStyle.hasColour ? seal : nil)
    showsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// Writes results, whole.
  func write(_ text: String) throws(CommandFailure) { try send(outputScreening.screened(text)) }

  /// Writes what other programs are to read byte for byte. On a terminal it is shown like all else.
  func writeExactly(_ text: String) throws(CommandFailure) {
    try send(isOutputTerminal ? outputScreening.screened(text) : text)
  }

  /// Gives the terminal an order.
  func order(_ sequence: StaticString) throws(CommandFailure) { try send("\(sequence)") }

  /// Draws lines from the upper left corner, in one go, line over line: nothing flickers.
  func draw(_ lines: [String]) throws(CommandFailure) {
    // Erased after it, a line that fills the window would lose its last character, on which the cursor still stands.
    try send("\u{1B}[H" + lines.map { "\u{1B}[K" + outputScreening.screened($0) }.joined(separator: "\n"))
  }

  private func send(_ text: String) throws(CommandFailure) {
    let failure = Self.write(text, to: STDOUT_FILENO)
    // Whoever read our output has seen enough (`| head`); nobody is left to be told.
    if failure == EPIPE { exit(128 + SIGPIPE) }
    if failure != 0 { throw Self.closedOutput(failure) }
  }

  /// Tells what is no result. What of a line is a line by itself, such as the end of a file's name, is not to be taken for one of ours.
  func writeError(_ lines: [String]) {
    if held.take(lines) { return }
    let text = lines.map { $0.replacing("\n", with: "\n  ") + "\n" }.joined()
    _ = Self.write(errorScreening.screened(text), to: STDERR_FILENO)
  }

  /// Keeps what is written to standard error back: it would stand in the middle of a screen.
  func holdErrors() { held.begin() }

  /// Writes what was kept back.
  func releaseErrors() {
    let lines = held.end()
    if !lines.isEmpty { writeError(lines) }
  }

  /// Shows how far the work is, on one line that later output overwrites.
  func showProgress(_ words: String) {
    if showsProgress { _ = Self.write("\r\u{1B}[2K\(printable(words))", to: STDERR_FILENO) }
  }

  func clearProgress() {
    if showsProgress { _ = Self.write("\r\u{1B}[2K", to: STDERR_FILENO) }
  }

  /// Fills the descriptors 0, 1 and 2 if they came closed: the next file opened would take their place.
  /// - Throws: If it is standard output that is closed, since then there is nowhere to write results to.
  static func secureStandardDescriptors() throws(CommandFailure) {
    signal(SIGPIPE, SIG_IGN)
    let wasOutputClosed = fcntl(STDOUT_FILENO, F_GETFD) < 0
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
    if wasOutputClosed { throw closedOutput(EBADF) }
  }

  private static func closedOutput(_ errorNumber: Int32) -> CommandFailure {
    CommandFailure(.system(.noOutput(errorNumber)))
  }

  /// - Returns: 0, or the error number of the write that failed.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    do throws(SystemError) { try writeAll(text.utf8, to: descriptor) } catch { return error.number }
    return 0
  }

  /// The window behind standard output; `nil` if there is none, or none that tells its size.
  static func windowSize() -> (rows: Int, columns: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  private static func width(of descriptor: Int32, _ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(40, Int(size.ws_col)) }
    return environment["COLUMNS"].flatMap(Int.init).map { max(40, $0) } ?? 80
  }
}

/// Lines that wait for the end of a screen.
private final class HeldLines: Sendable {
  private let lines = Mutex<[String]?>(nil)

  func begin() { lines.withLock { $0 = $0 ?? [] } }

  /// - Returns: Whether the lines wait now.
  func take(_ more: [String]) -> Bool {
    lines.withLock { lines in
      guard let held = lines else { return false }
      lines = held + more
      return true
    }
  }

  func end() -> [String] {
    lines.withLock { lines in
      defer { lines = nil }
      return lines ?? []
    }
  }
}
