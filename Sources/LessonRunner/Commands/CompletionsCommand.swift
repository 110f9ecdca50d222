/// `lesson-run completions SHELL`
struct CompletionsCommand {
  let context: CommandContext

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    try context.terminal.writeExactly(Shell(named: arguments.operands[0]).completionScript)
    return .success
  }
}
