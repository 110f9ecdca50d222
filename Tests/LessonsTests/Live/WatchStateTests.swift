import Grading
import Live
import Reading
import Reporting
import Testing

@Suite("A lesson that is being watched")
struct WatchStateTests {
  private static func text(_ cells: [String: String], prose: String = "") -> String {
    let exercises = ["one", "two", "three"].map { name in
      """
      ```swift exercise \(name) answer=a
      \(cells[name] ?? "let a = ___")
      ```

      ```hint \(name)
      First.
      ```

      ```hint \(name)
      Second.
      ```
      """
    }
    return "# T\n\n\(prose)\n\n" + exercises.joined(separator: "\n\n") + "\n"
  }

  /// A state in which every exercise has been graded: those of `passed` passed, the others wrong.
  private func finished(_ state: inout WatchState, passed: Set<String> = []) throws {
    let lesson = try #require(state.lesson)
    let grades = lesson.exercises.map { Grade($0, passed.contains($0.name) ? .passed : .wrong) }
    for grade in grades { state.grade(grade) }
    state.finish(Report(lesson: lesson, grades: grades))
  }

  @discardableResult
  private func save(_ state: inout WatchState, _ cells: [String: String], prose: String = "") -> Lesson? {
    state.save(Array(Self.text(cells, prose: prose).utf8))
  }

  private func started(passed: Set<String> = []) throws -> WatchState {
    var state = WatchState(path: "a.md")
    #expect(save(&state, [:]) != nil)
    try finished(&state, passed: passed)
    return state
  }

  @Test("at first the first exercise that is not passed is current")
  func first() throws {
    #expect(try started().current?.name == "one")
    #expect(try started(passed: ["one"]).current?.name == "two")
    #expect(try started(passed: ["one", "two", "three"]).current?.name == "one")
  }

  @Test("then the one whose cell was edited last, until a key asks for another")
  func edited() throws {
    var state = try started()
    save(&state, ["three": "let a = 3"])
    #expect(state.current?.name == "three")
    try finished(&state, passed: ["three"])
    #expect(state.current?.name == "three")
    state.press(.above)
    #expect(state.current?.name == "two")
    save(&state, ["three": "let a = 3", "one": "let a = 1"])
    #expect(state.current?.name == "one")
  }

  @Test("the next exercise is the next that is not passed, from the end on from the beginning")
  func next() throws {
    var state = try started(passed: ["two"])
    state.press(.next)
    #expect(state.current?.name == "three")
    state.press(.next)
    #expect(state.current?.name == "one")
    state.press(.below)
    #expect(state.current?.name == "two")
    for _ in 0..<3 { state.press(.above) }
    #expect(state.current?.name == "one")
    var done = try started(passed: ["one", "two", "three"])
    done.press(.next)
    #expect(done.current?.name == "two")
  }

  @Test("hints are shown one by one, put away after the last, and not carried over to another exercise")
  func hints() throws {
    var state = try started()
    var shown: [Int] = []
    for _ in 0..<4 {
      state.press(.hint)
      shown.append(state.shownHints)
    }
    #expect(shown == [1, 2, 0, 1])
    state.press(.next)
    #expect(state.shownHints == 0)
  }

  @Test("what has changed is told of the last run only")
  func changes() throws {
    var state = try started()
    let exercise = try #require(state.current)
    #expect(state.change(of: exercise) == nil)
    save(&state, ["one": "let a = 1"])
    #expect(state.known.isAwaited(exercise))
    #expect(state.change(of: exercise) == nil)
    try finished(&state, passed: ["one"])
    #expect(!state.known.isAwaited(exercise))
    #expect(state.change(of: exercise).map(Words().change) == "wrong → passed")
    save(&state, ["one": "let a = 1", "two": "let a = 2"])
    try finished(&state, passed: ["one"])
    #expect(state.change(of: exercise) == nil)
  }

  @Test("to run again what nobody has edited is not called a change")
  func again() throws {
    var state = try started()
    let exercise = try #require(state.current)
    state.startRun()
    #expect(!state.known.isAwaited(exercise))
    try finished(&state)
    #expect(state.change(of: exercise) == nil)
    state.startRun()
    try finished(&state, passed: ["one"])
    #expect(state.change(of: exercise).map(Words().change) == "wrong → passed")
  }

  @Test("a faulty text keeps the results, and the next sound one is run")
  func faulty() throws {
    var state = try started()
    #expect(state.save(Array("no heading".utf8)) == nil)
    guard case .faulty(let faults, _) = state.condition else {
      Issue.record("it is \(state.condition)")
      return
    }
    #expect(faults.map(\.problem) == ["the lesson has no heading"])
    #expect(state.hasResults && state.current?.name == "one")
    #expect(save(&state, ["two": "let a = 2"]) != nil)
    #expect(state.condition == .sound)
  }

  @Test("a file that comes back as it was is not run again")
  func returned() throws {
    var state = try started()
    state.lose("No such file or directory")
    #expect(state.condition == .gone(reason: "No such file or directory"))
    #expect(save(&state, [:]) == nil)
    #expect(state.condition == .sound)
    #expect(state.progress == nil)
  }

  @Test("prose moves an exercise without changing it")
  func prose() throws {
    var state = try started()
    #expect(save(&state, [:], prose: "One.\n\nTwo.") != nil)
    #expect(state.wasIdle)
    #expect(state.grades["one"]?.exercise.cell.lines.lowerBound == 7)
    try finished(&state)
    save(&state, ["one": "let a = 1"])
    #expect(!state.wasIdle)
  }

  @Test("an exercise that is taken out of the lesson is not current any more")
  func removed() throws {
    var state = try started()
    state.press(.below)
    #expect(state.current?.name == "two")
    _ = state.save(Array(Self.text([:]).replacing("two", with: "four").utf8))
    #expect(state.current?.name == "four")
    _ = state.save(Array("# T\n".utf8))
    #expect(state.current == nil)
    for key in [WatchKey.next, .above, .below, .hint, .all] { state.press(key) }
    #expect(state.current == nil)
  }
}
