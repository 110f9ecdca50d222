import Lessons
import Testing

@Suite("Answers compiled into one library")
struct CompilationUnitTests {
  /// A student's units who answers all exercises.
  private func allUnits(_ lesson: Lesson) -> [CompilationUnit] {
    let preambles = lesson.exercises.map { ($0.name, Preamble(before: $0, in: lesson)) }
    return CompilationUnit.units(
      of: lesson.exercises.map { Attempt($0, in: lesson) },
      after: Dictionary(uniqueKeysWithValues: preambles).compactMapValues(\.self), in: lesson)
  }

  /// The names of the exercises in each of them.
  private func units(_ lesson: Lesson) -> [[String]] {
    allUnits(lesson).map { $0.attempts.map(\.candidate.exercise.name) }
  }

  private func lesson(_ parts: String...) throws -> Lesson {
    try sampleLesson("# T\n\n" + parts.map { "```swift \($0)\n```\n" }.joined(separator: "\n"))
  }

  private func exercise(_ name: String, _ options: String = "") -> String {
    "exercise \(name) answer=a \(options)\nlet a = 1"
  }

  private func solution(_ name: String) -> String { "solution \(name)\nlet a = 2" }

  @Test("answers below the same examples are compiled together")
  func together() throws {
    #expect(try units(lesson("example\nlet e = 1", exercise("a"), exercise("b"), exercise("c"))) == [["a", "b", "c"]])
  }

  @Test("an answer that needs another's solution, if only by way of a third, does not stand beside that other's answer")
  func needs() throws {
    let lesson = try lesson(
      exercise("a"), solution("a"), exercise("b", "needs=a"), solution("b"), exercise("c"), exercise("d", "needs=b"))
    #expect(units(lesson) == [["a", "c"], ["b"], ["d"]])
    for unit in allUnits(lesson) {
      let others = Set(unit.attempts.map(\.candidate.exercise.name))
      let sections = unit.preamble.program.sections + unit.program.sections
      #expect(others.isDisjoint(with: sections.filter { $0.cell.role == .solution }.compactMap(\.cell.name)))
    }
  }

  @Test("answers between different examples are kept apart: each sees just what it sees alone")
  func examples() throws {
    let lesson = try lesson(
      exercise("a"), "example\nlet e = 1", exercise("b"), exercise("c"), "setup\nlet f = 2", exercise("d"))
    #expect(units(lesson) == [["a"], ["b", "c"], ["d"]])
  }

  @Test("of several answers in a library one is chosen, a single one needs no choice")
  func choice() throws {
    let (several, single) = (try lesson(exercise("a"), exercise("b")), try lesson(exercise("a")))
    #expect(allUnits(several).map { $0.program.source.contains("if __lessonSelects(") } == [true])
    #expect(allUnits(single).map { $0.program.source.contains("if __lessonSelects(") } == [false])
  }

  @Test("an answer below code that must be in the same file is in no library with others")
  func withoutPreamble() throws {
    #expect(try units(lesson(exercise("a"), "example\nprivate let e = 1", exercise("b"))) == [["a"]])
  }

  @Test("equal answers to one exercise are one program, others are not")
  func programs() throws {
    let lesson = try lesson(exercise("a"), exercise("b"))
    var other = lesson.exercises[0]
    other.cell.lines = 40...42
    #expect(Attempt(lesson.exercises[0], in: lesson).program.source == Attempt(other, in: lesson).program.source)
    other.cell.source += "\n"
    #expect(Attempt(lesson.exercises[0], in: lesson).program.source != Attempt(other, in: lesson).program.source)
  }
}
