/// `lesson-run manual`
struct ManualCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    try context.terminal.writeExactly(ManualPage.text)
    return .success
  }
}
