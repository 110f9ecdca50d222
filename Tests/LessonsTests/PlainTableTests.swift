import Reading
import Testing

@Suite("Tables of pipes as plain text")
struct PlainTableTests {
  private func lines(_ markdown: String, width: Int = 40) -> [String] {
    MarkdownDocument.plainLines(of: markdown + "\n", width: width)
  }

  @Test(
    "with and without pipes at the ends",
    arguments: [
      "name | value\n-----|------\npi | 3.14", "| name | value |\n|-|-|\n| pi | 3.14 |",
      "|name|value\n|:-|-\n|pi|3.14|",
    ])
  func pipes(markdown: String) {
    #expect(lines(markdown) == ["name  value", "────  ─────", "pi    3.14"])
  }

  @Test("alignment, wide letters, rows that are too short or too long")
  func alignment() {
    #expect(
      lines("a | right | centre\n:-- | --: | :-:\n畳み込み | 1 | x\nb\n1 | 2 | 3 | 4") == [
        "a         right  centre", "────────  ─────  ──────", "畳み込み      1    x", "b", "1             2    3",
      ])
  }

  @Test("marks within cells are dropped but for those of code, a pipe with a backslash is one, and a cell is a line whatever it begins with")
  func marks() {
    #expect(
      lines("*a* | `b`\n---|---\n1 \\| 2 | `x \\| y`\n1 | # 2\n[w](u) | 3<br>4\n | - 5") == [
        "a      `b`", "─────  ───────", "1 | 2  `x | y`", "", "1      # 2", "", "w (u)  3", "       4", "", "- 5",
      ])
  }

  @Test("in a quotation, in an item, below a paragraph")
  func places() {
    #expect(lines("> a | b\n> --|--\n> 1 | 2") == ["│ a  b", "│ ─  ─", "│ 1  2"])
    #expect(lines("- a | b\n  --|--\n  1 | 2") == ["• a  b", "  ─  ─", "  1  2"])
    #expect(
      lines("Text *here*\nand there\na | b\n--|--\n1 | 2") == ["Text here and there", "", "a  b", "─  ─", "1  2"])
  }

  @Test(
    "what is no table stays prose", arguments: ["a | b\nc | d", "a | b\n--|--|--\n1 | 2", "a | b\n== | ==", "|a|\n:|:"])
  func none(markdown: String) {
    #expect(lines(markdown) == [markdown.replacing("\n", with: " ")])
  }

  @Test("cells fold where there is not enough room, and rows are then set apart")
  func folded() {
    #expect(
      lines(
        "key | meaning\n--|--\nstride | how far the kernel moves at each of its steps\npadding | zeros around",
        width: 30) == [
          "key      meaning", "───────  ─────────────────────", "stride   how far the kernel",
          "         moves at each of its", "         steps", "",
          "padding  zeros around",
        ])
    let wide = lines(
      "a | b\n--|--\n\(String(repeating: "x", count: 50)) | \(String(repeating: "畳", count: 30))", width: 40)
    #expect(wide.count == 6 && wide.allSatisfy { $0.count <= 40 })
  }
}
