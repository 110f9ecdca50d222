/// What was asked for by `--sandbox`.
enum SandboxChoice: String, CaseIterable {
  case on
  case off
  /// Wherever the lesson is not in a folder that the user trusts.
  case auto
}

extension Arguments {
  /// - Throws: If the value of `--sandbox` is none.
  func sandboxChoice() throws(CommandFailure) -> SandboxChoice {
    guard let text = options[OptionDefinition.sandbox.name]?.last else { return .auto }
    guard let choice = SandboxChoice(rawValue: text) else {
      throw CommandFailure(
        .usage, "'\(text)' makes no sense as --sandbox",
        advice: "give --sandbox on, --sandbox off or, as it is without the option, --sandbox auto")
    }
    return choice
  }
}

extension OptionDefinition {
  static let sandbox = OptionDefinition(
    name: "sandbox", value: SandboxChoice.allCases.map(\.rawValue).joined(separator: "|"),
    kind: .choice(SandboxChoice.allCases.map(\.rawValue)),
    help: "run cells without network, home and other rights: auto, for lessons in folders that you do not trust")
}
