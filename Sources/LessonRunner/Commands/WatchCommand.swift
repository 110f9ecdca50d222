import Glibc
import Learning
import Live
import Running

/// `lesson-run watch [LESSON.md|FOLDER]`
struct WatchCommand: Subcommand {
  let context: CommandContext
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let lessons = try LessonFolder(operands.first, context)
    let choice = try sandbox.get()
    let first = try WatchedLesson(lessons.first, of: lessons, style: context.terminal.errorStyle)
    // Before there are other processes: what is appointed here is to be none of the runner's.
    let screen = TerminalScreen(context.terminal, environment: context.environment)
    let display = screen.map(WatchDisplay.screen) ?? .plain
    defer { screen?.leave() }
    try screen?.open()
    // There is something to read before there is anything to run it in.
    if screen != nil { try first.show(on: display, context.terminal) }
    let score = try await context.withRunner(beforeDying: { screen?.leave() }) {
      runner throws(CommandFailure) -> [String] in
      try await watch(first, of: lessons, try await self.runner(runner, for: first.path, choice), on: display)
    }
    screen?.leave()
    if screen != nil, !score.isEmpty { try context.terminal.write(score.joined(separator: "\n") + "\n") }
    return .success
  }

  private func runner(
    _ runner: ProgramRunner, for path: String, _ choice: SandboxChoice
  ) async throws(CommandFailure) -> ProgramRunner {
    do throws(MachineFailure) {
      return try await context.runner(runner, for: path, choice, telling: context.remark)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Watches one lesson after the other.
  private func watch(
    _ first: WatchedLesson, of lessons: LessonFolder, _ runner: ProgramRunner, on display: WatchDisplay
  ) async throws(CommandFailure) -> [String] {
    let (events, continuation) = AsyncStream.makeStream(of: WatchEvent.self)
    let send: @Sendable (WatchEvent) -> Void = { continuation.yield($0) }
    // Whoever sends the results elsewhere may use the terminal for other things: then its keys are not ours.
    let hasKeys = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let target = try WatchTarget(first.path)
    let folder = lessons.followsSaves ? lessons.folder : nil
    // Before saves are waited for, so that the first of them has something to be compared with.
    var texts = lessons.followsSaves ? lessons.texts : [:]
    try WatchEvents(target: target, folder: folder, hasKeys: hasKeys, send: send).start()
    var lesson = first
    var number = 0
    while true {
      var session = WatchSession(lesson, of: lessons, number: number, runner, on: display, context.terminal)
      switch try await session.serve(events, send: send) {
      case .over(let score): return score
      case .moved(let name):
        number += 1
        texts[lesson.name] = Workspace.content(of: lesson.path)
        do throws(CommandFailure) {
          lesson = try WatchedLesson(name, of: lessons, style: context.terminal.errorStyle, since: texts[name])
        } catch {
          // The author's lesson cannot be read: the one that is open stays.
          lesson.notice = error.lines.first ?? ""
        }
        target.move(to: lesson.path)
      }
    }
  }
}
