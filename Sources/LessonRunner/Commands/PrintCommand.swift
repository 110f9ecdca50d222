import Classes
import Grading
import Learning
import Reading
import Reporting
import Running

/// `lesson-run print LESSON.md`
struct PrintCommand: Subcommand {
  let context: CommandContext
  let worked: Bool
  let trace: Bool
  let html: Bool
  let pdf: Bool
  let output: String?
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    guard worked || !trace else {
      throw CommandFailure(.traceWithoutSolutions)
    }
    guard html || pdf else { return try await text(of: operands, choice) }
    guard !html || !pdf else {
      throw CommandFailure(misused: "print", .twoWaysToPrint)
    }
    let page = PrintedPage(
      context: context, sandbox: choice, isOnPaper: pdf, isWorked: worked, isTraced: trace, output: output)
    try await page.make(of: operands) { path throws(CommandFailure) in
      try worked ? solved(path) : LessonFile.read(path, style: context.terminal.errorStyle)
    }
    return .success
  }

  // MARK: - Text

  private func text(of operands: [String], _ choice: SandboxChoice) async throws(CommandFailure) -> ExitStatus {
    guard operands.count == 1 else {
      throw CommandFailure(misused: "print", .severalAsText)
    }
    let path = operands[0]
    try BookFiles.expect(output, isNot: path)
    // A file has no colours.
    let style = output == nil ? context.terminal.outputStyle : Style(width: context.terminal.outputStyle.width)
    let printed = PrintedLesson(style: style)
    guard worked else {
      try deliver(printed.text(LessonFile.read(path, style: context.terminal.errorStyle)))
      return .success
    }
    let lesson = try solved(path)
    let report = try await context.withRunner { runner throws(MachineFailure) in
      defer { context.terminal.clearProgress() }
      return try await context.working(on: path, choice, runner, telling: context.remark) {
        runner throws(MachineFailure) in
        let grader = Grader(runner)
        let report = try await grader.report(
          on: lesson, grading: .solutions, progress: context.progress(.solving(path)))
        return trace ? try await grader.traced(report, grading: .solutions) : report
      }
    }
    try deliver(printed.text(worked: report))
    let problems = report.examplesProblems + report.authorProblems
    guard problems.isEmpty else {
      let lines = CheckReport(style: context.terminal.errorStyle).text(problems, of: lesson).split(separator: "\n")
      throw CommandFailure(.notRight, lines.map(String.init))
    }
    return .success
  }

  private func deliver(_ text: String) throws(CommandFailure) {
    guard let output else { return try context.terminal.write(text) }
    do throws(MachineFailure) { try writeWhole(text.utf8, to: output) } catch { throw CommandFailure(error) }
  }

  /// A lesson with its solutions. Of one to learn from that is the author's, and whoever prints it has seen them: first that is noted.
  private func solved(_ path: String) throws(CommandFailure) -> Lesson {
    let authors = try LessonFile.readAuthors(path, style: context.terminal.errorStyle)
    if let (workspace, name) = authors.place { try note(solutionsOf: authors.lesson, in: workspace, as: name) }
    return authors.lesson
  }

  private func note(
    solutionsOf lesson: Lesson, in workspace: Workspace, as name: String
  ) throws(CommandFailure) {
    let solved = lesson.exercises.filter { $0.solution != nil }.map(\.name)
    do throws(MachineFailure) {
      try workspace.remember { state in
        for exercise in solved { state[name, exercise].hasSeenSolution = true }
      }
    } catch { throw CommandFailure(error) }
    context.terminal.writeError(["lesson-run: \(Words().seen(solutions: solved.count, of: lesson.path))"])
  }
}
