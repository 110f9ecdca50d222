import Reading
import Reporting
import Testing

@Suite("An author's lesson answered in a learner's copy")
struct LearnersFileTests {
  private let text = """
    # Counting

    ```swift example
    show(1)
    ```

    ```swift exercise one answer=one points=2
    let one = ___
    ```

    ```hint one
    Begin at one.
    ```

    ```swift solution one
    let one = 1
    ```

    """

  private func joined(_ change: (String) -> String) throws -> Lesson {
    let author = try sampleLesson(text, path: ".lesson-run/book/a.md")
    return author.answered(inCopy: Array(change(LearnersCopy(of: author).text).utf8), path: "a.md")
  }

  @Test("the answer is the learner's and names their file, everything else is the author's")
  func answer() throws {
    let lesson = try joined { "Words above.\n\n" + $0.replacing("___", with: "3") }
    let exercise = try #require(lesson.exercise(named: "one"))
    #expect(exercise.cell.source == "let one = 3\n" && exercise.cell.file == "a.md" && exercise.isBegun)
    #expect(exercise.cell.lines.lowerBound == 9)
    #expect(exercise.solution?.file == ".lesson-run/book/a.md")
    #expect(exercise.points == 2 && exercise.hints.count == 1)
    #expect(lesson.path == "a.md")
  }

  @Test(
    "an exercise that was removed is missing, and a file that is none has no answers",
    arguments: ["", "# Mine\n", "\u{0}"])
  func removed(text: String) throws {
    let exercise = try #require(try joined { _ in text }.exercise(named: "one"))
    #expect(exercise.submitted == nil && !exercise.isBegun)
  }

  @Test("examples run as the learner has changed them, as long as all are there")
  func examples() throws {
    #expect(try joined { $0.replacing("show(1)", with: "show(2)") }.contextCells.map(\.source) == ["show(2)\n"])
    let without = try joined { $0.replacing("```swift example", with: "```swift") }
    #expect(without.contextCells.map(\.source) == ["show(1)\n"])
    #expect(without.contextCells.map(\.file) == [".lesson-run/book/a.md"])
  }

  @Test("a starter that is left as it is has not been begun")
  func starter() throws {
    #expect(try joined { $0 }.exercise(named: "one")?.isBegun == false)
  }
}
