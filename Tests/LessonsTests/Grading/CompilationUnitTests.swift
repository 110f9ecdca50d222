import Lessons
import Testing

@Suite("Answers compiled into one library")
struct CompilationUnitTests {
  /// The names of the exercises in each unit of a student who answers all.
  private func units(_ lesson: Lesson) throws -> [[String]] {
    let attempts = lesson.exercises.map { Attempt($0, in: lesson) }
    return CompilationUnit.units(of: attempts, in: lesson).map { $0.attempts.map(\.candidate.exercise.name) }
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
    #expect(try units(lesson) == [["a", "c"], ["b"], ["d"]])
    for unit in CompilationUnit.units(of: lesson.exercises.map { Attempt($0, in: lesson) }, in: lesson) {
      for attempt in unit.attempts {
        let needed = "needed/\(attempt.candidate.tag)/"
        let others = Set(unit.attempts.map(\.candidate.exercise.name))
        let solutions = unit.program.sections.filter { $0.tag.hasPrefix(needed) }.compactMap(\.cell.name)
        #expect(others.isDisjoint(with: solutions))
      }
    }
  }

  @Test("answers between different examples are kept apart: each sees just what it sees alone")
  func examples() throws {
    let lesson = try lesson(
      exercise("a"), "example\nlet e = 1", exercise("b"), exercise("c"), "setup\nlet f = 2", exercise("d"))
    #expect(try units(lesson) == [["a"], ["b", "c"], ["d"]])
  }

  @Test("an answer by itself is the program that it would be anyhow")
  func alone() throws {
    let lesson = try lesson(exercise("a"))
    let attempt = Attempt(lesson.exercises[0], in: lesson)
    #expect(CompilationUnit.units(of: [attempt], in: lesson).map(\.program) == [attempt.program])
    #expect(CompilationUnit.units(of: [], in: lesson).isEmpty)
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
