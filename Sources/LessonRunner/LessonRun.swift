import Classes
import FoundationEssentials
import Glibc
import Grading
import Support

/// The program: reads the command line, hands over to a command, and tells the shell how it went.
@main
struct LessonRun {
  static func main() {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    let context = CommandContext(
      terminal: terminal, environment: environment, executable: executablePath() ?? CommandLine.arguments[0])
    do throws(CommandFailure) {
      try Terminal.secureStandardDescriptors()
      let arguments = try Arguments(
        Array(CommandLine.arguments.dropFirst()), isFile: { FileManager.default.fileExists(atPath: $0) })
      // While this process has a single thread: what judges a class is forked from it.
      let judging = arguments.request == .command(CommandDefinition.grade.name) ? Supervision.startWorker() : nil
      Task.detached { await perform(arguments, in: context, judging) }
    } catch {
      fail(error, terminal)
    }
    // Whoever started this process may have left signals blocked.
    var none = sigset_t()
    sigemptyset(&none)
    while true { sigsuspend(&none) }
  }

  private static func perform(_ arguments: Arguments, in context: CommandContext, _ judging: JudgingWatch?) async {
    do throws(CommandFailure) {
      exit(try await run(arguments, in: context, judging).rawValue)
    } catch {
      fail(error, context.terminal)
    }
  }

  private static func fail(_ failure: CommandFailure, _ terminal: Terminal) -> Never {
    terminal.writeError(failure.lines)
    exit(failure.status.rawValue)
  }

  private static func run(
    _ arguments: Arguments, in context: CommandContext, _ judging: JudgingWatch?
  ) async throws(CommandFailure) -> ExitStatus {
    switch arguments.request {
    case .version:
      try context.terminal.write("lesson-run \(lessonRunVersion)\n")
    case .help(let topic):
      let command = CommandDefinition.all.first { $0.name == topic }
      try context.terminal.write((command.map(HelpText.text) ?? HelpText.general()) + "\n")
    case .command(CommandDefinition.check.name):
      return try await CheckCommand(context: context).run(arguments)
    case .command(CommandDefinition.print.name):
      return try await PrintCommand(context: context).run(arguments)
    case .command(CommandDefinition.release.name):
      return try ReleaseCommand(context: context).run(arguments)
    case .command(CommandDefinition.grade.name):
      return try await GradeCommand(context: context, judging: judging ?? JudgingWatch()).run(arguments)
    case .command(CommandDefinition.watch.name):
      return try await WatchCommand(context: context).run(arguments)
    case .command(CommandDefinition.new.name):
      return try NewCommand(context: context).run(arguments)
    case .command(CommandDefinition.export.name):
      return try ExportCommand(context: context).run(arguments)
    case .command(CommandDefinition.trust.name):
      return try TrustCommand(context: context).run(arguments)
    case .command(CommandDefinition.doctor.name):
      return try await DoctorCommand(context: context).run(arguments)
    case .command(CommandDefinition.completions.name):
      return try CompletionsCommand(context: context).run(arguments)
    case .command(CommandDefinition.manual.name):
      try context.terminal.writeExactly(ManualPage.text)
    case .command:
      return try await RunCommand(context: context).run(arguments)
    }
    return .success
  }

  /// Where this program's file is, whatever name it was called by.
  private static func executablePath() -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
