import Glibc
import Running

/// `lesson-run watch LESSON.md`
struct WatchCommand: Subcommand {
  let context: CommandContext
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let path = operands[0]
    try LessonFile.requireContent(of: path)
    let choice = try sandbox.get()
    // Before there are other processes: what is appointed here is to be none of the runner's.
    let screen = TerminalScreen(context.terminal, environment: context.environment)
    let score = try await context.withRunner(beforeDying: { screen?.leave() }) {
      runner throws(CommandFailure) -> [String] in
      defer { screen?.leave() }
      return try await watch(path, try await self.runner(runner, for: path, choice), on: screen)
    }
    if screen != nil, !score.isEmpty { try context.terminal.write(score.joined(separator: "\n") + "\n") }
    return .success
  }

  private func runner(
    _ runner: ProgramRunner, for path: String, _ choice: SandboxChoice
  ) async throws(CommandFailure) -> ProgramRunner {
    do throws(MachineFailure) { return try await context.runner(runner, for: path, choice) } catch {
      throw CommandFailure(error)
    }
  }

  private func watch(
    _ path: String, _ runner: ProgramRunner, on screen: TerminalScreen?
  ) async throws(CommandFailure) -> [String] {
    let (events, continuation) = AsyncStream.makeStream(of: WatchEvent.self)
    let send: @Sendable (WatchEvent) -> Void = { continuation.yield($0) }
    try screen?.open()
    // Whoever sends the results elsewhere may use the terminal for other things: then its keys are not ours.
    let hasKeys = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    try WatchEvents(path: path, hasKeys: hasKeys, send: send).start()
    let display = screen.map(WatchDisplay.screen) ?? .plain
    var session = WatchSession(path, runner, on: display, context.terminal)
    return try await session.serve(events, send: send)
  }
}
