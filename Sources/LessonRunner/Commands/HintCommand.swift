import Grading
import Learning
import Reporting
import Running
import Support

/// `lesson-run hint NAME`
struct HintCommand: Subcommand {
  let context: CommandContext
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    let place = try StudyPlace(context)
    let chosen = try place.exercise(operands[0])
    let (name, hints) = (chosen.exercise.name, chosen.exercise.hints)
    guard !hints.isEmpty else {
      try context.terminal.write(Words().noHints(name) + "\n")
      return .success
    }
    let before = place.state[chosen.file, name].hints
    let isNew = before < hints.count
    let number = min(before + 1, hints.count)
    let shown = isNew ? [hints[number - 1]] : hints
    var text = shown.map(\.markdown.trimmed).joined(separator: "\n\n")
    if text.contains(where: \.isNumber) { text = try await covered(text, chosen, choice) }
    place.rememberIfPossible(context) { state in
      state[chosen.file, name].hints = number
      state.last = LearnerState.Place(lesson: chosen.file, exercise: name)
    }
    let heading = Words().hint(of: name, isNew ? (number, hints.count) : nil)
    let width = min(context.terminal.outputStyle.width, 80) - 2
    let lines = text.split(separator: "\n\n").flatMap { wrapped($0.replacing("\n", with: " "), width: width) }
    try context.terminal.write(([heading] + lines.map { "  " + $0 }).joined(separator: "\n") + "\n")
    return .success
  }

  /// A hint that states the very number that is asked for is as good as the solution.
  private func covered(
    _ text: String, _ chosen: StudyPlace.Chosen, _ choice: SandboxChoice
  ) async throws(CommandFailure) -> String {
    let report = try await context.withRunner { runner throws(MachineFailure) in
      defer { context.terminal.clearProgress() }
      return try await context.working(on: chosen.lesson.path, choice, runner, telling: { _ in }) {
        runner throws(MachineFailure) in
        try await Grader(runner).report(on: chosen.lesson, only: [chosen.exercise.name], grading: .solutions)
      }
    }
    return report.grades.first.map { Masking(ofSolved: $0).covered(text) } ?? text
  }
}
