import Reading
import Reporting
import Testing

@Suite("Nothing that a student writes is lost without a word")
struct TextHandInTests {
  private static let lesson = """
    # T

    ```text why points=2
    ___
    ```

    ```rubric why
    - [ ] a reason (2 points)
    ```

    ## Next

    A sentence of the lesson.

    ```swift exercise sum answer=sum
    let sum: Int = ___
    ```

    ```swift solution sum
    let sum = 1
    ```

    The end.

    """

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// In the place of the text's block.
    var block: String
    var answer: String
    var remarks: [String] = []
    /// What stands between the two exercises.
    var between = "\n## Next\n\nA sentence of the lesson.\n\n"
  }

  private static let early = "ends the answer to 'why'"
  private static let outside = "below the block of 'why', down to line"

  @Test(
    "A text is read to its end, whatever fences are in it",
    arguments: [
      Case(testDescription: "no fence", block: "```text why\nSo.\n```", answer: "So.\n"),
      Case(
        testDescription: "code between bare fences", block: "```text why\nAs in\n```\nlet x = 1\n```\nyou see.\n```",
        answer: "As in\n```\nlet x = 1\n```\nyou see.\n", remarks: [early]),
      Case(
        testDescription: "code with its language", block: "```text why\nAs in\n```swift\nlet x = 1\n```\nyou see.\n```",
        answer: "As in\n```swift\nlet x = 1\n```\nyou see.\n", remarks: [early]),
      Case(
        testDescription: "nothing but code", block: "```text why\n```swift\nlet x = 1\n```\n```",
        answer: "```swift\nlet x = 1\n```\n", remarks: [early]),
      Case(
        testDescription: "another language between bare fences",
        block: "```text why\n```\na\n```\nb\n```python\nx\n```\nc\n```",
        answer: "```\na\n```\nb\n```python\nx\n```\nc\n", remarks: [early]),
      Case(
        testDescription: "the fence of a released copy",
        block: "````text why\nAs in\n```\nlet x = 1\n```\nyou see.\n````",
        answer: "As in\n```\nlet x = 1\n```\nyou see.\n"),
      Case(
        testDescription: "a released copy's, with code first", block: "````text why\n```swift\nlet x = 1\n```\n````",
        answer: "```swift\nlet x = 1\n```\n"),
      Case(
        testDescription: "a sentence of the lesson in it",
        block: "```text why\nYou say\n```\nA sentence of the lesson.\n```\nwhich I doubt.\n```",
        answer: "You say\n```\nA sentence of the lesson.\n```\nwhich I doubt.\n", remarks: [early]),
      Case(
        testDescription: "all of it below the block", block: "```text why\n___\n```\n\nBecause it is.", answer: "___\n",
        remarks: [outside]),
      Case(
        testDescription: "a fence that is never closed", block: "```text why\nAs in\n```\nlet x = 1\nyou see.",
        answer: "As in\n", remarks: [outside]),
      Case(
        testDescription: "in a copy whose prose is another",
        block: "```text why\nAs in\n```\nlet x = 1\n```\nyou see.\n```",
        answer: "As in\n```\nlet x = 1\n```\nyou see.\n", remarks: [early],
        between: "\n## Next\n\nAnother sentence.\n\n"),
      Case(testDescription: "nothing below", block: "```text why\nSo.\n```", answer: "So.\n", between: "\n"),
    ])
  func text(_ example: Case) throws {
    let submission = try read(
      "# T\n\n\(example.block)\n\(example.between)```swift exercise sum answer=sum\nlet sum: Int = 5\n```\n\nThe end.\n"
    )
    #expect(submission.cells["why"]?.source == example.answer)
    #expect(submission.cells["sum"]?.source == "let sum: Int = 5\n")
    let words = submission.remarks.map(Words().remark)
    #expect(words.count == example.remarks.count, "\(words)")
    for (word, part) in zip(words, example.remarks) { #expect(word.contains(part), "\(words)") }
  }

  @Test(
    "What goes on behind a fence in code, or stands below a cell without an answer, is told",
    arguments: [
      Case(testDescription: "an answer", block: "let sum: Int = 5\n```", answer: "let sum: Int = 5\n"),
      Case(
        testDescription: "words about an answer", block: "let sum: Int = 5\n```\n\nI see.", answer: "let sum: Int = 5\n"
      ),
      Case(
        testDescription: "a text with a fence", block: "let a = \"\"\"\n```\nx\n\"\"\"\nlet sum: Int = 5\n```",
        answer: "let a = \"\"\"\n", remarks: ["below the block of 'sum', down to line 15,"]),
      Case(
        testDescription: "an answer below the cell", block: "let sum: Int = ___\n```\n\nlet sum = 5",
        answer: "let sum: Int = ___\n", remarks: ["below the block of 'sum', down to line 13,"]),
    ])
  func code(_ example: Case) throws {
    let submission = try read(
      "# T\n\n```text why\nSo.\n```\n\n## Next\n\n```swift exercise sum answer=sum\n\(example.block)\n\nThe end.\n")
    #expect(submission.cells["sum"]?.source == example.answer)
    let words = submission.remarks.map(Words().remark)
    #expect(words.count == example.remarks.count, "\(words)")
    for (word, part) in zip(words, example.remarks) { #expect(word.contains(part), "\(words)") }
  }

  private func read(_ text: String) throws -> Submission {
    let lesson = try LessonReader.read(Array(Self.lesson.utf8), path: "T.md")
    return Submission(Array(text.utf8), path: "in/ada.md", answering: lesson)
  }

  @Test("A learner's copy has longer fences around texts")
  func released() throws {
    let lesson = try LessonReader.read(Array(Self.lesson.utf8), path: "T.md")
    let copy = LearnersCopy(of: lesson).text
    #expect(copy.hasPrefix("# T\n\n````text why points=2\n___\n````\n\n## Next\n\nA sentence"))
    #expect(Submission(Array(copy.utf8), path: "ada.md", answering: lesson).remarks.isEmpty)
    #expect(try LessonReader.read(Array(copy.utf8), path: "T.md").exercises.map(\.name) == ["why", "sum"])
  }

  @Test("An answer that has fences is written with longer ones around it")
  func written() throws {
    let lesson = try LessonReader.read(Array(Self.lesson.utf8), path: "T.md")
    let answer = "As in\n````\nx\n````\n"
    let starter = try #require(lesson.exercise(named: "why")?.starter)
    let text = try #require(lesson.text(with: answer, in: starter.id))
    #expect(text.contains("\n`````text why points=2\n\(answer)`````\n"))
    let copy = try #require(
      lesson.text(ofCopy: Array(LearnersCopy(of: lesson).text.utf8), with: answer, in: starter.id))
    #expect(copy.contains("\n`````text why points=2\n\(answer)`````\n"))
  }
}
