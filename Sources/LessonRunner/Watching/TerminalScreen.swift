import CSpawn
import Synchronization

import Glibc

/// The terminal as a screen of one's own, which hands over each key as it is pressed. Whatever was there before comes back when it is
/// left, or when this process ends, however it does.
final class TerminalScreen: Sendable {
  /// The other buffer, no cursor, and lines that are too long end at the edge.
  private static let opening: StaticString = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J"
  private static let closing: StaticString = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// What stands in the place of a key that does nothing; Swift does not see C's `_POSIX_VDISABLE`.
  private static let noKey: cc_t = 0

  private let terminal: Terminal
  private let before: termios
  private let ours: termios
  /// Leaving comes from any thread, and nothing may be drawn after it.
  private let isOpen = Mutex(false)

  /// Appoints the process that gives the terminal back should this one be killed. Nothing is changed yet.
  /// - Returns: `nil` if there is no terminal for keys and for results, or if it cannot move its cursor.
  init?(_ terminal: Terminal, environment: [String: String]) {
    var modes = termios()
    guard Self.isUsable(environment), isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &modes) == 0 else {
      return nil
    }
    (self.terminal, before) = (terminal, modes)
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    // Ctrl-S is a key like others, too: it would stop the screen, and with it whoever draws there.
    modes.c_iflag &= ~tcflag_t(IXON)
    withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      (characters[Int(VMIN)], characters[Int(VTIME)]) = (1, 0)
      // Ctrl-Z is a key like others, so that the terminal can be given back before this process stops.
      characters[Int(VSUSP)] = Self.noKey
    }
    ours = modes
    var (before, ours) = (before, ours)
    guard cspawn_guard_terminal(STDIN_FILENO, STDOUT_FILENO, &before, &ours, "\(Self.closing)") == 0 else { return nil }
  }

  private static func isUsable(_ environment: [String: String]) -> Bool {
    !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  func open() throws(CommandFailure) {
    var modes = ours
    isOpen.withLock { isOpen in
      isOpen = true
      _ = tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    }
    terminal.holdErrors()
    try whileOpen { () throws(CommandFailure) in try terminal.order(Self.opening) }
  }

  func leave() {
    var modes = before
    isOpen.withLock { isOpen in
      guard isOpen else { return }
      isOpen = false
      // What was typed and not read yet was meant for us.
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
      try? terminal.order(Self.closing)
      terminal.releaseErrors()
    }
  }

  /// Draws the whole screen.
  func draw(_ lines: [String]) throws(CommandFailure) {
    try whileOpen { () throws(CommandFailure) in try terminal.draw(lines) }
  }

  private func whileOpen(_ body: () throws(CommandFailure) -> Void) throws(CommandFailure) {
    let result = isOpen.withLock { isOpen -> Result<Void, CommandFailure> in
      guard isOpen else { return .success(()) }
      do throws(CommandFailure) { return .success(try body()) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// Stops this process as Ctrl-Z does, and returns when it is continued.
  func suspend() throws(CommandFailure) {
    leave()
    cspawn_stop_job()
    try open()
  }
}
