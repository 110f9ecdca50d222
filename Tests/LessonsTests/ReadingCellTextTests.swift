import Reading
import Support
import Testing

@Suite("What a cell's code shows without compiling it")
struct ReadingCellTextTests {
  static func cell(_ source: String) -> Cell {
    Cell(role: .exercise, name: "a", source: source, lines: 1...2)
  }

  @Test(
    "The advice of a mistake is its leading // lines",
    arguments: [
      ("// You flipped it.\nlet a = 1\n", "You flipped it."),
      ("\n  //You flipped\n  /// the kernel.\n\n// Not this.\n", "You flipped the kernel."),
      ("let a = 1  // late\n", ""), ("//\n//   \nlet a = 1", ""), ("", ""), ("/* block */\n", ""),
      ("// See https://example.org/a\n", "See https://example.org/a"),
    ])
  func advice(_ source: String, _ advice: String) {
    #expect(Self.cell(source).advice == advice)
  }

  @Test(
    "The nearest word is at most a third of its letters away",
    arguments: [
      ("exampel", "example"), ("exmple", "example"), ("examplee", "example"), ("setip", "setup"), ("Setup", "setup"),
      ("up", nil), ("", nil), ("exercises", "exercise"), ("mistkae", "mistake"), ("xmplx", nil),
      ("solution", "solution"),
    ] as [(String, String?)])
  func nearestWord(_ word: String, _ expected: String?) {
    #expect(nearest(to: word, among: Cell.Role.allCases.map(\.rawValue)) == expected)
  }

  @Test("Of equally near words it is the first; to an endless one there is none")
  func nearestOfMany() {
    #expect(nearest(to: "cat", among: ["bat", "car"]) == "bat")
    #expect(nearest(to: "cat", among: ["bat", "cat"]) == "cat")
    #expect(nearest(to: String(repeating: "a", count: 100_000), among: [String(repeating: "a", count: 99_999)]) == nil)
  }
}
