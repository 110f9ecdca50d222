import Grading
import Reading
import Reporting
import Running

/// What stands on the screen, or is printed, while a lesson is watched.
package struct WatchPage {
  /// What a hint's line begins with stands beside the exercise's other lines, four columns in.
  private static let indent = "    "

  private let style: Style
  private let report: RunReport
  private let grades: GradeText
  private let problems: ProblemText

  package init(style: Style) {
    self.style = style
    report = RunReport(style: style)
    grades = GradeText(style: style, revealsExpected: true)
    problems = ProblemText(style: style)
  }

  // MARK: - A screen

  /// The whole screen: at most `height` lines, none wider than the style's width.
  ///
  /// The title, the score and the keys keep their places; what stands between is scrolled if there is too much of it.
  /// - Parameters:
  ///   - state: What to show. It may ask to be scrolled further than there are lines.
  ///   - height: The window's lines.
  /// - Returns: The lines, and how far they are scrolled.
  package func screen(_ state: WatchState, height: Int) -> (lines: [String], scroll: Int) {
    let isTall = height >= 12
    let head = Array(folded(title(state)).prefix(1)) + (isTall ? [""] : [])
    let foot = (isTall ? [""] : []) + score(state).flatMap(folded) + [keys(state)]
    let room = max(1, height - head.count - foot.count)
    let body = self.body(state).flatMap(folded)
    let scroll = max(0, min(state.scroll, body.count - room))
    var shown = Array(body.dropFirst(scroll).prefix(room))
    // A place at the end of the window, and above it when it has been scrolled, tells what is not seen.
    let hidden = body.count - scroll - shown.count
    if hidden > 0, room > 2 { shown[room - 1] = remark("… \(hidden + 1) more lines (↓)") }
    if scroll > 0, room > 2 { shown[0] = remark("… \(scroll + 1) lines above (↑)") }
    let filling = [String](repeating: "", count: max(0, room - shown.count))
    return (Array((head + shown + filling + foot).suffix(max(1, height))), scroll)
  }

  private func folded(_ line: String) -> [String] { Live.folded(line, width: style.width) }

  /// One line, whatever the width.
  private func remark(_ words: String) -> String { folded(style.dress("  " + words, as: .faint))[0] }

  // MARK: - Plain text

  /// The same without a window: for a pipe, a file or a terminal that cannot move its cursor.
  package func text(_ state: WatchState) -> String {
    ([title(state), ""] + body(state) + [""] + score(state)).joined(separator: "\n") + "\n"
  }

  /// The score alone, as a farewell.
  package func score(_ state: WatchState) -> [String] {
    guard let lesson = state.lesson, state.hasResults else { return [] }
    let grades = lesson.exercises.compactMap { state.grades[$0.name] }
    return report.score(Report(lesson: lesson, grades: grades))
  }

  // MARK: - Parts

  private func title(_ state: WatchState) -> String {
    style.dress(state.lesson?.title ?? "Watching \(state.path)", as: .title)
  }

  private func body(_ state: WatchState) -> [String] {
    let blocks = [
      condition(state), state.problems.flatMap { problems.lines(for: $0) }, examples(state), exercises(state),
    ]
    return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func condition(_ state: WatchState) -> [String] {
    let isOld = state.hasResults ? ["", style.dress("Below are the results of an earlier save.", as: .faint)] : []
    switch state.condition {
    case .sound:
      guard let lesson = state.lesson, lesson.exercises.isEmpty, state.report != nil || lesson.contextCells.isEmpty
      else {
        return []
      }
      return examples(state).isEmpty ? ["This lesson has no exercises, and its examples print nothing."] : []
    case .faulty(let faults, let text):
      return problems.lines(for: faults, in: text) + isOld
    case .gone(let reason):
      return [style.dress("\(state.path) cannot be read: \(reason)", as: .bad), "Waiting for it to come back."] + isOld
    case .failed(let failure):
      return [style.dress(failure.problem, as: .bad), style.dress("  " + failure.advice, as: .advice)] + isOld
    }
  }

  /// What the examples print, where there is nothing else to be seen, as it comes.
  private func examples(_ state: WatchState) -> [String] {
    guard let lesson = state.lesson, lesson.exercises.isEmpty else { return [] }
    let cells = lesson.contextCells.filter { $0.role == .example }
    let isRunning = state.progress != nil && !state.printed.isEmpty
    let ended = state.report?.examples ?? []
    let printed =
      isRunning
      ? cells.compactMap { state.printed[$0.id]?.text } : ended.filter { $0.cell.role == .example }.map(\.printed)
    let errors = isRunning ? [] : report.standardError(state.report?.examplesErrors ?? "")
    let shown = printed.map { style.printedLines($0).map { "  " + $0 } }
    return Array((shown + [errors]).filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func exercises(_ state: WatchState) -> [String] {
    guard let lesson = state.lesson, let current = state.current else { return [] }
    if state.showsAll { return lesson.exercises.flatMap { overview($0, state, isCurrent: $0.name == current.name) } }
    guard let grade = state.grades[current.name] else { return ["  … \(current.name)"] }
    let hints = hints(of: grade, state)
    var shown = grade
    shown.exercise.hints = []
    return [report.headline(grade)] + changes(state, current)
      + (report.details(shown) + todo(grade, state) + hints).map { $0.isEmpty ? "" : Self.indent + $0 }
      + otherChanges(state, lesson, but: current)
  }

  private func overview(_ exercise: Exercise, _ state: WatchState, isCurrent: Bool) -> [String] {
    let line = state.grades[exercise.name].map(report.headline) ?? "  … \(exercise.name)"
    let marked = isCurrent ? "▸" + line.dropFirst() : line
    return [marked] + changes(state, exercise)
  }

  // MARK: - Changes

  private func changes(_ state: WatchState, _ exercise: Exercise) -> [String] {
    // In the place of what the run will find, so that nothing moves.
    guard let words = state.known.isAwaited(exercise) ? "running" : change(state, exercise) else { return [] }
    return [Self.indent + style.dress(words, as: .attention)]
  }

  /// What the last run has changed, of the exercises that are not shown.
  private func otherChanges(_ state: WatchState, _ lesson: Lesson, but current: Exercise) -> [String] {
    let lines = lesson.exercises.filter { $0.name != current.name }.compactMap { exercise in
      change(state, exercise).map { "  \(style.dress("also", as: .faint)) \(exercise.name): \($0)" }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private func change(_ state: WatchState, _ exercise: Exercise) -> String? {
    state.change(of: exercise)?.words
  }

  // MARK: - What to do

  private func todo(_ grade: Grade, _ state: WatchState) -> [String] {
    guard grade.status == .notAttempted else { return [] }
    return [
      style.dress(
        "Replace the blank ___ below line \(grade.exercise.cell.lines.lowerBound) of \(state.path), and save.",
        as: .advice)
    ]
  }

  private func hints(of grade: Grade, _ state: WatchState) -> [String] {
    var exercise = grade.exercise
    exercise.hints = Array(exercise.hints.prefix(state.shownHints))
    return grades.hints(exercise)
  }

  /// The line of keys, of which those are left out for which there is no room, and at its end what goes on.
  private func keys(_ state: WatchState) -> String {
    let activity = activity(state)
    let room = style.width - (activity.isEmpty ? 0 : activity.count + 3)
    var line = ""
    for name in keyNames(state) where line.count + name.count + 3 <= room || line.isEmpty {
      line += (line.isEmpty ? "" : " · ") + name
    }
    guard !activity.isEmpty else { return folded(style.dress(line, as: .faint))[0] }
    let gap = String(repeating: " ", count: max(1, style.width - line.count - activity.count))
    return folded(style.dress(line, as: .faint) + gap + style.dress(activity, as: .attention))[0]
  }

  /// The most important first.
  private func keyNames(_ state: WatchState) -> [String] {
    let hints = state.current?.hints.count ?? 0
    let hint =
      hints == 0 ? nil : state.shownHints == 0 ? "h hint" : state.shownHints < hints ? "h more hints" : "h no hints"
    return ["n next", hint, state.showsAll ? "a one" : "a all", "q quit", "p previous", "r run again"]
      .compactMap(\.self)
  }

  private func activity(_ state: WatchState) -> String {
    if let (done, total) = state.progress { return "running: \(done) of \(total)" }
    return state.wasIdle ? "no code changed" : ""
  }
}
