import Reporting

/// `lesson-run completions SHELL`
struct CompletionsCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let shell = try Shell(named: operands[0], orElse: OptionRefusal.unknownShell)
    try context.terminal.writeExactly(shell.completionScript)
    return .success
  }
}
