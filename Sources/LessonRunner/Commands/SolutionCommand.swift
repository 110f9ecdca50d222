import Learning
import Reporting
import Support

/// `lesson-run solution NAME`
struct SolutionCommand: Subcommand {
  let context: CommandContext

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let place = try StudyPlace(context)
    let chosen = try place.exercise(operands[0])
    guard let solution = chosen.exercise.solution else {
      throw CommandFailure(.noSolution(chosen.reference), .notRight)
    }
    // First noted, then shown.
    try place.remember { state in
      state[chosen.file, chosen.exercise.name].hasSeenSolution = true
      state.last = LearnerState.Place(lesson: chosen.file, exercise: chosen.exercise.name)
    }
    context.terminal.writeError(["lesson-run: \(Words().seen(solutionOf: chosen.reference))"])
    try context.terminal.write(printable(solution.source, keepingLines: true))
    return .success
  }
}
