import Doctor
import Reporting

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
    let trouble = trouble
    return Diagnosis(
      .terminal, trouble == nil ? .ok : .limited,
      .terminal(colour, columns: terminal.outputStyle.width, locale: locale, trouble))
  }

  private var colour: DoctorFinding.Colour {
    if !terminal.isOutputTerminal { return .noTerminal }
    if terminal.outputStyle.hasColour { return .colour }
    return environment["TERM"] == "dumb" ? .dumb : .unwanted
  }

  /// What spoils most comes first.
  private var trouble: DoctorFinding.TerminalTrouble? {
    if !isUnicode { return .notUnicode }
    guard terminal.isOutputTerminal else { return nil }
    if colour == .dumb { return .dumb }
    return terminal.outputStyle.width < Self.comfortableWidth ? .narrow(atLeast: Self.comfortableWidth) : nil
  }

  private var isUnicode: Bool {
    ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
  }

  /// The first that is set counts.
  private var locale: String {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  }
}
