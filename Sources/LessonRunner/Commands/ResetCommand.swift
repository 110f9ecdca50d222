import Learning
import Running

/// `lesson-run reset NAME`
struct ResetCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let place = try StudyPlace(context)
    let chosen = try place.exercise(operands[0])
    let author = try place.author(chosen.file)
    let outcome: Workspace.Reset
    do throws(MachineFailure) {
      outcome = try place.workspace.reset(chosen.exercise.name, of: chosen.file, author)
    } catch { throw CommandFailure(error) }
    try place.remember { $0.last = LearnerState.Place(lesson: chosen.file, exercise: chosen.exercise.name) }
    try context.terminal.write("\(chosen.lesson.path): \(try words(outcome, chosen))\n")
    return .success
  }

  private func words(_ outcome: Workspace.Reset, _ chosen: StudyPlace.Chosen) throws(CommandFailure) -> String {
    let name = chosen.exercise.name
    return switch outcome {
    case .done(let kept): "the starter of '\(name)' is back; your answer is in \(kept)"
    case .isStarter: "'\(name)' is as it was at the start"
    case .appended: "'\(name)' was not in the file; its starter stands at the end now"
    case .busy:
      throw CommandFailure(
        .notRight, "'\(chosen.lesson.path)' is changed all the time: nothing was written",
        advice: "try again when it is not")
    }
  }
}
