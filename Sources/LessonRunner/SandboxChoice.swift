/// What was asked for by `--sandbox`.
enum SandboxChoice: String, CaseIterable {
  case on
  case off
  /// Wherever the lesson is not in a folder that the user trusts.
  case auto
}

extension Option<Checked<SandboxChoice>> {
  static var sandbox: Self {
    let names = SandboxChoice.names
    let definition = OptionDefinition(
      name: "sandbox", value: names.joined(separator: "|"), kind: .choice(names),
      help: "run cells without network, home and other rights: auto, for lessons in folders that you do not trust")
    return .checked(definition) { text, _ throws(CommandFailure) in
      guard let text else { return .auto }
      guard let choice = SandboxChoice(rawValue: text) else {
        throw CommandFailure(.senselessSandbox(text))
      }
      return choice
    }
  }
}
