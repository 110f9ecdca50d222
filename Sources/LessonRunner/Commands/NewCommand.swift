import FoundationEssentials
import Reading

/// `lesson-run new NAME`
struct NewCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let operand = operands[0]
    let path = operand.hasSuffix(".md") ? operand : operand + ".md"
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    let title = LessonSkeleton.title(fromName: name)
    guard !title.isEmpty else {
      throw CommandFailure(.usage, "'\(operand)' is no name for a lesson", advice: "take words, such as 17-attention")
    }
    do {
      // Never over a lesson that is there.
      try Data(LessonSkeleton.text(title: title).utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      if FileManager.default.fileExists(atPath: path) {
        throw CommandFailure(.usage, "there is a file '\(path)' already", advice: "take another name")
      }
      throw CommandFailure(
        .machine, "cannot write \(path)", advice: "check that the folder is there and that you may write in it")
    }
    try context.terminal.write("\(path): written; try: lesson-run check \(path)\n")
    return .success
  }
}
