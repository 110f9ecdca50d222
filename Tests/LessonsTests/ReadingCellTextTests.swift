import Lessons
import Testing

@Suite("What a cell's code shows without compiling it")
struct ReadingCellTextTests {
  static func cell(_ source: String) -> Cell {
    Cell(role: .exercise, name: "a", source: source, lines: 1...2)
  }

  @Test(
    "A blank is left",
    arguments: [
      "let a = ___\n", "___", "f(___)", "f(a: ____, b: 1)", "let a = -___", "[___]", "a.___", "\"text\" + ___",
      "/* comment */ ___", "let s = #\"\\\"# + ___", "\"\"\"\n\"\n\"\"\"\n___", "\"unclosed\n___", "\"\\(x)\" + ___",
      "\"ends in a backslash\\\n___",
    ])
  func blank(_ source: String) {
    #expect(Self.cell(source).hasBlank)
  }

  @Test(
    "No blank is left",
    arguments: [
      "", "let a = 1\n", "let _ = 1", "let __ = 1", "let ___a = 1", "let a___ = 1", "let a___b = 1", "// ___\n",
      "/* ___ /* ___ */ ___ */", "/// ___", "\"___\"", "\"\\\"___\"", "\"\"\"\n___ \"\" ___\n\"\"\"", "#\"\"___\"#",
      "\"\\(f(\"___\"))___\"", "##\"\"# ___\"##", "/* open\n___",
    ])
  func noBlank(_ source: String) {
    #expect(!Self.cell(source).hasBlank)
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
    "Braces without a partner, counted in bytes; strings and comments do not count",
    arguments: [
      ("f { 1 }\n", nil, nil), ("f 1️⃣{\n  g { }\n", "1️⃣", nil), ("f { }\n1️⃣}\n", nil, "1️⃣"),
      ("1️⃣} f 2️⃣{", "2️⃣", "1️⃣"), ("\"é{\" + f 1️⃣{", "1️⃣", nil), ("\"{\\\"\" // }\n/* { */", nil, nil),
      ("\"\\(xs.map { \"}\" })\"", nil, nil), ("#\"\\\"# 1️⃣}", nil, "1️⃣"), ("f { g 1️⃣{ h { }", "1️⃣", nil),
      ("\"\"\"\n{ \" {\n\"\"\" 1️⃣}", nil, "1️⃣"),
    ] as [(String, Character?, Character?)])
  func braces(_ sample: String, _ opening: Character?, _ closing: Character?) {
    let marked = MarkedText(sample)
    let braces = UnmatchedBraces(in: marked.text)
    let place = { (brace: (line: Int, column: Int)) in MarkedText.Place(line: brace.line, column: brace.column) }
    #expect(braces.opening.map(place) == opening.flatMap { marked.places[$0] })
    #expect(braces.closing.map(place) == closing.flatMap { marked.places[$0] })
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
