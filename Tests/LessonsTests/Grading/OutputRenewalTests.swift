import Lessons
import Testing

@Suite("Renewing outputs")
struct OutputRenewalTests {
  private func renewal(of text: String, printed: [String]) throws -> OutputRenewal {
    let lesson = try sampleLesson(text)
    let cells = lesson.contextCells
    let examples = zip(cells, printed).map { ExampleResult(cell: $0, printed: $1) }
    return OutputRenewal(Report(lesson: lesson, examples: examples))
  }

  @Test("only the blocks that differ are replaced, from the fence to the fence")
  func replaced() throws {
    let text =
      "# T\n\n```swift example\na\n```\n\n```output\nold\nlines\n```\n\nProse.\n\n```swift example\nb\n```\n```output\nsame\n```\nEnd"
    let renewal = try renewal(of: text, printed: ["new\n", "same  \n"])
    #expect(renewal.drifts.map(\.block.lines) == [7...10])
    #expect(renewal.renewedText() == text.replacing("old\nlines\n", with: "new\n"))
  }

  @Test("line ends stay what they are", arguments: ["\r\n", "\r", "\n"])
  func lineEnds(end: String) throws {
    let text = "# T\n\n```swift example\na\n```\n```output\n```\n".replacing("\n", with: end)
    let renewed = try renewal(of: text, printed: ["1\n2\n"]).renewedText()
    #expect(renewed == "# T\n\n```swift example\na\n```\n```output\n1\n2\n```\n".replacing("\n", with: end))
  }

  @Test("a byte-order mark stays, and tildes stay tildes")
  func kept() throws {
    let text = "\u{FEFF}# T\n\n~~~~swift example\na\n~~~~\n~~~~output\nold\n~~~~\n"
    let renewed = try renewal(of: text, printed: ["new"]).renewedText()
    #expect(renewed == text.replacing("old", with: "new"))
  }

  @Test("an output with fences in it gets a longer fence")
  func fences() throws {
    let text = "# T\n\n```swift example\na\n```\n```output\n```\n"
    let renewal = try renewal(of: text, printed: ["```swift\n````\n"])
    #expect(renewal.renewedText().hasSuffix("`````output\n```swift\n````\n`````\n"))
    _ = try sampleLesson(renewal.renewedText())
  }

  @Test("current outputs leave the text as it is")
  func current() throws {
    let text = "# T\n\n```swift example\na\n```\n```output\n1\n\n2\n```\n"
    #expect(try renewal(of: text, printed: ["1\n\n2\n\n"]).drifts.isEmpty)
  }
}
