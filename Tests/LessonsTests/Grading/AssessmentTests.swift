import Grading
import Reading
import Testing

@Suite("How an answer is assessed")
struct AssessmentTests {
  private func exercise(_ starter: String, handedIn answer: String?) throws -> (Exercise, Lesson) {
    var lesson = try sampleLesson(
      "# T\n\n```swift exercise a answer=x\n\(starter)\n```\n```swift solution a\nlet x = 1\n```\n")
    lesson.exercises[0].submitted = answer.map {
      Cell(role: .exercise, name: "a", source: $0, lines: 1...3, file: "b.md")
    }
    return (lesson.exercises[0], lesson)
  }

  private static let endless = String(repeating: "// again\n", count: 40_000)

  @Test(
    "without a run: what is missing, has a blank or is too large",
    arguments: [
      ("let x = ___", nil, Grader.Subject.learner, Grade.Status.notAttempted),
      ("let x = 2", nil, .submission, .missing), ("let x = 2", "let x = ___\n", .submission, .notAttempted),
      ("let x = ___", endless, .submission, .compileError),
    ])
  func withoutRun(starter: String, answer: String?, subject: Grader.Subject, status: Grade.Status) throws {
    let (exercise, lesson) = try exercise(starter, handedIn: answer)
    guard case .grade(let grade) = exercise.assessment(of: subject, in: lesson) else {
      Issue.record("a program would run")
      return
    }
    #expect((grade.status, grade.points) == (status, 0))
    #expect(grade.problems.map(\.code) == (status == .compileError ? ["tooLargeToCompile"] : []))
  }

  @Test("an answer that no compiler sees is too large to be read", arguments: ["text", "choice", "number", "order"])
  func largeText(kind: String) throws {
    var lesson = try sampleLesson("# T\n\n```\(kind) a\n- [ ] ___ a\n```\n")
    let header = try #require(lesson.exercises.first)
    var answer = Cell(role: .exercise, name: "a", source: Self.endless, lines: 1...3, file: "b.md")
    answer.form = header.form
    lesson.exercises[0].submitted = answer
    guard case .grade(let grade) = lesson.exercises[0].assessment(of: .submission, in: lesson) else {
      Issue.record("a program would run")
      return
    }
    #expect(grade.status == .unreadable)
    #expect(grade.problems.map(\.code) == ["tooLargeToRead"])
  }

  @Test(
    "with a run: an answer, or the author's solution",
    arguments: [
      ("let x = 2", nil, Grader.Subject.learner, "let x = 2\n"), ("let x = ___", nil, .solutions, "let x = 1\n"),
      ("let x = ___", "let x = 3\n", .submission, "let x = 3\n"),
    ])
  func withRun(starter: String, answer: String?, subject: Grader.Subject, source: String) throws {
    let (exercise, lesson) = try exercise(starter, handedIn: answer)
    guard case .program(let candidate) = exercise.assessment(of: subject, in: lesson) else {
      Issue.record("nothing would run")
      return
    }
    #expect(candidate.cell.source == source)
  }
}
