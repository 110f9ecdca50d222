import Grading
import Learning
import Reading
import Reporting
import Running

extension ServedLesson {
  /// Does what a page asks for.
  package func carryOut(_ order: PageOrder) async -> PageAnswer {
    if order.action == .again {
      await live.runAgain()
      return PageAnswer(.done)
    }
    if order.action == .check { return await check() }
    if order.action == .steps, let id = stepped(order.cell) {
      toggleSteps(of: id)
      update()
      return PageAnswer(.done)
    }
    guard let id = cell(order.cell) else { return PageAnswer(.refused, words: Words().serving.cellGone) }
    if order.action == .run { return await write(order, into: id) }
    guard let exercise = known.lesson?.exercise(named: id.name ?? "") else {
      return PageAnswer(.refused, words: Words().serving.cellGone)
    }
    defer { update() }
    switch order.action {
    case .hint: note(exercise) { $0.hints = min($0.hints + 1, exercise.hints.count) }
    case .solution:
      if shownSolutions.remove(exercise.name) == nil {
        note(exercise) { $0.hasSeenSolution = true }
        shownSolutions.insert(exercise.name)
      }
    case .reveal: if revealed.remove(exercise.name) == nil { revealed.insert(exercise.name) }
    case .reset: return await reset(exercise)
    case .run, .again, .check, .steps: break
    }
    return PageAnswer(.done)
  }

  /// The cell that a page names, if it may be written.
  private func cell(_ name: String?) -> CellID? {
    guard let name, let lesson = known.lesson else { return nil }
    if let exercise = lesson.exercises.first(where: { "\($0.starter.id)" == name }) { return exercise.starter.id }
    guard place.isAuthors else { return nil }
    return lesson.blocks.lazy.compactMap(\.cell?.id).first { "\($0)" == name }
  }

  /// The cell that a page names, if it has steps.
  private func stepped(_ name: String?) -> CellID? {
    guard let name, let lesson = known.lesson else { return nil }
    let cells = lesson.exercises.map(\.starter) + lesson.contextCells.filter { $0.role == .example }
    return cells.map(\.id).first { "\($0)" == name }
  }

  private func write(_ order: PageOrder, into id: CellID) async -> PageAnswer {
    guard let source = order.source, let base = order.base else { return PageAnswer(.refused) }
    switch writing.write(source, into: id, changing: base) {
    case .written(let bytes):
      note(id.name)
      await give(bytes)
      return PageAnswer(.done, source: source)
    case .unchanged:
      note(id.name)
      // What the file has may not have been run yet.
      if let bytes = Workspace.content(of: place.path), bytes != taken { await give(bytes) }
      return PageAnswer(.unchanged, source: source)
    case .conflict(let current): return PageAnswer(.conflict, source: current)
    case .refused(let words): return PageAnswer(.refused, words: words)
    }
  }

  /// Tests the lesson as its author does.
  private func check() async -> PageAnswer {
    guard place.isAuthors, let lesson = known.lesson else { return PageAnswer(.refused) }
    checked = "<p class=\"running\">\(Words().serving.checking)</p>\n"
    update()
    let result = await outcome { [runner] () async throws(MachineFailure) in
      try await Checkup(Grader(runner)).problems(in: lesson)
    }
    switch result {
    case .success(let problems): checked = PageParts.checked(problems, of: lesson)
    case .failure(let failure): checked = PageParts.note(failure)
    }
    update()
    return PageAnswer(.done)
  }

  private func reset(_ exercise: Exercise) async -> PageAnswer {
    let words = Words().serving
    guard let (workspace, entry) = place.workspace else { return PageAnswer(.refused) }
    let outcome: Workspace.Reset
    do throws(MachineFailure) { outcome = try workspace.reset(exercise.name, of: place.name, entry) } catch {
      return PageAnswer(.refused, words: "\(Words().failure(error).problem). \(words.unsaved)")
    }
    if let bytes = Workspace.content(of: place.path) { await give(bytes) }
    switch outcome {
    case .done(let kept): return PageAnswer(.done, words: words.kept(kept))
    case .isStarter: return PageAnswer(.done, words: words.starterIsThere)
    case .appended: return PageAnswer(.done, words: words.starterAppended)
    case .busy: return PageAnswer(.refused, words: words.busy)
    }
  }

  private func note(_ exercise: String?) {
    guard let exercise = exercise.flatMap({ known.lesson?.exercise(named: $0) }) else { return }
    note(exercise) { _ in }
  }

  /// Remembers what was asked for. Where nothing can be written that is forgotten.
  private func note(_ exercise: Exercise, _ change: (inout LearnerState.Asked) -> Void) {
    guard let (workspace, _) = place.workspace else {
      change(&asked[exercise.name, default: LearnerState.Asked()])
      return
    }
    try? workspace.remember { state in
      state.last = LearnerState.Place(lesson: place.name, exercise: exercise.name)
      var asked = state[place.name, exercise.name]
      change(&asked)
      if asked != state[place.name, exercise.name] { state[place.name, exercise.name] = asked }
    }
  }
}
