import Grading
import Reading
import Reporting
import Running
import Support

/// What stands on the screen, or is printed, while a lesson is watched.
package struct WatchPage {
  /// What a hint's line begins with stands beside the exercise's other lines, four columns in.
  private static let indent = "    "

  private let style: Style
  private let report: RunReport
  private let problems: ProblemText
  private let words = Words().watch

  package init(style: Style) {
    self.style = style
    report = RunReport(style: style)
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
    let foot = (isTall ? [""] : []) + (score(state) + end(state)).flatMap(folded) + [keys(state)]
    let room = max(1, height - head.count - foot.count)
    let body = self.body(state, room: room).flatMap(folded)
    let scroll = max(0, min(state.scroll, body.count - room))
    var shown = Array(body.dropFirst(scroll).prefix(room))
    // A place at the end of the window, and above it when it has been scrolled, tells what is not seen.
    let hidden = body.count - scroll - shown.count
    if hidden > 0, room > 2 { shown[room - 1] = remark(words.moreLines(hidden + 1)) }
    if scroll > 0, room > 2 { shown[0] = remark(words.linesAbove(scroll + 1)) }
    let filling = [String](repeating: "", count: max(0, room - shown.count))
    return (Array((head + shown + filling + foot).suffix(max(1, height))), scroll)
  }

  private func folded(_ line: String) -> [String] { Live.folded(line, width: style.width) }

  /// One line, whatever the width.
  private func remark(_ text: String) -> String { folded(style.dress("  " + text, as: .faint))[0] }

  // MARK: - Plain text

  /// The same without a window: for a pipe, a file or a terminal that cannot move its cursor.
  package func text(_ state: WatchState) -> String {
    ([title(state), ""] + body(state, room: nil) + [""] + score(state) + end(state)).joined(separator: "\n") + "\n"
  }

  /// The score alone, as a farewell.
  package func score(_ state: WatchState) -> [String] {
    guard let lesson = state.lesson, state.hasResults else { return [] }
    let grades = lesson.exercises.compactMap { state.grades[$0.name] }
    return report.score(Report(lesson: lesson, grades: grades))
  }

  // MARK: - Parts

  private func title(_ state: WatchState) -> String {
    style.dress(state.lesson?.title ?? words.title(state.path), as: .title)
  }

  /// What stands between title and score. Of `room` lines so many are seen at once; `nil`: there is no window, and no need to repeat the
  /// task.
  private func body(_ state: WatchState, room: Int?) -> [String] {
    if let list = state.list { return lessons(list) }
    let remarks = (state.lesson?.remarks ?? []).prefix(Self.mostRemarks).map {
      style.dress(printable(Words().remark($0)), as: .attention)
    }
    var blocks = [condition(state), remarks, state.problems.flatMap { problems.lines(for: $0) }, examples(state)]
    let above = blocks.filter { !$0.isEmpty }.map { $0.flatMap(folded).count + 1 }.reduce(0, +)
    blocks.append(exercises(state, room: room.map { $0 - above }))
    return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func condition(_ state: WatchState) -> [String] {
    let isOld = state.hasResults ? ["", style.dress(words.earlier, as: .faint)] : []
    switch state.condition {
    case .sound:
      guard let lesson = state.lesson, lesson.exercises.isEmpty, state.report != nil || lesson.contextCells.isEmpty
      else {
        return []
      }
      return examples(state).isEmpty ? [words.nothingToShow] : []
    case .faulty(let faults, let text):
      return problems.lines(for: faults, in: text) + isOld
    case .gone(let reason):
      return [style.dress(Words().serving.cannotBeRead(state.path, reason), as: .bad), words.waiting] + isOld
    case .failed(let failure):
      let told = Words().failure(failure)
      return [style.dress(told.problem, as: .bad), style.dress("  " + told.advice, as: .advice)] + isOld
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

  private func exercises(_ state: WatchState, room: Int?) -> [String] {
    guard let lesson = state.lesson, let current = state.current else { return [] }
    if state.showsAll { return lesson.exercises.flatMap { overview($0, state, isCurrent: $0.name == current.name) } }
    let (verdict, values) = found(of: current, state, in: lesson)
    return task(of: current, in: lesson, above: verdict, values, room: room) + verdict + values
  }

  /// How it went and why, and then what was answered.
  private func found(
    of current: Exercise, _ state: WatchState, in lesson: Lesson
  ) -> (verdict: [String], values: [String]) {
    let asked = confirmation(state) + (state.notice.map { [style.dress($0, as: .attention)] } ?? [])
    func indented(_ lines: [String]) -> [String] { lines.map { $0.isEmpty ? "" : Self.indent + $0 } }
    guard let grade = state.grades[current.name] else {
      return (["  … \(current.name)"] + indented(asked), indented(solution(of: current, state)))
    }
    let details = RunReport(style: style, expected: state.expected).causesFirst(grade)
    let verdict =
      [report.headline(grade)] + changes(state, current)
      + indented(asked + details.causes + todo(grade, state) + hints(of: grade, state))
    return (
      verdict,
      indented(solution(of: current, state) + details.values) + otherChanges(state, lesson, but: current)
    )
  }

  /// What the exercise asks for, as far as there is room: how it went is never below the window's end.
  private func task(
    of exercise: Exercise, in lesson: Lesson, above verdict: [String], _ values: [String], room: Int?
  ) -> [String] {
    guard let room else { return [] }
    let lines = TaskText(of: exercise.name, in: lesson).lines(width: min(style.width, 80))
    let rest = room - verdict.flatMap(folded).count - 1
    let most = rest - min(values.flatMap(folded).count, Self.leastValues)
    guard !lines.isEmpty, most >= 2 else { return [] }
    guard lines.count > most else { return lines + [""] }
    // What is asked for stands at the end.
    return [style.dress(words.taskAbove(exercise.cell.lines.lowerBound), as: .faint)] + lines.suffix(most - 1) + [""]
  }

  /// How many lines of an answer's values go before the beginning of a long task.
  private static let leastValues = 6
  private static let mostRemarks = 3

  private func confirmation(_ state: WatchState) -> [String] {
    switch state.unconfirmed {
    case .solution: [style.dress(words.confirmSolution, as: .attention)]
    case .reset: [style.dress(words.confirmReset, as: .attention)]
    default: []
    }
  }

  private func solution(of exercise: Exercise, _ state: WatchState) -> [String] {
    guard state.showsSolution, let solution = exercise.solution else { return [] }
    return [style.dress(words.solution, as: .faint)]
      + style.printedLines(solution.source).map { "  " + $0 } + [""]
  }

  private func lessons(_ list: LessonList) -> [String] {
    let width = list.entries.map(\.name.count).max() ?? 0
    return list.entries.enumerated().map { index, entry in
      let begun = entry.begun.map { $0.count > 0 ? words.begun($0.count, of: $0.total) : "" } ?? ""
      let gap = String(repeating: " ", count: width - entry.name.count + 2 + max(0, 13 - begun.count))
      let text = "\(entry.name)\(gap)\(begun)  \(printable(entry.title))".trimmed
      let line = folded((index == list.selected ? "▸ " : "  ") + text)[0]
      return index == list.selected ? style.dress(line, as: .title) : line
    }
  }

  /// What comes next, when a lesson is done.
  private func end(_ state: WatchState) -> [String] {
    guard state.hasResults, let lesson = state.lesson, !lesson.exercises.isEmpty,
      lesson.exercises.allSatisfy({ state.grades[$0.name]?.status.isDone ?? false })
    else { return [] }
    guard let next = state.following else {
      return state.isInWorkspace ? [style.dress(words.lastDone, as: .good)] : []
    }
    return [style.dress(words.done(next: next.name, title: next.title), as: .good)]
  }

  private func overview(_ exercise: Exercise, _ state: WatchState, isCurrent: Bool) -> [String] {
    let line = state.grades[exercise.name].map(report.headline) ?? "  … \(exercise.name)"
    let marked = isCurrent ? "▸" + line.dropFirst() : line
    return [marked] + changes(state, exercise)
  }

  // MARK: - Changes

  private func changes(_ state: WatchState, _ exercise: Exercise) -> [String] {
    // In the place of what the run will find, so that nothing moves.
    guard let found = state.known.isAwaited(exercise) ? words.running : change(state, exercise) else { return [] }
    return [Self.indent + style.dress(found, as: .attention)]
  }

  /// What the last run has changed, of the exercises that are not shown.
  private func otherChanges(_ state: WatchState, _ lesson: Lesson, but current: Exercise) -> [String] {
    let lines = lesson.exercises.filter { $0.name != current.name }.compactMap { exercise in
      change(state, exercise).map { "  \(style.dress(words.also, as: .faint)) \(exercise.name): \($0)" }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private func change(_ state: WatchState, _ exercise: Exercise) -> String? {
    state.change(of: exercise).map(Words().change)
  }

  // MARK: - What to do

  private func todo(_ grade: Grade, _ state: WatchState) -> [String] {
    // Which blanks are left of several is told already.
    guard grade.status == .notAttempted, grade.blanksLeft == nil else { return [] }
    let cell = grade.exercise.cell
    let words = Words().todo(cell.form, blanks: cell.facts.blanks.count, below: cell.lines.lowerBound, of: state.path)
    return [style.dress(words, as: .advice)]
  }

  private func hints(of grade: Grade, _ state: WatchState) -> [String] {
    guard grade.status != .passed else { return [] }
    var shown = grade
    shown.exercise.hints = Array(grade.exercise.hints.prefix(state.shownHints))
    return GradeText(style: style, expected: state.expected).hints(of: shown)
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
    if state.list != nil { return words.listKeys }
    let hasMore = state.shownHints < state.current?.hints.count ?? 0
    let hint = hasMore ? words.hint(isFirst: state.shownHints == 0) : nil
    let all = words.all(isShown: state.showsAll)
    guard state.isInWorkspace else {
      let lesson = state.following.map { _ in words.lesson }
      return [words.next, hint, all, words.quit, words.previous, words.again, lesson].compactMap(\.self)
    }
    let (reveal, solution) = (words.reveal(isShown: state.isRevealed), words.solution(isShown: state.showsSolution))
    return [
      words.next, hint, reveal, solution, words.quit, words.reset, words.lesson, words.list, all, words.previous,
      words.again,
    ]
    .compactMap(\.self)
  }

  private func activity(_ state: WatchState) -> String {
    if let (done, total) = state.progress { return Words().serving.running(done, of: total) }
    return state.wasIdle ? words.idle : ""
  }
}
