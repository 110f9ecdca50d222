import Grading
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

  @Test("whatever was printed, the renewed lesson is read without faults and shows no drift", arguments: 0..<400)
  func anything(seed: Int) throws {
    var random = Dice(seed: UInt64(seed))
    let parts: [[UInt8]] = [
      [0x0A], [0x0D], [0x0D, 0x0A], [0], [0x1B], [0x20], [0x09], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8], [0xC2, 0x85],
      [0xFF],
      [0xE2, 0x80], [0xCC, 0x88], Array("```".utf8), Array("~~~".utf8), Array("````swift exercise e\n".utf8),
      Array("```output\n".utf8),
      Array("> > ".utf8), Array("+ ".utf8), Array("1. ".utf8), Array("# T\n".utf8), Array("---\n".utf8),
      Array("word".utf8), Array("é🙂".utf8),
      Array("\\u{60}".utf8),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<random.next(below: 60) {
      let part = parts[random.next(below: parts.count)]
      let times = random.next(below: 8) == 0 ? random.next(below: 700) : 1
      bytes +=
        random.next(below: 6) == 0
        ? [UInt8(random.next(below: 256))] : Array(repeatElement(part, count: times).joined())
    }
    let printed = String(decoding: bytes, as: UTF8.self)
    let fence = ["```", "~~~", "~~~~~"][random.next(below: 3)]
    let end = ["\n", "\r\n", "\r"][random.next(below: 3)]
    let text = "# T\n\n```swift example\na\n```\n\n\(fence)output\nold\n\(fence)\n\nEnd.\n".replacing("\n", with: end)
    let renewed = try renewal(of: text, printed: [printed]).renewedText()
    let again = try renewal(of: renewed, printed: [printed])
    #expect(again.drifts.isEmpty)
    #expect(again.renewedText() == renewed)
    #expect(renewed.hasSuffix("\(end)\(end)End.\(end)"))
  }

  @Test("control characters are made visible, in the lesson's old output as in what is printed now")
  func controls() throws {
    let text = "# T\n\n```swift example\na\n```\n```output\nx\n```\n"
    let renewed = try renewal(of: text, printed: ["1/2\r2/2\0\u{1B}[1m\r\n"]).renewedText()
    #expect(renewed == text.replacing("\nx\n", with: "\n1/2\\u{D}2/2\\u{0}\\u{1B}[1m\n"))
    let raw = text.replacing("\nx\n", with: "\n\u{1B}[1m\n")
    #expect(try renewal(of: raw, printed: ["\u{1B}[1m\n"]).drifts.isEmpty)
  }

  @Test("a renewal is carried over to the lesson as it is now, if its examples are the same")
  func carriedOver() throws {
    let text = "# T\n\n```swift example\na\n```\n```output\nx\n```\n\n```swift example\na\n```\n```output\ny\n```\n"
    let renewal = try renewal(of: text, printed: ["1", "2"])
    let moved = text.replacing("# T\n", with: "# T\n\nMore.\n").replacing("\ny\n", with: "\n2\n")
    let current = try #require(renewal.carriedOver(to: sampleLesson(moved)))
    #expect(current.renewedText() == moved.replacing("\nx\n", with: "\n1\n"))
    for changed in [
      text.replacing("\na\n", with: "\nb\n"), text + "\n```swift setup\na\n```\n", "# T\n",
      text.replacing("example", with: "setup"),
    ] {
      guard let lesson = try? sampleLesson(changed) else { continue }
      #expect(renewal.carriedOver(to: lesson) == nil)
    }
  }
}
