import Live
import Testing

@Suite("Folding a line that is too long for the window")
struct FoldedLineTests {
  @Test(
    "between words if it can be, and as far indented",
    arguments: [
      ("short", ["short"]),
      ("one two three four five", ["one two three four", "five"]),
      ("  indented words go on", ["  indented words go", "  on"]),
      ("abcdefghijklmnopqrstuvwxyz", ["abcdefghijklmnopqrst", "uvwxyz"]),
      ("ab cdefghijklmnopqrstuvwxyz", ["ab cdefghijklmnopqrs", "tuvwxyz"]),
      ("卷積 卷積 卷積 卷積 卷積", ["卷積 卷積 卷積 卷積", "卷積"]),
    ])
  func words(line: String, expected: [String]) {
    #expect(folded(line, width: 20) == expected)
  }

  @Test("a colour ends with its piece and goes on in the next")
  func colours() {
    let red = "\u{1B}[31m"
    let end = "\u{1B}[0m"
    #expect(
      folded("\(red)one two three four five\(end) six", width: 20)
        == ["\(red)one two three four\(end)", "\(red)five\(end) six"])
  }
}
