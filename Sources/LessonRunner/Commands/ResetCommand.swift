import Learning
import Reporting
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
    guard let done = outcome.told else { throw CommandFailure(.alwaysChanged(chosen.lesson.path), .notRight) }
    try context.terminal.write("\(chosen.lesson.path): \(Words().reset(done, of: chosen.exercise.name))\n")
    return .success
  }
}

extension Workspace.Reset {
  /// What was done as the catalogue of sentences has it; `nil` if nothing could be.
  var told: ResetOutcome? {
    switch self {
    case .done(let kept): .done(kept: kept)
    case .isStarter: .isStarter
    case .appended: .appended
    case .busy: nil
    }
  }
}
