import Grading
import Reading
import Reporting
import Running

/// `lesson-run check LESSON.md...`
struct CheckCommand: Subcommand {
  let context: CommandContext
  /// How many students' numbers are tried besides the sample's.
  let seeds: Checked<Int?>
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    let students = try seeds.get()
    return try await context.withRunner { runner throws(CommandFailure) in
      var worst = ExitStatus.success
      // What is so for several lessons is said once.
      var said: Set<String> = []
      for path in operands {
        worst = max(worst, try await check(path, students, runner, choice, &said))
      }
      return worst
    }
  }

  /// A faulty lesson is reported like any other finding, so that one does not hide the next.
  private func check(
    _ path: String, _ students: Int?, _ runner: ProgramRunner, _ choice: SandboxChoice, _ said: inout Set<String>
  ) async throws(CommandFailure) -> ExitStatus {
    let style = context.terminal.outputStyle
    let lesson: Lesson
    do throws(CommandFailure) {
      if let author = LessonFile.authorsPath(of: path) { throw CommandFailure(.copyToCheck(path, author: author)) }
      lesson = try LessonFile.read(path, style: style)
    } catch  where error.status == .faultyLesson {
      try context.terminal.write(error.lines.joined(separator: "\n") + "\n")
      return error.status
    } catch {
      // The others are checked all the same.
      context.terminal.writeError(error.lines)
      return error.status
    }
    let problems: [Problem]
    do throws(MachineFailure) {
      defer { context.terminal.clearProgress() }
      problems = try await context.working(
        on: path, choice, runner, telling: { if said.insert($0).inserted { context.remark($0) } }
      ) { runner throws(MachineFailure) in
        let checkup = Checkup(Grader(runner))
        let found = try await checkup.problems(in: lesson, progress: context.progress(.checking(path)))
        guard let students else { return found }
        let variants = try await checkup.variantProblems(in: lesson, besides: found, students: students) {
          done, total in
          context.show(.checkingVariant(path, done, of: total))
        }
        return found + variants
      }
    } catch {
      throw CommandFailure(error)
    }
    try context.terminal.write(CheckReport(style: style).text(problems, of: lesson))
    return problems.allSatisfy(\.mayStay) ? .success : .notRight
  }
}
