import Reading
import Testing

@Suite("A lesson is read block by block, and its exercises are put together")
struct ReadingLessonTests {
  static let text = """
    Before the title.

    Sums *and* `means`
    ==================

    Prose on
    two lines.

    ```swift setup
    let values = [1.0, 2, 4]
    ```

    ```swift example
    print(values.count)
    ```

    It prints:

    ```output
    3
    ```

    ```math
    \\bar x = \\frac 1 n \\sum_i x_i
    ```

    ```swift
    let shown = true
    ```

    ````python x=1
    ```swift exercise not-one
    ```
    ````

    ```swift exercise sum points=2.5 answer=sum
    let sum = ___
    ```

    ```hint sum
    Use **reduce**.
    ```

    ```swift mistake sum
    // You counted.
    //
    /// The sum adds the *values*.
    let sum = 3  // not this
    ```

    ```swift solution sum
    let sum = values.reduce(0, +)
    ```

    ~~~swift example
    let late = 1
    ~~~

    - A list
      ```swift
      shown()
      ```

    > ## No heading of the lesson

    ## Means ##

    ```swift exercise mean tolerance=1e-3 timeout=0.5 needs=sum
    ```

    ```swift check mean
    answer("mean", mean)
    ```

    ```swift check mean hidden
    answer("again", mean)
    ```

    ```swift solution mean
    let mean = sum / 3
    ```

    ```swift exercise both needs=mean answer=both
    ```
    """

  @Test("Every block is a segment, in order")
  func segments() throws {
    let lesson = try lesson(Self.text)
    #expect(
      lesson.segments.map(\.kind) == [
        "prose", "heading", "prose", "setup", "example", "prose", "output", "math", "listing swift", "listing python",
        "exercise", "hint", "mistake", "solution", "example", "prose", "prose", "heading", "exercise", "check", "check",
        "solution", "exercise",
      ])
    #expect(lesson.path == "lesson.md")
    #expect(lesson.text == Self.text)
  }

  @Test("The title is the first heading, without marks")
  func title() throws {
    #expect(try lesson(Self.text).title == "Sums and means")
    #expect(try lesson("#\n## Second\n").title == "Second")
  }

  @Test("Prose keeps its Markdown; code, output and formulas lose their fences")
  func blocks() throws {
    let segments = try lesson(Self.text).segments
    #expect(segments[2] == .prose(Block(text: "Prose on\ntwo lines.", lines: 6...7)))
    #expect(segments[6] == .output(Block(text: "3\n", lines: 19...21)))
    #expect(segments[7] == .math(Block(text: "\\bar x = \\frac 1 n \\sum_i x_i\n", lines: 23...25)))
    #expect(segments[17] == .heading(Heading(level: 2, text: "Means", lines: 66...66)))
    #expect(segments[15] == .prose(Block(text: "- A list\n  ```swift\n  shown()\n  ```", lines: 59...62)))
  }

  @Test("A cell knows its code and its lines")
  func cells() throws {
    let cells = try lesson(Self.text).contextCells
    #expect(cells.map(\.source) == ["let values = [1.0, 2, 4]\n", "print(values.count)\n", "let late = 1\n"])
    #expect(cells.map(\.lines) == [9...11, 13...15, 55...57])
    #expect(cells.map(\.firstSourceLine) == [10, 14, 56])
  }

  @Test("An exercise has its options, or the usual ones, and all its parts")
  func exercises() throws {
    let lesson = try lesson(Self.text)
    #expect(lesson.exercises.map(\.name) == ["sum", "mean", "both"])
    let sum = try #require(lesson.exercise(named: "sum"))
    #expect((sum.points, sum.tolerance, sum.timeout) == (2.5, 1e-6, 5))
    #expect(sum.answer == "sum")
    #expect(sum.contextCount == 2)
    #expect(sum.cell.source == "let sum = ___\n")
    #expect(sum.solution?.source == "let sum = values.reduce(0, +)\n")
    #expect(sum.mistakes.map(\.advice) == ["You counted. The sum adds the *values*."])
    #expect(sum.hints.map(\.markdown) == ["Use **reduce**.\n"])
    let mean = try #require(lesson.exercise(named: "mean"))
    #expect((mean.points, mean.tolerance, mean.timeout) == (1, 1e-3, 0.5))
    #expect(mean.contextCount == 3)
    #expect(mean.checks.map(\.isHidden) == [false, true])
    #expect(lesson.exercise(named: "mode") == nil)
  }

  @Test("What an exercise needs, and what that needs, stands in the order in which it runs")
  func needs() throws {
    #expect(try lesson(Self.text).exercises.map(\.needs) == [[], ["sum"], ["sum", "mean"]])
  }

  @Test("An exercise's parts may stand above it")
  func order() throws {
    let lesson = try lesson("# T\n```hint a\nx\n```\n```swift check a\n1\n```\n```swift exercise a\n```\n")
    #expect(lesson.exercises.map(\.checks.count) == [1])
    #expect(lesson.exercises.map(\.hints.count) == [1])
  }

  // MARK: - Bytes and marks

  @Test("Any line ends read alike", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ lineEnd: String) throws {
    let text = Self.text.replacing("\n", with: lineEnd)
    let lesson = try lesson(text)
    let usual = try LessonReader.read(Array(Self.text.utf8), path: "lesson.md")
    #expect(lesson.segments == usual.segments)
    #expect(lesson.exercises == usual.exercises)
    #expect(Array(lesson.text.utf8) == Array(text.utf8))
  }

  @Test("Line ends may be mixed, and places stay right")
  func mixedLineEnds() throws {
    let found = faults(in: "# Title\r\n\r\rtext\n```swift exercise A\r```")
    #expect(found.map(\.place) == [.init(line: 5, column: 19)])
  }

  @Test("A byte-order mark is kept in the text and is no part of the first line")
  func byteOrderMark() throws {
    let lesson = try lesson("\u{FEFF}# Title\n")
    #expect(lesson.title == "Title")
    #expect(lesson.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(faults(in: "\u{FEFF}```swift demo\n```\n# T\n").map(\.place) == [.init(line: 1, column: 10)])
  }

  @Test("Tabs within a cell are kept, and a tab ends a word of an info string")
  func tabs() throws {
    let lesson = try lesson("# T\n\n```swift\texercise  \t a\tanswer=x \t\n\tlet x = 1\t\n\n```   \n")
    #expect(lesson.exercises.map(\.cell.source) == ["\tlet x = 1\t\n\n"])
    #expect(lesson.exercises.map(\.answer) == ["x"])
  }

  @Test(
    "Fences of any kind and length hold a cell",
    arguments: ["```", "````", "``````````", "~~~", "~~~~~"], ["", " ", "  \t "])
  func fences(_ fence: String, _ blanks: String) throws {
    let body = "let a = \"\"\"\n  ~~\n  ``\n  \"\"\"\n"
    let closing = fence + fence.prefix(1)
    let lesson = try lesson("# T\n\(fence)\(blanks)swift example\n\(body)\(closing)\n")
    #expect(lesson.contextCells.map(\.source) == [body])
  }

  @Test("A longer fence may hold blocks of the lesson's kind")
  func quotedFences() throws {
    let body = "```swift exercise a\n```\n\n~~~swift example\n"
    let exercise = "```swift exercise a answer=x\n```\n"
    #expect(try lesson("# T\n\n````hint a\n\(body)````\n" + exercise).exercises[0].hints.map(\.markdown) == [body])
    let inline = "```inline``` code\n"
    #expect(try lesson("# T\n\n```hint a\n\(inline)```\n" + exercise).exercises[0].hints.map(\.markdown) == [inline])
  }

  @Test(
    "What is not quite a cell is only shown",
    arguments: [
      ("```swift", "listing swift"), ("```Swift example", "listing Swift"), ("```swifty example", "listing swifty"),
      ("```", "listing "), ("```math", "math"), ("~~~ json lines", "listing json"), ("``` hints", "listing hints"),
    ])
  func listings(_ fence: String, _ kind: String) throws {
    let segments = try lesson("# T\n\n\(fence)\ncode\n\(fence.prefix(3))\n").segments
    #expect(segments.map(\.kind) == ["heading", kind])
    #expect(segments.last?.lines == 3...5)
  }

  @Test("An indented block is a listing without language, whatever it begins with")
  func indented() throws {
    let segments = try lesson("# T\n\n    ```text\n    code\n").segments
    #expect(segments.last == .listing(Block(text: "```text\ncode\n", lines: 3...4), language: ""))
  }

  @Test("A rule across the page is no nested list, however long", arguments: ["- ", "* ", "-", "*"])
  func rules(_ mark: String) throws {
    #expect(
      try lesson("# T\n\n\(String(repeating: mark, count: 1000))\n").segments.map(\.kind) == ["heading", "prose"])
  }

  @Test("A wide table of signs in an output is no nested list")
  func wideOutput() throws {
    let border = "+" + String(repeating: "-----+", count: 100)
    #expect(try lesson("# T\n\n```swift example\n```\n```output\n\(border)\n```\n").segments.count == 3)
  }
}
