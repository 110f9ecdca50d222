/// `lesson-run completions SHELL`
struct CompletionsCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let name = operands[0]
    let shell = try Shell(named: name, orElse: "there are no completions for '\(name)'", among: "the shells")
    try context.terminal.writeExactly(shell.completionScript)
    return .success
  }
}
