import FoundationEssentials
import Reporting

/// `lesson-run release LESSON.md`
struct ReleaseCommand: Subcommand {
  let context: CommandContext
  let output: String?

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let path = operands[0]
    if let author = LessonFile.authorsPath(of: path) { throw CommandFailure(.copyToRelease(path, author: author)) }
    let lesson = try LessonFile.read(path, style: context.terminal.errorStyle)
    let copy = LearnersCopy(of: lesson)
    guard let target = output else {
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
