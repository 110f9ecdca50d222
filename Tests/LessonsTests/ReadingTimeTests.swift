import Reading
import Testing

/// A text that grows without end and tries to keep the reader busy.
struct GrowingText: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// Makes a text of about so many bytes.
  var text: @Sendable (Int) -> String

  init(_ name: String, _ text: @escaping @Sendable (Int) -> String) {
    (testDescription, self.text) = (name, text)
  }

  init(_ name: String, repeating part: String) {
    self.init(name) { String(repeating: part, count: $0 / part.utf8.count) }
  }
}

extension GrowingText {
  /// In processor time: eight times the text takes linear work 8 times as long, twice that where the short text stays in the
  /// processor's caches and the long one does not, and quadratic work 64 times.
  private static let mostGrowth = 24.0

  /// Expects that a text of so many bytes takes about eight times as long as an eighth of it.
  /// - Parameters:
  ///   - size: In bytes.
  ///   - work: What is measured.
  func expectProportion(at size: Int, _ work: (String) -> Void) {
    let (short, long) = (text(size / 8), text(size))
    var growths: [Double] = []
    // Others may use the machine's caches meanwhile: only growth that shows every time counts.
    for _ in 1...3 {
      let longTime = processorTime { work(long) }
      // What takes no time to speak of cannot be told from noise.
      if longTime < .milliseconds(150) { return }
      growths.append(longTime / processorTime { work(short) })
      if growths.last ?? 0 < Self.mostGrowth { return }
    }
    Issue.record("eight times the text took \(growths) times as long")
  }
}

@Suite("Reading takes time in proportion to the text, whatever it is", .serialized)
struct ReadingTimeTests {
  @Test("Eight times the text takes about eight times the time", arguments: markdown + lessons, [500_000])
  func growth(_ growing: GrowingText, _ size: Int) {
    growing.expectProportion(at: size) { text in _ = faults(inBytes: Array("# Title\n\n\(text)".utf8)) }
  }

  @Test("A lesson of 5 MB is read within seconds of processor time")
  func large() throws {
    let part = """
      ## Part

      Some *prose* with `code` and a [link](https://example.org).

      ```swift example
      let a = 1
      ```

      ```output
      ```

      """
    let text = "# Title\n\n" + String(repeating: part, count: 5_000_000 / part.utf8.count)
    let bytes = Array(text.utf8)
    var count = 0
    let time = try processorTime { count = try LessonReader.read(bytes, path: "large.md").contextCells.count }
    #expect(time < .seconds(10))
    #expect(count == 5_000_000 / part.utf8.count)
  }

  // MARK: - Texts

  private static let markdown = [
    GrowingText("quotes") { String(repeating: ">", count: $0) + "a" },
    GrowingText("quotes as deep as may be", repeating: String(repeating: ">", count: 200) + "a\n"),
    GrowingText("bullets", repeating: "+ "),
    GrowingText("bullets, then blank lines") {
      String(repeating: "+ ", count: $0 / 4) + "a" + String(repeating: "\n", count: $0 / 2)
    },
    GrowingText("bullets as deep as may be, then blank lines") {
      String(repeating: "+ ", count: 100) + "a" + String(repeating: "\n", count: $0)
    },
    GrowingText("bullets by indentation") {
      (0..<Int(Double($0).squareRoot())).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    },
    GrowingText("numbers", repeating: "1. "), GrowingText("a long list", repeating: "1. a\n"),
    GrowingText("opening brackets", repeating: "["), GrowingText("images", repeating: "!["),
    GrowingText("nested brackets") { String(repeating: "[", count: $0 / 2) + String(repeating: "]", count: $0 / 2) },
    GrowingText("links that never end", repeating: "[a]("),
    GrowingText("addresses that never end", repeating: "[a](<b"),
    GrowingText("emphasis", repeating: "a**b_c"), GrowingText("nested emphasis", repeating: "*a **a "),
    GrowingText("stars") { String(repeating: "*", count: $0) + "a" + String(repeating: "*", count: $0) },
    GrowingText("backticks of every length") {
      (0..<Int(Double(2 * $0).squareRoot())).map { "e" + String(repeating: "`", count: $0) }.joined()
    },
    GrowingText("comments", repeating: "a <!-- "), GrowingText("declarations", repeating: "a <!A <? <![CDATA["),
    GrowingText("tags", repeating: "<a b='"), GrowingText("entities", repeating: "&a"),
    GrowingText("link references", repeating: "[a]: b\n"),
    GrowingText("references to a long link") {
      "[a]: " + String(repeating: "b", count: $0 / 2) + "\n\n" + String(repeating: "[a]", count: $0 / 6)
    },
    GrowingText("titles that never end", repeating: "[a]: b \"\n"),
    GrowingText("table rows", repeating: "| a | b |\n"), GrowingText("carriage returns", repeating: "\r"),
    GrowingText("one line", repeating: "word "),
  ]

  private static let lessons = [
    GrowingText("fences", repeating: "```\n"),
    GrowingText("fences of every length") {
      (3..<Int(Double(2 * $0).squareRoot())).map { String(repeating: "`", count: $0) + "\n" }.joined()
    },
    GrowingText("a fence of one line") { String(repeating: "~", count: $0) + "\n" },
    GrowingText("unclosed cells", repeating: "```swift example\n"),
    GrowingText("cells in a quote", repeating: "> ```swift example\n> ```\n\n"),
    GrowingText("outputs after prose", repeating: "a\n\n```output\n```\n\n"),
    GrowingText("unknown roles", repeating: "```swift exampel\n```\n"),
    GrowingText("one unknown role") { "```swift " + String(repeating: "a", count: $0) + "\n```\n" },
    GrowingText("one bad name") { "```swift exercise " + String(repeating: "a-", count: $0 / 2) + "\n```\n" },
    GrowingText("options") { "```swift exercise a" + String(repeating: " points=1", count: $0 / 9) + "\n```\n" },
    GrowingText("exercises of one name", repeating: "```swift exercise a\n```\n"),
    GrowingText("checks of no exercise", repeating: "```swift check abc\n```\n"),
    GrowingText("exercises, and checks of others") {
      (0..<$0 / 60).map { "```swift exercise name-\($0) answer=a\n```\n```swift check mane-\($0)\n```\n" }.joined()
    },
    GrowingText("a chain of needs") {
      (0..<$0 / 50).map { "```swift exercise a\($0 + 1) answer=a needs=a\($0)\n```\n" }.joined()
    },
    GrowingText("mistakes") {
      "```swift exercise a answer=a\n```\n" + String(repeating: "```swift mistake a\n// A.\n```\n", count: $0 / 27)
    },
    GrowingText("lines of advice") {
      "```swift exercise a answer=a\n```\n```swift mistake a\n\(String(repeating: "// A.\n", count: $0 / 6))```\n"
    },
  ]
}
