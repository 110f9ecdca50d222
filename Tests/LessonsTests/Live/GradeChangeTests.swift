import Grading
import LessonWire
import Live
import Reading
import Reporting
import Testing

@Suite("What has changed since the last run")
struct GradeChangeTests {
  private let exercise = Exercise(
    name: "sum", cell: Cell(role: .exercise, name: "sum", source: "let a = 1\n", lines: 3...5), contextCount: 0)

  /// A grade whose table of 3 × 3 differs from the expected one at the first cells.
  private func wrong(_ count: Int, by difference: Double = 1) -> Grade {
    var grade = Grade(exercise, count == 0 ? .passed : .wrong)
    let value = (0..<9).map { $0 < count ? difference : 0 }
    grade.comparisons = [
      Comparison(
        label: "map", value: .tensor(shape: [3, 3], scalars: value),
        expected: .tensor(shape: [3, 3], scalars: [Double](repeating: 0, count: 9)),
        verdict: count == 0 ? .equal : .differs(at: Array(0..<count)))
    ]
    return grade
  }

  private func failed(_ status: Grade.Status, _ message: String) -> Grade {
    var grade = Grade(exercise, status)
    grade.problems = [Problem(message)]
    return grade
  }

  private func words(_ before: Grade, _ after: Grade, isEdited: Bool = true) -> String? {
    GradeChange(from: before, to: after, isEdited: isEdited).map(Words().change)
  }

  @Test("another status, and how far it is to the right answer")
  func status() {
    #expect(words(wrong(5), wrong(0)) == "wrong → passed")
    #expect(words(Grade(exercise, .notAttempted), wrong(3)) == "not attempted → wrong: 3 of 9 cells differ")
    #expect(words(wrong(3), failed(.compileError, "cannot find 'b'")) == "wrong → compile error")
    #expect(words(failed(.timedOut, "still running"), wrong(1)) == "timed out → wrong: 1 of 9 cells differs")
  }

  @Test("more or fewer cells that differ")
  func cells() {
    #expect(words(wrong(5), wrong(3)) == "3 of 9 cells differ, before 5")
    #expect(words(wrong(1), wrong(9)) == "9 of 9 cells differ, before 1")
    #expect(words(wrong(3), wrong(3, by: 2)) == "3 of 9 cells differ, as before, but other values")
  }

  @Test("another error, or the same")
  func errors() {
    let error = failed(.crashed, "Index out of range")
    #expect(words(error, failed(.crashed, "Division by zero")) == "another error than before")
    #expect(words(error, error) == "the same error")
  }

  @Test("an edit that changes nothing is told; an exercise that was not edited is not spoken of")
  func nothing() {
    #expect(words(wrong(3), wrong(3)) == "the same values")
    #expect(words(wrong(3, by: .nan), wrong(3, by: .nan)) == "the same values")
    #expect(words(wrong(0), wrong(0)) == "still passed")
    #expect(words(wrong(3), wrong(3), isEdited: false) == nil)
    #expect(words(Grade(exercise, .notAttempted), Grade(exercise, .notAttempted)) == nil)
  }

  @Test("single values are not counted as cells, and hidden ones not at all")
  func uncounted() {
    var before = Grade(exercise, .partial)
    before.points = 0.5
    before.comparisons = [
      Comparison(label: "a", value: .number(2), expected: .number(1), verdict: .differs(at: [0])),
      Comparison(label: "b", value: .number(2), expected: .number(9), verdict: .differs(at: [0]), isHidden: true),
    ]
    var after = before
    after.comparisons[0].value = .number(3)
    #expect(words(before, after) == "other values than before")
    after.points = 0.75
    #expect(words(before, after) == "0.75 points, before 0.5")
  }
}
