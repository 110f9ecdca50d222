import Grading
import Reading
import Running
import Testing

@Suite("Answers compiled into one library")
struct CompilationUnitTests {
  private func unit(_ lesson: Lesson, answering exercises: [Exercise]) -> AnswerGroup? {
    let preambles = lesson.exercises.map { ($0.name, Preamble(before: $0, in: lesson)) }
    return AnswerGroup(
      of: exercises.map { AnswerProgram($0, in: lesson) },
      after: Dictionary(uniqueKeysWithValues: preambles).compactMapValues(\.self), in: lesson)
  }

  /// The names of the exercises in each file of a student who answers all.
  private func files(_ lesson: Lesson) -> [[String]] {
    unit(lesson, answering: lesson.exercises)?.files.map { $0.answers.map(\.candidate.exercise.name) } ?? []
  }

  private func lesson(_ parts: String...) throws -> Lesson {
    try sampleLesson("# T\n\n" + parts.map { "```swift \($0)\n```\n" }.joined(separator: "\n"))
  }

  private func understood(_ parts: String...) async throws -> Lesson {
    try await understoodLesson("# T\n\n" + parts.map { "```swift \($0)\n```\n" }.joined(separator: "\n"))
  }

  private func exercise(_ name: String, _ options: String = "") -> String {
    "exercise \(name) answer=a \(options)\nlet a = 1"
  }

  private func solution(_ name: String) -> String { "solution \(name)\nlet a = 2" }

  @Test("answers below the same examples stand in one file")
  func together() throws {
    #expect(files(try lesson("example\nlet e = 1", exercise("a"), exercise("b"), exercise("c"))) == [["a", "b", "c"]])
  }

  @Test("an answer that needs another's solution, if only by way of a third, does not stand beside that other's answer")
  func needs() throws {
    let lesson = try lesson(
      exercise("a"), solution("a"), exercise("b", "needs=a"), solution("b"), exercise("c"), exercise("d", "needs=b"))
    #expect(files(lesson) == [["a", "c"], ["b"], ["d"]])
    for file in unit(lesson, answering: lesson.exercises)?.files ?? [] {
      let others = Set(file.answers.map(\.candidate.exercise.name))
      let solutions = file.preamble.program.sections.filter { $0.cell.role == .solution }
      #expect(others.isDisjoint(with: solutions.compactMap(\.cell.name)))
      #expect(!file.program.sections.contains { $0.cell.role == .solution })
    }
  }

  @Test("answers between different examples are kept apart: each sees just what it sees alone")
  func examples() throws {
    let lesson = try lesson(
      exercise("a"), "example\nlet e = 1", exercise("b"), exercise("c"), "setup\nlet f = 2", exercise("d"))
    #expect(files(lesson) == [["a"], ["b", "c"], ["d"]])
  }

  @Test("of several answers in a file one is chosen, a single one needs no choice")
  func choice() throws {
    func chooses(_ lesson: Lesson) -> [Bool]? {
      unit(lesson, answering: lesson.exercises)?.files.map { $0.program.source.contains("if __lessonStarts(") }
    }
    #expect(chooses(try lesson(exercise("a"), exercise("b"))) == [true])
    #expect(chooses(try lesson(exercise("a"), "example\nlet e = 1", exercise("b"))) == [false, false])
  }

  @Test("there is no unit of nothing")
  func nothing() async throws {
    #expect(unit(try lesson(exercise("a")), answering: []) == nil)
    #expect(unit(try await understood("example\nprivate let e = 1", exercise("a")), answering: []) == nil)
  }

  @Test("an answer below code that must be in the same file is left out")
  func withoutPreamble() async throws {
    #expect(files(try await understood(exercise("a"), "example\nprivate let e = 1", exercise("b"))) == [["a"]])
  }

  @Test("equal answers to one exercise are one program, others are not")
  func programs() throws {
    let lesson = try lesson(exercise("a"), exercise("b"))
    var other = lesson.exercises[0]
    other.cell.lines = 40...42
    #expect(
      AnswerProgram(lesson.exercises[0], in: lesson).program.source == AnswerProgram(other, in: lesson).program.source)
    other.cell.source += "\n"
    #expect(
      AnswerProgram(lesson.exercises[0], in: lesson).program.source != AnswerProgram(other, in: lesson).program.source)
  }
}
