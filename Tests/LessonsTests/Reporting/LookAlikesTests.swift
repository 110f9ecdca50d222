import Grading
import LessonWire
import Reporting
import Testing

@Suite("Texts that look alike and differ")
struct LookAlikesTests {
  private func lines(_ mine: Value, _ expected: Value, reveals: Bool = true) throws -> String {
    let lesson = try sampleLesson("# T\n\n```swift exercise e answer=a\nlet a = 1\n```\n")
    var grade = Grade(lesson.exercises[0], .wrong)
    grade.comparisons = [Comparison(label: "a", value: mine, expected: expected, verdict: .differs(at: [0]))]
    let report = Report(lesson: lesson, grades: [grade])
    return RunReport(style: Style(), expected: reveals ? .shown : .omitted).text(report)
  }

  @Test(
    "what tells them apart is shown by its number",
    arguments: [
      ("a\u{200B}b", "ab", #"a\u{200b}b"#, "ab"), ("ab", "a\u{FEFF}b", "ab", #"a\u{feff}b"#),
      ("a\u{A0}b", "a b", #"a\u{a0}b"#, "a b"),
      ("1\u{202F}234", "1\u{A0}234", #"1\u{202f}234"#, #"1\u{a0}234"#), ("c\u{430}t", "cat", #"c\u{430}t"#, "cat"),
      ("2–3", "2-3", #"2\u{2013}3"#, "2-3"), ("it’s", "it's", #"it\u{2019}s"#, "it's"),
      ("ＡＢ", "AB", #"\u{ff21}\u{ff22}"#, "AB"),
      ("e\u{301}", "\u{E9}", #"e\u{301}"#, #"\u{e9}"#), ("a\u{AD}b", "ab", #"a\u{ad}b"#, "ab"),
    ])
  func pairs(mine: String, expected: String, shownMine: String, shownExpected: String) throws {
    let text = try lines(.string(mine), .string(expected))
    #expect(text.contains("a, yours: [\"\(shownMine)\"]") || text.contains("\"\(shownMine)\""), "\(text)")
    #expect(text.contains("expected: \"\(shownExpected)\""), "\(text)")
    #expect(text.contains("likely cause: a character that looks like another"), "\(text)")
    let list = try lines(.list([.string(mine), .string("dog")]), .list([.string(expected), .string("dog")]))
    #expect(
      list.contains("\"\(shownMine)\"") && list.contains("\"\(shownExpected)\"") && list.contains("\"dog\""), "\(list)")
  }

  @Test(
    "texts that anybody can tell apart stay as they are",
    arguments: [("naïve", "native"), ("a–b", "a+b"), ("日本", "日木"), ("a\u{A0}b", "ab")])
  func others(mine: String, expected: String) throws {
    let text = try lines(.string(mine), .string(expected))
    #expect(text.contains("\"\(mine)\"") && text.contains("\"\(expected)\""), "\(text)")
  }

  @Test("where the expected text is not shown, what is not to be seen is, and nothing else")
  func unrevealed() throws {
    #expect(
      try lines(.string("a\u{200B}b\u{A0}c\u{430}"), .string("ab ca"), reveals: false).contains(
        #""a\u{200b}b\u{a0}cа""#))
  }
}
