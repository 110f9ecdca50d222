import Learning
import Reading
import Reporting

/// `lesson-run next`
struct NextCommand: Subcommand {
  let context: CommandContext
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let choice = try sandbox.get()
    let place = try StudyPlace(context)
    let names = place.workspace.lessonNames
    let start = place.state.last.flatMap { names.firstIndex(of: $0.lesson) } ?? 0
    let grades = BookGrades(context: context, place: place, sandbox: choice)
    var found: (BookGrades.Graded, Exercise)?
    // Of the lesson last worked on, what is above comes after everything else.
    var isFirst = true
    try await grades.grade(Array(names[start...] + names[..<start]) + names[start...].prefix(1)) { graded in
      let from = isFirst ? place.state.last?.exercise : nil
      isFirst = false
      let exercises = graded.lesson.exercises.drop { from != nil && $0.name != from }
      found = (exercises.isEmpty ? graded.lesson.exercises[...] : exercises).first { !graded.isDone($0) }.map {
        (graded, $0)
      }
      return found == nil
    }
    guard let (graded, exercise) = found else {
      try context.terminal.write(Words().allIsRight(in: place.workspace.shownFolder) + "\n")
      return .success
    }
    place.rememberIfPossible(context) { $0.last = LearnerState.Place(lesson: graded.file, exercise: exercise.name) }
    let style = context.terminal.outputStyle
    let isThere = exercise.submitted != nil
    let spot = isThere ? "\(graded.lesson.path):\(exercise.cell.lines.lowerBound)" : graded.lesson.path
    let task = TaskText(of: exercise.name, in: graded.lesson).lines(width: min(style.width, 80))
    let missing = isThere ? [] : ["", Words().missing(exercise.name, isFileThere: graded.isFileThere)]
    let lines =
      ["\(spot): \(Words().standing(of: exercise, graded.grades[exercise.name]))"] + (task.isEmpty ? [] : [""] + task)
      + missing
    try context.terminal.write(lines.joined(separator: "\n") + "\n")
    return .success
  }
}
