import Learning
import Reporting

/// `lesson-run progress [FOLDER]`
struct ProgressCommand: Subcommand {
  let context: CommandContext
  let json: Bool
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    let place = try StudyPlace(context, in: operands.first)
    var rows: [BookProgress.Row] = []
    let grades = BookGrades(context: context, place: place, sandbox: choice)
    try await grades.grade(place.workspace.lessonNames) { graded in
      let exercises = graded.lesson.exercises
      rows.append(
        BookProgress.Row(
          lesson: graded.file, title: graded.lesson.title, points: graded.grades.values.reduce(0) { $0 + $1.points },
          maxPoints: exercises.reduce(0) { $0 + $1.points }, passed: exercises.filter(graded.isPassed).count,
          exercises: exercises.count,
          solutionsSeen: exercises.map(\.name).filter { place.state[graded.file, $0].hasSeenSolution }))
      return true
    }
    let last = place.state.last.map { BookProgress.Place(lesson: $0.lesson, exercise: $0.exercise) }
    let progress = BookProgress(rows, last: last)
    guard json else {
      try context.terminal.write(progress.text(style: context.terminal.outputStyle))
      return .success
    }
    let text: String
    do { text = try progress.json() } catch {
      throw CommandFailure(.file(.unencodable(.progress, reason: "\(error)")))
    }
    try context.terminal.write(text)
    return .success
  }
}
