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

@Suite("Code put into one cell of a learner's copy")
struct CopyEditTests {
  private static let text = """
    # Counting

    ```swift example
    show(1)
    ```

    ```swift exercise one answer=one points=2
    let one = ___
    ```

    ```swift solution one
    let one = 1
    ```

    ```swift exercise two answer=two
    let two = ___
    ```

    ```swift solution two
    let two = 2
    ```

    """

  private let author: Lesson
  private let copy: String

  init() throws {
    author = try sampleLesson(Self.text, path: ".lesson-run/book/a.md")
    copy = LearnersCopy(of: author).text
  }

  private func edited(_ copy: String, _ id: CellID = CellID(.exercise, "one"), _ source: String = "let one = 1")
    -> String?
  {
    author.text(ofCopy: Array(copy.utf8), with: source, in: id)
  }

  @Test("every other byte stays, whatever has become of the copy")
  func bytes() {
    let changes: [(String) -> String] = [
      { $0 }, { "Mine é.\n\n" + $0.replacing("# Counting", with: "Counting") }, { $0.replacing("\n", with: "\r\n") },
      { $0.replacing("let two = ___", with: "let two = 7\n// mine") },
      // Nothing of the other exercise, and no end to the last line.
      { String($0.prefix($0.firstRange(of: "\n\n```swift exercise two")?.lowerBound.utf16Offset(in: $0) ?? 0)) },
    ]
    for change in changes {
      let old = change(copy)
      #expect(edited(old) == old.replacing("let one = ___", with: "let one = 1"), "\(old)")
    }
    #expect(
      edited(copy, CellID(.example), "show(2)\n\nshow(3)\n") == copy.replacing("show(1)", with: "show(2)\n\nshow(3)"))
  }

  @Test("an answer that is not there any more is put at the end, also into an empty file")
  func missing() {
    let cell = "```swift exercise one answer=one points=2\nlet one = 1\n```\n"
    #expect(edited("") == cell)
    #expect(edited("# Mine") == "# Mine\n\n" + cell)
  }

  @Test("a cell whose fences are damaged gets new ones")
  func damaged() throws {
    let old = copy.replacing("```swift exercise one answer=one points=2", with: "``` Swift Exercise one")
    let new = try #require(edited(old))
    #expect(
      author.answered(inCopy: Array(new.utf8), path: "a.md").exercise(named: "one")?.cell.source == "let one = 1\n")
    #expect(new.contains("let two = ___"))
  }

  @Test("an answer may become empty, and be written again")
  func empty() throws {
    let cleared = try #require(edited(copy, CellID(.exercise, "one"), ""))
    #expect(edited(cleared) == copy.replacing("let one = ___", with: "let one = 1"))
  }

  @Test(
    "what would end its block, cells that learners do not have, and bytes that are no text are refused",
    arguments: [
      (CellID(.exercise, "one"), "let one = 1\n```\n\n# More\n"),
      (CellID(.exercise, "one"), "let one = 1\n```\n\n```swift exercise two\nlet two = 2"),
      (CellID(.exercise, "none"), "let one = 1"), (CellID(.solution, "one"), "let one = 1"),
      (CellID(.example, ordinal: 2), "show(2)"), (CellID(.example), "show(2)\n```\n\n```swift example\nshow(3)"),
    ])
  func refused(id: CellID, source: String) {
    #expect(edited(copy, id, source) == nil)
    #expect(author.text(ofCopy: [0xFF] + Array(copy.utf8), with: "let one = 1", in: CellID(.exercise, "one")) == nil)
  }
}
