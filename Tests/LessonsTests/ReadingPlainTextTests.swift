import Reading
import Testing

@Suite("Markdown as plain text, wrapped and without its marks")
struct ReadingPlainTextTests {
  @Test(
    "Each construct",
    arguments: [
      ("", []), ("# A *big* title\n", ["A big title"]), ("One\ntwo  \nthree `four`.\n", ["One two", "three `four`."]),
      ("One\n\ntwo\n", ["One", "", "two"]), ("* a\n* b\n", ["• a", "• b"]), ("- a\n\n- b\n", ["• a", "", "• b"]),
      ("3. c\n4. d\n", ["3. c", "4. d"]), ("9) i\n10) j\n", ["9. i", "10. j"]),
      ("- a\n  - b\n    c\n- d\n", ["• a", "  • b c", "• d"]),
      ("1. a\n   - x\n2. b\n   1. y\n   2. z\n3. c\n", ["1. a", "   • x", "2. b", "   1. y", "   2. z", "3. c"]),
      ("> quoted\n> text\n", ["│ quoted text"]), ("> > a\n", ["│ │ a"]), ("> - a\n", ["│ • a"]),
      ("[MNIST](https://example.org/m)\n", ["MNIST (https://example.org/m)"]),
      ("<https://example.org>\n", ["https://example.org"]), ("<me@example.org>\n", ["me@example.org"]),
      ("![A face](face.png)\n", ["A face"]), ("H<sub>2</sub>O\n", ["H<sub>2</sub>O"]), ("<!-- aside -->\n", []),
      ("a &amp; b &copy; \\* c\n", ["a & b © * c"]), ("---\n", [String(repeating: "─", count: 20)]),
      ("    let a = 1\n\n    a\n", ["    let a = 1", "    ", "    a"]),
      ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a  b", "─  ─", "1  2"]), ("a\\\nb<br>c\n", ["a", "b", "c"]),
    ] as [(String, [String])])
  func construct(_ markdown: String, _ lines: [String]) {
    #expect(MarkdownDocument.plainLines(of: markdown, width: 40) == lines)
  }

  @Test("Lines break at blanks, never within code, and go on below the item's words")
  func wrapping() {
    let markdown = "- The kernel slides over the image, see `let map = image.convolved(kernel)`.\n"
    #expect(
      MarkdownDocument.plainLines(of: markdown, width: 34) == [
        "• The kernel slides over the", "  image, see", "  `let map = image.convolved(kernel)`.",
      ])
  }

  @Test("A long list is numbered to its end")
  func longList() {
    let lines = MarkdownDocument.plainLines(of: String(repeating: "1. a\n", count: 100_000), width: 80)
    #expect(lines.count == 100_000)
    #expect(lines.last == "100000. a")
  }
}
