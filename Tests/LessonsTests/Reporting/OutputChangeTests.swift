import Grading
import Reporting
import Testing

@Suite("How an output has changed")
struct OutputChangeTests {
  private func change(_ shown: String, _ printed: String) throws -> [String] {
    let lesson = try sampleLesson("# T\n\n```swift example\na\n```\n```output\n\(shown)```\n")
    let report = Report(lesson: lesson, examples: [ExampleResult(cell: lesson.contextCells[0], printed: printed)])
    return OutputChange(try #require(OutputRenewal(report).drifts.first)).lines
  }

  private static func head(_ line: Int) -> String {
    "first difference in line \(line); - is in the lesson, + is printed now:"
  }

  @Test(
    "the lines that differ, with a line of what is common",
    arguments: [
      ("a\nb\nc\n", "a\nB\nc\n", [head(8), "  a", "- b", "+ B", "  c"]),
      ("a\n", "a\nb\n", [head(8), "  a", "+ b"]),
      ("a\nb\n", "a\n", [head(8), "  a", "- b"]),
      ("\n\na\nb\n", "a\nc\n", [head(10), "  a", "- b", "+ c"]),
      ("", "a\n", [head(7), "- (nothing)", "+ a"]),
      ("a\n", "", [head(7), "- a", "+ (nothing)"]),
      ("a\u{200B}b\n", "ab\n", [head(7), #"- a\u{200b}b"#, "+ ab"]),
      ("a b\n", "a\u{A0}b\n", [head(7), "- a b", #"+ a\u{a0}b"#]),
    ])
  func lines(shown: String, printed: String, expected: [String]) throws {
    #expect(try change(shown, printed) == expected)
  }

  @Test("of very many lines the first are shown")
  func many() throws {
    let lines = try change("a\n", (1...100).map { "\($0)\n" }.joined())
    #expect(lines.count == 11 && lines.last == "+ … and 92 more lines")
  }
}
