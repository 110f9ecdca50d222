import Grading
import Reporting
import Running

/// `lesson-run print LESSON.md`
struct PrintCommand: Subcommand {
  let context: CommandContext
  let worked: Bool
  let trace: Bool
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let path = operands[0]
    let choice = try sandbox.get()
    let lesson = try LessonFile.read(path, style: context.terminal.errorStyle)
    let printed = PrintedLesson(style: context.terminal.outputStyle)
    guard worked else {
      guard !trace else {
        throw CommandFailure(.usage, "--trace needs something to trace", advice: "print with --worked --trace")
      }
      try context.terminal.write(printed.text(lesson))
      return .success
    }
    let report = try await context.withRunner { runner throws(MachineFailure) in
      defer { context.terminal.clearProgress() }
      return try await context.working(on: path, choice, runner, telling: context.remark) {
        runner throws(MachineFailure) in
        let grader = Grader(runner)
        let report = try await grader.report(
          on: lesson, grading: .solutions, progress: context.progress("solving \(path)"))
        return trace ? try await grader.traced(report, grading: .solutions) : report
      }
    }
    try context.terminal.write(printed.text(worked: report))
    let problems = report.examplesProblems + report.authorProblems
    guard problems.isEmpty else {
      let lines = CheckReport(style: context.terminal.errorStyle).text(problems, of: lesson).split(separator: "\n")
      throw CommandFailure(.notRight, lines.map(String.init))
    }
    return .success
  }
}
