import Doctor

/// What the terminal can show: `doctor`'s last row.
struct TerminalCheck {
  /// Narrower, and tables of a lesson do not fit.
  private static let comfortableWidth = 60

  private let terminal: Terminal
  private let environment: [String: String]

  init(_ context: CommandContext) {
    (terminal, environment) = (context.terminal, context.environment)
  }

  var finding: Diagnosis {
    let found = [kind, "\(terminal.outputStyle.width) columns", encoding].joined(separator: ", ")
    let advice = advice
    return Diagnosis("terminal", advice.isEmpty ? .ok : .limited, found, advice: advice.first)
  }

  private var kind: String {
    if !terminal.isOutputTerminal { return "no terminal, plain text" }
    if terminal.outputStyle.hasColour { return "colour" }
    return isDumb ? "TERM=dumb, no colour and no progress" : "no colour, as NO_COLOR asks"
  }

  private var encoding: String {
    isUnicode ? "UTF-8" : "not UTF-8 (\(locale.isEmpty ? "no LANG is set" : locale))"
  }

  private var advice: [String] {
    var advice: [String] = []
    if !isUnicode { advice.append("export LC_ALL=C.UTF-8, or marks and shades may look like garbage") }
    if terminal.isOutputTerminal && isDumb {
      advice.append("export TERM=xterm-256color, if the terminal knows colours")
    }
    if terminal.isOutputTerminal && terminal.outputStyle.width < Self.comfortableWidth {
      advice.append("make the window \(Self.comfortableWidth) columns wide or more")
    }
    return advice
  }

  private var isDumb: Bool { environment["TERM"] == "dumb" }

  private var isUnicode: Bool {
    ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
  }

  /// The first that is set counts.
  private var locale: String {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  }
}
