import Grading
import LessonWire
import Live
import Reading
import Reporting
import Running
import Testing

@Suite("What watch shows")
struct WatchPageTests {
  private static let text = """
    # 2. Padding: how large is the map?

    ```swift exercise padded answer=a points=2
    let a = 1
    ```

    ```hint padded
    A tensor has a method that puts a border of zeros around an image. Look at how the example does it.
    ```

    ```swift exercise sized answer=b
    let b = ___
    ```

    """

  private static let place = SourceLocation(file: "lessons/02-padding.md", line: 4, column: 9)

  private func wrong(_ exercise: Exercise, at places: [Int]) -> Grade {
    var grade = Grade(exercise, .wrong)
    var scalars: [Double] = [0, 0, 0, 0, 7, 0, 0, 0, 0]
    for place in places { scalars[place] += 1 }
    grade.comparisons = [
      Comparison(
        label: "map", value: .tensor(shape: [3, 3], scalars: scalars),
        expected: .tensor(shape: [3, 3], scalars: [0, 0, 0, 0, 7, 0, 0, 0, 0]), verdict: .differs(at: places))
    ]
    return grade
  }

  private func unreadable(_ exercise: Exercise) -> Grade {
    var grade = Grade(exercise, .compileError)
    grade.problems = [
      Problem(
        "cannot convert value of type 'String' to specified type 'Tensor', whatever the compiler may think of it",
        at: Self.place, excerpt: .init(line: "let a: Tensor = \"1\"", column: 9))
    ]
    return grade
  }

  /// A state after two runs of the first exercise.
  private func state(
    _ first: @escaping (Exercise) -> Grade, _ second: @escaping (Exercise) -> Grade
  ) throws -> WatchState {
    var state = WatchState(path: "lessons/02-padding.md")
    for (text, grade) in [(Self.text, first), (Self.text.replacing("let a = 1", with: "let a = 2"), second)] {
      let saved = state.save(Array(text.utf8))
      let lesson = try #require(saved)
      let grades = [grade(lesson.exercises[0]), Grade(lesson.exercises[1], .notAttempted)]
      for grade in grades { state.grade(grade) }
      state.finish(Report(lesson: lesson, grades: grades))
    }
    return state
  }

  private func screen(_ state: WatchState, width: Int = 80, height: Int = 24, hasColour: Bool = false) -> [String] {
    let lines = WatchPage(style: Style(hasColour: hasColour, width: width)).screen(state, height: height).lines
    #expect(lines.count == height)
    return lines
  }

  private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  private func nearer() throws -> WatchState {
    try state({ wrong($0, at: [0, 1, 2, 6, 8]) }, { wrong($0, at: [0, 2, 8]) })
  }

  @Test("the exercise's table, what has changed, the score and the keys", arguments: [(80, 24), (60, 18)])
  func table(width: Int, height: Int) throws {
    var state = try nearer()
    state.press(.hint)
    try expectGolden(text(screen(state, width: width, height: height)), "watch-table-\(width).txt")
  }

  @Test("in colour")
  func colour() throws {
    try expectGolden(text(screen(try nearer(), hasColour: true)), "watch-table-colour.txt")
  }

  @Test("all exercises, the current one marked")
  func all() throws {
    var state = try nearer()
    state.press(.all)
    try expectGolden(text(screen(state, height: 12)), "watch-all.txt")
  }

  @Test("a lesson that is faulty for a moment, above the last results")
  func faulty() throws {
    var state = try nearer()
    _ = state.save(Array(Self.text.replacing("points=2", with: "point=2").utf8))
    try expectGolden(text(screen(state)), "watch-faulty.txt")
  }

  @Test("plain text, for a terminal that cannot move its cursor")
  func plain() throws {
    let state = try state({ wrong($0, at: [0]) }, unreadable)
    try expectGolden(WatchPage(style: Style()).text(state), "watch-plain.txt")
  }

  @Test("a file that is gone, and a machine that fails, are told with what to do")
  func troubles() throws {
    var state = try nearer()
    state.lose("No such file or directory")
    var lines = screen(state)
    #expect(lines[2] == "lessons/02-padding.md cannot be read: No such file or directory")
    #expect(lines[3] == "Waiting for it to come back.")
    state.fail(.file(.archiveTooLarge))
    lines = screen(state)
    #expect(lines[2...3] == ["the archive would be too large", "  split it"])
    #expect(lines[4...5] == ["", "Below are the results of an earlier save."])
  }

  @Test("what does not fit is counted, and scrolled into view no further than there is something")
  func scrolled() throws {
    var state = try state({ wrong($0, at: [0]) }, unreadable)
    let page = WatchPage(style: Style(width: 44))
    let lines = page.screen(state, height: 10).lines
    #expect(lines[0].hasPrefix("2. Padding") && lines[1].hasPrefix("  ✗ padded"))
    #expect(lines[6] == "  … 3 more lines (↓)")
    state.scroll = 1000
    let end = page.screen(state, height: 10)
    #expect(end.scroll == 2)
    #expect(end.lines[1] == "  … 3 lines above (↑)")
    #expect(end.lines[6].hasSuffix("^"))
  }

  @Test("any window is filled and never overfilled", arguments: [1, 2, 5, 11, 40], [20, 40, 200])
  func windows(height: Int, width: Int) throws {
    var state = try state({ wrong($0, at: [0]) }, unreadable)
    state.press(.hint)
    for line in screen(state, width: width, height: height) { #expect(line.count <= width, "\(line)") }
  }

  // MARK: - In a workspace

  private static let long = (1...30).map { "Line \($0) of a task that is far too long for a window." }.joined(
    separator: "\n")

  /// A lesson of a workspace in which the first exercise has been answered.
  private func workspace(
    task: String = "Put a border around it.", following: LessonList.Entry? = nil, _ grade: (Exercise) -> Grade
  ) throws -> WatchState {
    let text = Self.text.replacing("?\n\n```swift exercise padded", with: "?\n\n\(task)\n\n```swift exercise padded")
    let solution = "\n```swift solution padded\nlet a = 2\n```\n"
    let author = try sampleLesson(text + solution, path: ".lesson-run/book/02-padding.md")
    var state = WatchState(path: "02-padding.md", author: author)
    state.following = following
    let saved = state.save(Array(text.utf8))
    let lesson = try #require(saved)
    let grades = [grade(lesson.exercises[0]), Grade(lesson.exercises[1], .notAttempted)]
    for grade in grades { state.grade(grade) }
    state.finish(Report(lesson: lesson, grades: grades))
    return state
  }

  @Test("in a workspace: the task, how it went, the cause and then the table, with masks")
  func masked() throws {
    var state = try workspace { exercise in
      var grade = wrong(exercise, at: [0, 2])
      grade.mistake = "You left the border out. There are 7 of them."
      return grade
    }
    try expectGolden(text(screen(state)), "watch-workspace.txt")
    state.press(.reveal)
    try expectGolden(text(screen(state)), "watch-workspace-revealed.txt")
  }

  @Test(
    "a long task gives way: the verdict and the cause are never below the window's end", arguments: [12, 18, 24, 40])
  func longTask(height: Int) throws {
    for make in [unreadable, { self.wrong($0, at: [0, 1, 2]) }] {
      let lines = screen(try workspace(task: Self.long, make), height: height)
      let verdict = try #require(lines.firstIndex { $0.hasPrefix("  ✗ padded") })
      #expect(lines[verdict + 1].contains("error:") || lines[verdict + 1].contains("first difference:"))
      #expect(lines.contains { $0.contains("Line 30 of") } || height < 18)
    }
    if height == 24 {
      try expectGolden(text(screen(try workspace(task: Self.long, unreadable))), "watch-workspace-long.txt")
    }
  }

  @Test("a solution is shown, and a starter put back, by a second press only")
  func confirmed() throws {
    var state = try workspace { wrong($0, at: [0]) }
    for key in [WatchKey.solution, .hint, .solution] {
      state.press(key)
      #expect(!state.showsSolution)
    }
    #expect(screen(state).contains { $0.contains("Press s again") })
    state.press(.solution)
    #expect(screen(state).contains { $0.hasSuffix("let a = 2") })
    state.press(.reset)
    #expect(state.isConfirmed(.reset))
    #expect(screen(state).contains { $0.contains("Press R again") })
    state.press(.below)
    #expect(!state.isConfirmed(.reset) && !state.showsSolution)
  }

  @Test("at a lesson's end it is said what comes next")
  func end() throws {
    func lines(_ following: LessonList.Entry?) throws -> [String] {
      var state = try workspace(following: following) { Grade($0, .passed) }
      let lesson = try #require(state.lesson)
      let grades = lesson.exercises.map { Grade($0, .passed) }
      for grade in grades { state.grade(grade) }
      state.finish(Report(lesson: lesson, grades: grades))
      return screen(state)
    }
    #expect(
      try lines(.init(name: "03-images.md", title: "3. Images")).contains("Done. N goes on to 03-images.md: 3. Images"))
    #expect(try lines(nil).contains("Done: this was the last lesson."))
  }

  @Test("the lessons to choose from")
  func list() throws {
    var state = try workspace { Grade($0, .passed) }
    state.list = LessonList(
      [
        .init(name: "01-convolution.md", title: "1. Convolution: how a network looks for a pattern", begun: (6, 6)),
        .init(name: "02-padding.md", title: "2. Padding", begun: (1, 12)), .init(name: "03-images.md", title: ""),
      ], at: "02-padding.md")
    state.press(.scrollDown)
    #expect(state.list?.chosen?.name == "03-images.md")
    for _ in 0..<5 { state.press(.scrollUp) }
    try expectGolden(text(screen(state, height: 12)), "watch-lessons.txt")
    state.press(.list)
    #expect(state.list == nil)
  }
}
