import Foundation
import Reading
import Reporting
import Testing

@Suite("A lesson as a list of blocks")
struct ReadingBlocksTests {
  static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// All Markdown files in some folders.
  static func files(in folders: String...) -> [String] {
    folders.flatMap { folder in
      let found = FileManager.default.enumerator(atPath: package.appending(path: folder).path)
      return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }.sorted().map {
        "\(folder)/\($0)"
      }
    }
  }

  @Test(
    "every line of the book and of the tests' lessons is in exactly one block, and what is between is blank",
    arguments: files(in: "lessons", "Tests/EndToEndTests"))
  func everyLine(file: String) throws {
    let bytes = Array(try Data(contentsOf: Self.package.appending(path: file)))
    // What students hand in, and the guides, need not be lessons.
    guard let lesson = try? LessonReader.read(bytes, path: file) else {
      #expect(file.wholeMatch(of: #/lessons/\d\d-.*/#) == nil)
      return
    }
    expectPartition(lesson)
    _ = lesson.text { block, lines in
      #expect(block.segment != nil || lines.allSatisfy { $0.allSatisfy(\.isWhitespace) }, "\(block.lines)")
      return nil
    }
  }

  @Test("every line of odd Markdown is in exactly one block", arguments: 0..<400)
  func oddMarkdown(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    let lesson = try lesson(Self.oddText(&dice))
    expectPartition(lesson)
    let copy = try LessonReader.read(Array(LearnersCopy(of: lesson).text.utf8), path: "copy.md")
    expectPartition(copy)
    #expect(copy.exercises.map(\.name) == lesson.exercises.map(\.name))
    #expect(LearnersCopy(of: copy).text == copy.text)
  }

  @Test("exercises come with their parts, examples with their outputs")
  func owners() throws {
    let lesson = try lesson(
      """
      ---
      title: T
      ---
      ```hint e
      ```
      ```swift example
      1
      ```

      Prose.
      [a]: b

      ```output
      ```
      ```swift setup
      ```
      ```swift exercise e
      ```
      ```swift check e
      ```
      ```swift solution e
      ```
      Words
      of a heading
      ------------

      """)
    let blocks = Array(lesson.blocks)
    #expect(
      blocks.map { $0.segment?.kind } == [
        nil, "hint", "example", nil, "prose", nil, "output", "setup", "exercise", "check", "solution", "heading",
      ])
    #expect(
      blocks.map(\.lines) == [
        1...3, 4...5, 6...8, 9...9, 10...11, 12...12, 13...14, 15...16, 17...18, 19...20, 21...22, 23...25,
      ])
    #expect(blocks.indices.filter { blocks[$0].exercise == lesson.exercises[0] } == [1, 8, 9, 10])
    #expect(blocks.indices.filter { blocks[$0].exercise != nil } == [1, 8, 9, 10])
    #expect(blocks.indices.filter { blocks[$0].example == lesson.contextCells[0] } == [2, 6])
    #expect(blocks.indices.filter { blocks[$0].example != nil } == [2, 6])
  }

  @Test("front matter beside a heading, and lines after the last segment, are blocks too")
  func ends() throws {
    let lesson = try lesson("\u{FEFF}---\r\nauthor: A\r\n---\r\n# T\r\n\r\n  \r\n\t")
    #expect(lesson.blocks.map { $0.segment?.kind } == [nil, "heading", nil])
    #expect(lesson.blocks.map(\.lines) == [1...3, 4...4, 5...7])
    expectPartition(lesson)
    let titled = try sampleLesson("---\ntitle: A\n---\n\nWords.\n")
    #expect(titled.blocks.map { $0.segment?.kind } == ["heading", nil, "prose"])
    #expect(titled.blocks.map(\.lines) == [1...3, 4...4, 5...5])
  }

  @Test(
    "a heading has its underline and nothing below that",
    arguments: ["", "\n", "\nWords.", "\n===", "\n***", "\n\n", "\n# U", "\n[a]: b", "\n```\n```"])
  func underlined(below: String) throws {
    for underline in ["=", " ---- ", "==\t"] {
      let lesson = try lesson("Two\n= =\n\(underline)\(below)")
      #expect(lesson.segments.first?.lines == 1...3)
      expectPartition(lesson)
    }
  }

  @Test("a comment's last line is one of its lines", arguments: ["\n", "\r\n", "\r"])
  func comment(lineEnd: String) throws {
    let lesson = try lesson("# T\n\n<!-- a\n\nb\n-->\n<!-- c -->\nWords.\n".replacing("\n", with: lineEnd))
    #expect(lesson.blocks.map(\.lines) == [1...1, 2...2, 3...6, 7...7, 8...8])
  }

  @Test("a block's text is replaced, with all of its lines and nothing else")
  func replaced() throws {
    let text = "# T\r\n\r\n> a\r\n> b\r\n\r\n- c\r\n\r\n\r\nd"
    let lesson = try lesson(text)
    let quote = lesson.text { block, lines in
      if case .prose = block.segment, block.lines.lowerBound == 3 { return lines.joined().uppercased() }
      return nil
    }
    #expect(quote == text.replacing("> a\r\n> b", with: "> A\r\n> B"))
    #expect(lesson.text { _, _ in "" } == "")
  }

  // MARK: - Odd Markdown

  private static let parts = [
    "## *Heading* ##\n", "Title\n===\n", "Two\nlines\n---\n", "- a\n- b\n\n\n", "+ a\n\n\n  b\n", "* a\nlazy\n",
    "> ```swift\n> code\n> ```\n", "> a\nlazy\n", "> - a\n>\n> b\n", "1. item\n\n   ```text\n   code\n   ```\n",
    "- ~~~\n  code\n\n  ~~~\n- > ```\n", "    indented\n\n\n    code\n", "\tindented\n\n", "  ```text\n  code\n  ```\n",
    "~~~~ text\n```\n~~~\n~~~~\n", "```\n\n```\n", "[a]: b\n", "[a]:\n  b\n  'c'\n", "[a]: b\nwords\n", "***\n",
    "<!-- c -->\n", "<!-- c\n\n d -->\n", "<div>\nx\n</div>\n\n", "<pre>\n\n</pre>\n", "<?x\ny?> z\n", "\n", " \t\n",
    "\n\n\n",
    "a\\\nb  \nc\n", "| a |\n|---|\n| b |\n", "\u{2028}\u{85}\u{0B}\u{0C}\n", "```math\nx\n```\n",
    "```swift\nlisting\n```\n",
    "```swift example\na\n```\n```output\n1\n```\n", "```swift example\n```\n\nwords\n\n~~~output\n~~~\n",
    "```swift setup\n\n```\n",
  ]
  private static let exercise = [
    "```swift exercise E\n___\n```\n", "~~~swift check E hidden\na\n~~~\n", "```swift check E hidden\nb\n```\n",
    "```swift solution E\na\n```\n", "````swift mistake E\n// A.\n````\n", "```hint E\n- a\n```\n",
  ]

  /// Faultless, with any line ends.
  private static func oddText(_ dice: inout Dice) -> String {
    var text = ["# T\n", "\u{FEFF}# T\n", "---\ntitle: T\n...\n", "---\na:\n- b\n---\nT\n=\n"][dice.next(below: 4)]
    for number in 0..<1 + dice.next(below: 20) {
      let end = ["\n", "\n\n", " \n\t\n"][dice.next(below: 3)]
      if dice.next(below: 4) == 0 {
        text +=
          "\n" + exercise.joined(separator: dice.next(below: 2) == 0 ? "" : end).replacing("E", with: "e\(number)")
      } else {
        text += parts[dice.next(below: parts.count)] + (dice.next(below: 3) == 0 ? "" : end)
      }
    }
    if dice.next(below: 3) == 0 { text.removeLast() }
    return text.replacing("\n", with: ["\n", "\r\n", "\r"][dice.next(below: 3)])
  }
}

/// Expects that each of the text's lines is in one block, in order, and that a text of which nothing is replaced stays what it is.
func expectPartition(
  _ lesson: Lesson, _ name: Comment? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let bytes = Array(lesson.text.utf8)
  let ends = bytes.indices.filter { bytes[$0] == 0x0A || bytes[$0] == 0x0D && bytes[$0...].dropFirst().first != 0x0A }
  let lineCount = ends.count + (ends.last == bytes.indices.last ? 0 : 1)
  #expect(lesson.blocks.flatMap(\.lines).elementsEqual(1...lineCount), name, sourceLocation: sourceLocation)
  #expect(Array(lesson.text { _, _ in nil }.utf8) == bytes, name, sourceLocation: sourceLocation)
}
