import Reading
import Testing

@Suite("What a student handed in")
struct SubmissionTests {
  private let lesson: Lesson

  init() throws {
    lesson = try sampleLesson(
      "# T\n\n"
        + ["first", "second", "third-one"].map { "```swift exercise \($0) answer=a\nlet a = ___\n```\n" }
        .joined(separator: "\n"))
  }

  private func read(_ text: String) -> Submission { read(bytes: Array(text.utf8)) }

  private func read(bytes: [UInt8]) -> Submission { Submission(bytes, path: "in/ada.md", answering: lesson) }

  private func sources(_ text: String) -> [String: String] { read(text).cells.mapValues(\.source) }

  private static let answer = "```swift exercise first\nlet a = 1\n```\n"

  @Test("cells are taken by name, in any order, each with its place; all else is left aside")
  func byName() {
    let submission = read(
      """
      # Not the lesson's title

      ```swift exercise second
      let b = 2

      ```

      ```swift solution first
      let a = "forged"
      ```

      ```swift check first
      answer("a", 1)
      ```

      ```swift
      let a = "a listing"
      ```

      ```swift exercise first
      let a = 1
      ```
      """)
    #expect(submission.cells.mapValues(\.source) == ["first": "let a = 1\n", "second": "let b = 2\n\n"])
    #expect(submission.cells["first"]?.lines == 20...22)
    #expect(submission.cells["first"]?.file == "in/ada.md")
    #expect(submission.problems.isEmpty)
  }

  @Test(
    "forms of one cell",
    arguments: [
      answer, answer.replacing("\n", with: "\r\n"), "\u{FEFF}" + answer, answer.replacing("```", with: "~~~~"),
      "- " + answer.replacing("\n", with: "\n  "), answer.split(separator: "\n").map { "> \($0)\n" }.joined(),
      "1. a\n   > " + answer.replacing("\n", with: "\n   > "), "   " + answer, "text\n" + answer + "text\n",
      answer.replacing("exercise first", with: "exercise first points=99 answer=b timeout=3600 needs=second"),
      answer.replacing("swift exercise first", with: " swift\texercise  first "), String(answer.dropLast(1)),
    ])
  func forms(text: String) {
    let submission = read(text)
    #expect(submission.cells.mapValues(\.source) == ["first": "let a = 1\n"])
    #expect(submission.problems.isEmpty)
  }

  @Test("options that a student wrote change nothing")
  func options() throws {
    let submission = read("```swift exercise first points=99 answer=b timeout=3600\nlet a = 1\n```\n")
    let exercise = try #require(lesson.answered(by: submission).exercises.first)
    #expect(exercise.points == 1 && exercise.answer == "a" && exercise.timeout == 5)
    #expect(exercise.cell.source == "let a = 1\n")
  }

  @Test("tabs and blanks within a cell stay as they are")
  func tabs() {
    #expect(sources("```swift exercise first\n\tlet a = 1 \n\n  \n```\n") == ["first": "\tlet a = 1 \n\n  \n"])
  }

  @Test("an exercise that was left out keeps its starter")
  func leftOut() {
    let answered = lesson.answered(by: read(Self.answer))
    #expect(answered.exercises.map(\.cell.hasBlank) == [false, true, true])
    #expect(answered.exercises.map(\.cell.file) == ["in/ada.md", nil, nil])
  }

  @Test(
    "what is strange about a file is told, and the rest of it is graded",
    arguments: [
      (
        "```swift exercise frist\nlet a = 1\n```\n" + answer,
        "line 1: this lesson has no exercise of that name; did you mean 'first'?"
      ),
      ("```swift exercise unlike-any\nlet a = 1\n```\n" + answer, "line 1: this lesson has no exercise of that name"),
      ("```swift exercise first\nlet a = 1\n", "line 1: this block is never closed; end it with a line of ```"),
      (answer + "\n~~~\n\0\n~~~\n", "line 6: a NUL byte; save the file as UTF-8 text"),
    ])
  func problems(text: String, problem: String) {
    let submission = read(text)
    #expect(submission.problems == [problem])
    #expect(submission.cells["first"]?.source == "let a = 1\n")
  }

  @Test("a fence that is forgotten swallows the next cell, and both are told of")
  func swallowed() {
    let submission = read(
      "```swift exercise first\nlet a = 1\n\n```swift exercise second\nlet b = 2\n```\n")
    #expect(submission.cells.mapValues(\.source) == ["first": "let a = 1\n\n", "second": "let b = 2\n"])
    #expect(
      submission.problems == [
        "line 1: this block is not closed before line 4 opens the next one; end it with a line of ```"
      ])
  }

  @Test("bytes that are not UTF-8 are told of with their place")
  func notText() {
    let submission = read(bytes: Array("# é\n\n".utf8) + [0x61, 0xE9, 0x0A, 0x0A] + Array(Self.answer.utf8))
    #expect(submission.problems == ["line 3: the byte 0xE9 is not UTF-8; save the file as UTF-8 text"])
    #expect(submission.cells["first"]?.source == "let a = 1\n")
  }

  @Test("an empty file has no cells", arguments: ["", " \n\t\r\n", "\u{FEFF}\n"])
  func empty(text: String) {
    let submission = read(text)
    #expect(submission.cells.isEmpty)
    #expect(submission.problems == ["the file is empty"])
  }

  @Test(
    "what is no text is called what it is, whatever its name says",
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0], "a picture"), (Array("GIF89a".utf8), "a picture"),
      ([0x89, 0x50, 0x4E, 0x47], "a picture"),
      ([0, 0, 0, 24] + Array("ftypheic".utf8), "a picture"), ([0x37, 0x7A, 0xBC, 0xAF], "a compressed file"),
      (Array("Rar!".utf8), "a compressed file"), ([0x50, 0x4B, 5, 6], "a zip archive"),
      ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "a binary file"),
    ] as [([UInt8], String)])
  func notText(beginning: [UInt8], name: String) {
    let submission = read(bytes: beginning + [UInt8](repeating: 0, count: 40) + [0x41, 0x0A])
    #expect(submission.problems == ["the file is \(name), not plain text: save it as plain text and hand it in again"])
    #expect(!submission.isReadable)
  }

  @Test(
    "text with nothing of the lesson in it says so",
    arguments: ["# Another lesson\n", "<p>42</p>", "```swift\nlet z = 1\n```\n"])
  func nothing(text: String) {
    #expect(
      read(text).problems == [
        "none of this lesson's exercises is in the file: hand in the lesson itself, with the answers in it"
      ])
  }

  @Test("a file of up to 4 MiB is read, a larger one is not")
  func size() {
    let filling = String(repeating: "x", count: (4 << 20) - Self.answer.utf8.count)
    #expect(read(Self.answer + filling).cells.count == 1)
    let larger = read(Self.answer + filling + "x")
    #expect(larger.cells.isEmpty)
    #expect(larger.problems == ["the file is larger than 4 MiB: it was not read"])
  }

  @Test("quotes nested without end are refused, not followed")
  func nesting() {
    let submission = read(String(repeating: "> ", count: 5000) + Self.answer)
    #expect(submission.cells.isEmpty)
    #expect(submission.problems == ["the file's quotes and lists are nested too deeply: it was not read"])
  }

  @Test("of very many problems the first twenty are told")
  func manyProblems() {
    let text = (1...50).map { "```swift exercise none-\($0)\n```\n" }.joined(separator: "\n")
    #expect(read(text).problems.count == 20)
  }
}
