import Grading
import LessonSyntax
import Reporting
import Testing

@Suite("Habits of other languages, seen in the code")
struct ForeignHabitsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    /// A part of the words that tells them from all others.
    var words: String
    var testDescription: String { code }

    init(_ code: String, _ words: String) { (self.code, self.words) = (code, words) }
  }

  private static let cases = [
    Case("let n: Int = (9 - 3) // 2 + 1", "what stands behind it (`2 + 1`) is not computed"),
    Case("func f(p: Int, k: Int) -> Int { p // k\n}", "(`k`) is not computed. If it is to divide, write /"),
    Case("let n = (height - k) // stride\nlet s = stride", "(`stride`) is not computed"),
    Case("# a comment\nlet n = 3", "Write // before it"),
    Case("let n = 3  # rows", "Write // before it"),
    Case("import numpy as np", "'numpy' belongs to Python"),
    Case("from math import sqrt", "'math' belongs to Python"),
    Case("for i in range(3):\n  print(i)", "Behind `for` stands no colon"),
    Case("if n == 3:\n  print(n)", "Behind `if` stands no colon"),
    Case("if n == 3 {\n} else:\n  print(n)", ""),
    Case("while n < 3: // on\n  n += 1", "Behind `while` stands no colon"),
    Case("def f(x):\n  return x", "Swift declares a function with func"),
    Case("if a {\n} elif b {\n}", "Swift writes 'else if' for 'elif'"),
    Case("let b = a[::-1]", "Array(list.reversed())"),
    Case("let b = x ^ 2", "`^` is no power"),
    Case("let b = x ** 2", "no sign for powers"),
    Case("let b = [x * x for x in a]", "with a `for` inside of brackets"),
    Case("let b = sum(x for x in a)", "with a `for` inside of brackets"),
    Case("let b = a.map(lambda x: x + 1)", "Swift has no lambda"),
    Case("print(f\"n = {n}\")", "Swift puts no f before a text"),
    Case("let b = x if x > 0 else 0", "condition ? a : b"),
    Case("let c = a @ b", "Swift has no sign @"),
    Case("let c = f(a, padding=1)", "padding: and the value"),
    Case("func f(image: [[Double]]) -> Double { image[i + m, j] }", "Write image[i + m][j]"),
    Case("func f(image: [[Double]]) -> Int { image.height }", "image.count is the number of rows"),
    Case("let b = 2 *padding", "on both sides of *"),
    Case("let b = (2* padding)", "on both sides of *"),
    Case("func f(size: Int) -> Int { 8 * (1 - 1 / size) }", "0 whenever the divisor is larger"),
    Case("func f(k: Int) -> Int { (k - 1) * (1 / 2) }", "`1 / 2` is 0 here"),
    Case("let b = n - k + 2 * p % s == 0", "If the whole sum is meant"),
    Case("let b = \u{2212}1", "U+2212 (MINUS SIGN), not the keyboard's -"),
    Case("let b = 3 \u{2013} 1", "U+2013 (EN DASH), not the keyboard's -"),
    Case(
      "let t = Tensor(\u{201C}1 2\u{201D})",
      "U+201C (LEFT DOUBLE QUOTATION MARK) and U+201D (RIGHT DOUBLE QUOTATION MARK), not the keyboard's \""),
    Case("let b = 3 +\u{200B} 1", "U+200B (ZERO WIDTH SPACE), a character that nobody sees"),
    Case("let b =\u{A0}3", "The blank here is U+00A0 (NO-BREAK SPACE)"),
    Case("let b = f(3\u{FF0C} 1)", "U+FF0C (FULLWIDTH COMMA), not the keyboard's ,"),
  ]

  /// What Swift means the way it is written.
  private static let ordinary = [
    "let n = 3  // rows", "let n = a.count // rows\nlet rows = 2", "let n = 3 // height of the map\nlet height = 3",
    "let n = 3 /* 2 + 1 */",
    "/// 2 + 1\nlet n = 3", "let n = f(3) // see 2", "// 2 + 1\nlet n = 3", "#if DEBUG\n#endif",
    "print(#line, #function)",
    "switch n {\ncase 1:\n  f()\ndefault:\n  g()\n}", "let b = a ? 1 :\n  2", "for i in 0..<3 { f(i) }",
    "let b = if a { 1 } else { 2 }", "let b = a[2]", "let d = [1: 2]", "let d: [Int: Int] = [:]", "f(x: 1, y: 2)",
    "func f(x: Int = 3, y: Int = 4) {}", "let b = a.map { x in x * x }", "let b = t[i, j]", "for x in a where x > 0 {}",
    "func f(t: Tensor) -> Int { t.height }", "let b = -x", "let b = x! + 1", "return -x", "f(-1, -x)",
    "let b = 1 / 2.0", "func f(d: Double) -> Double { 1 / d }", "func f(n: Int) -> Double { 1 / Double(n) }",
    "let b = (n - k) % s == 0", "let b = n % 2 + 1", "let s = \"\u{2212}1 \u{201C}a\u{201D}\"", "// \u{2212}1",
    "let \u{3B1} = 3", "let b = a == b ? f : g", "@discardableResult func f() -> Int { 3 }", "import MiniCNN",
    "let lambda = 3.0\nlet b = lambda * 2", "let f = 3", "print(\"f\")", "print(\"#\", \"^ ** @\")", "let r = 0..<n",
    "let b = a.reduce(0, +)",
    "let g = { (x: Int) -> Int in x }", "var count = 0\ncount = 3", "let a: [[Double]] = [[1, 2], [3, 4]]",
    "let h = x.sorted(by: <)", "guard n > 0 else { return }", "let b = 8 / 2", "let b = \"\\(n - 1)\"",
  ]

  private func found(in sources: [String]) async throws -> [[ForeignHabits.Found]] {
    let replies = try await codeParser().replies(to: sources.map { .tokens(of: $0) })
    return zip(sources, replies).map { source, reply in
      guard case .tokens(let tokens)? = reply else { return [] }
      return ForeignHabits(source, tokens).all
    }
  }

  @Test("each is named for what it is")
  func habits() async throws {
    for (sample, found) in zip(Self.cases, try await found(in: Self.cases.map(\.code))) where !sample.words.isEmpty {
      let words = found.map { Words().explanation($0.explanation) }
      #expect(words.first?.contains(sample.words) ?? false, "\(sample.code): \(words)")
      #expect(words.allSatisfy { !$0.isEmpty && $0.count < 300 })
    }
  }

  @Test("nothing is found in code that means what it says")
  func ordinaryCode() async throws {
    for (source, found) in zip(Self.ordinary, try await found(in: Self.ordinary)) {
      #expect(found.isEmpty, "\(source): \(found)")
    }
  }

  @Test("the place is the token's, in bytes")
  func places() async throws {
    let found = try #require(try await found(in: ["let é = 1\nlet b = \"é\" + [x for x in a]"]).first?.first)
    #expect(found.place == SwiftFacts.Place(line: 2, column: 19))
  }

  @Test("what compiles and means something else is told of a wrong answer, all others only of an error")
  func unnoticed() async throws {
    let source = "let n = (9 - 3) // 2\nlet b = [x for x in a]\n"
    let replies = try await codeParser().replies(to: [.tokens(of: source)])
    guard case .tokens(let tokens)?? = replies.first else { return #expect(Bool(false)) }
    #expect(ForeignHabits(source, tokens).unnoticed.map(\.explanation) == [.commentForDivision("2", isCertain: true)])
  }
}
