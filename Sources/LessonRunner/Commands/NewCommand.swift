import FoundationEssentials
import Reading
import Reporting

/// `lesson-run new NAME`
struct NewCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let operand = operands[0]
    let path = operand.hasSuffix(".md") ? operand : operand + ".md"
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    let title = LessonSkeleton.title(fromName: name)
    guard !title.isEmpty else { throw CommandFailure(.noName(operand)) }
    do {
      // Never over a lesson that is there.
      try Data(LessonSkeleton.text(title: title).utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      let isTaken = FileManager.default.fileExists(atPath: path)
      throw isTaken ? CommandFailure(.taken(path)) : CommandFailure(.file(.unwritableLesson(path)))
    }
    try context.terminal.write(Words().remark(.begun(path)) + "\n")
    return .success
  }
}
