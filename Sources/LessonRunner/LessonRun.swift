import FoundationEssentials
import Glibc
import Live
import Support

/// The program: reads the command line, hands over to a command, and tells the shell how it went.
@main
struct LessonRun {
  static func main() {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    var context = CommandContext(
      terminal: terminal, environment: environment, executable: executablePath() ?? CommandLine.arguments[0])
    do throws(CommandFailure) {
      try Terminal.secureStandardDescriptors()
      let arguments = try Arguments(
        Array(CommandLine.arguments.dropFirst()), isFile: { FileManager.default.fileExists(atPath: $0) })
      if case .command(let command) = arguments.request, command.isSupervised {
        // While this process has a single thread: what judges a class is forked from it.
        context.judging = Supervision.startWorker()
      }
      Task.detached { [context] in await perform(arguments, in: context) }
    } catch {
      fail(error, terminal)
    }
    // Whoever started this process may have left signals blocked.
    var none = sigset_t()
    sigemptyset(&none)
    while true { sigsuspend(&none) }
  }

  private static func perform(_ arguments: Arguments, in context: CommandContext) async {
    do throws(CommandFailure) {
      exit(try await run(arguments, in: context).rawValue)
    } catch {
      fail(error, context.terminal)
    }
  }

  private static func fail(_ failure: CommandFailure, _ terminal: Terminal) -> Never {
    terminal.writeError(failure.lines)
    exit(failure.status.rawValue)
  }

  private static func run(_ arguments: Arguments, in context: CommandContext) async throws(CommandFailure) -> ExitStatus
  {
    switch arguments.request {
    case .version:
      try context.terminal.write("lesson-run \(lessonRunVersion)\n")
    case .help(let command):
      try context.terminal.write((command.map(HelpText.text) ?? HelpText.general()) + "\n")
    case .schema:
      try context.terminal.write(EventLine.schema)
    case .command(let command):
      return try await command.run(arguments, context)
    }
    return .success
  }

  /// Where this program's file is, whatever name it was called by.
  private static func executablePath() -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
