import Reading
import Testing

@Suite("Reading a hand-in and printing prose take time in proportion to the text", .serialized)
struct SubmissionTimeTests {
  private static let handIns = [
    GrowingText("unclosed cells", repeating: "```swift exercise mean\n"),
    GrowingText("empty cells", repeating: "```swift exercise mean\n```\n"),
    GrowingText("cells of one exercise", repeating: "```swift exercise mean\na\n```\n"),
    GrowingText("indented cells", repeating: "    ```swift exercise mean\n    a\n    ```\n"),
    GrowingText("a cell of blank lines") { "```swift exercise mean\n" + String(repeating: "\n", count: $0) },
    GrowingText("pasted fences", repeating: "```swift exercise mean\n~~~\n~~~\n"),
    GrowingText("pasted fences, blank lines", repeating: "```swift exercise mean\n~~~\n~~~\n\n\n\n\n\n\n\n"),
    GrowingText("unknown exercises", repeating: "```swift exercise meen\n```\n"),
    GrowingText("lost headers", repeating: "``swift exercise meen\nlet mean: Double = 1\n"),
    GrowingText("words behind fences", repeating: "```swift exercise mean\n``` a\n"),
    GrowingText("quotation marks", repeating: "'''"),
    GrowingText("a long list", repeating: "1. a\n"), GrowingText("tables", repeating: "a | b\n--|--\n1 | 2\n\n"),
    GrowingText("a table of many columns", repeating: "a |"),
    GrowingText("a wide table of many rows") {
      let columns = Int(Double($0).squareRoot()) / 2
      return String(repeating: "a|", count: columns) + "\n" + String(repeating: "-|", count: columns) + "\n"
        + String(repeating: "b|\n", count: $0 / 6)
    },
    GrowingText("a long cell") { "a | b\n--|--\n" + String(repeating: "x", count: $0) + " | c\n" },
    GrowingText("Japanese", repeating: "畳み込み演算、"), GrowingText("Thai", repeating: "ภาษาไทย"),
    GrowingText("soft hyphens", repeating: "a\u{AD}"),
    GrowingText("zero-width spaces", repeating: "\u{200B}"), GrowingText("hard breaks", repeating: "a\\\n"),
  ]

  @Test("Eight times the text takes about eight times the time", arguments: handIns, [300_000])
  func growth(_ growing: GrowingText, _ size: Int) throws {
    let lesson = try sampleLesson("# T\n\n```swift exercise mean answer=mean\nlet mean: Double = ___\n```\n")
    growing.expectProportion(at: size) { text in
      _ = Submission(Array(text.utf8), path: "a.md", answering: lesson)
      _ = MarkdownDocument.plainLines(of: text, width: 80)
    }
  }
}
