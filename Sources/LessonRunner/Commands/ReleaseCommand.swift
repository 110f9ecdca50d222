import FoundationEssentials
import Grading
import Reporting
import Support

/// `lesson-run release LESSON.md`
struct ReleaseCommand {
  let context: CommandContext

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let path = arguments.operands[0]
    let lesson = try LessonFile.read(path, style: context.terminal.errorStyle)
    let copy = LearnersCopy(of: lesson)
    guard let target = arguments.options["output"]?.last else {
      try context.terminal.writeExactly(copy.text)
      return .success
    }
    guard realPath(target) != realPath(path) else {
      throw CommandFailure(
        .usage, "'\(target)' is the lesson itself: its solutions would be lost", advice: "name another file")
    }
    do { try Data(copy.text.utf8).write(to: URL(filePath: target), options: .atomic) } catch {
      throw CommandFailure(
        .machine, "cannot write \(target)", advice: "check that the folder is there and that you may write in it")
    }
    context.terminal.writeError(["lesson-run: wrote the learners' copy of \(path) to \(target)"])
    return .success
  }

  private func realPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
