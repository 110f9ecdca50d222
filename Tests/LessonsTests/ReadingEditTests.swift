import Reading
import Testing

@Suite("A fault has a range, a code and, where that is certain, an edit that mends it")
struct ReadingEditTests {
  @Test("the range begins at the fault and ends in the text", arguments: FaultCase.all)
  func ranges(_ example: FaultCase) throws {
    let text = MarkedText("# Title\n\n" + example.sample).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for fault in faults(in: text) {
      let (start, end) = (fault.range.start, fault.range.end)
      #expect(start <= end)
      #expect(end.column <= lines[end.line - 1].utf8.count + 1, "\(fault.code) \(end)")
    }
  }

  @Test(
    "what is replaced, and by what",
    arguments: [
      ("```swift 1️⃣exampel2️⃣\n```\n", "unknownRole", "example"), ("```swift 1️⃣xyz2️⃣\n```\n", "unknownRole", nil),
      ("```swift exercise a answer=x 1️⃣pionts=22️⃣\n```\n", "unknownOption", "points=2"),
      ("```swift exercise a answer=x 1️⃣weight=22️⃣\n```\n", "unknownOption", nil),
      ("```swift exercise 1️⃣featureMap2️⃣ answer=x\n```\n", "malformedName", "feature-map"),
      ("```swift exercise 1️⃣합계2️⃣ answer=x\n```\n", "malformedName", nil),
      ("```swift exercise sum answer=x\n```\n```swift solution 1️⃣summ2️⃣\n```\n", "unknownExercise", "sum"),
      ("```swift exercise sum answer=x\n```\n```swift exercise b answer=x needs=1️⃣su2️⃣\n```\n", "unknownExercise", "sum"),
      ("```swift exercise a answer=x 1️⃣hidden2️⃣\n```\n", "misplacedHidden", ""),
      ("```swift example\n```\n```output 1️⃣first second2️⃣\n```\n", "outputHeader", ""),
      ("```swift exercise a answer=x 1️⃣points=two2️⃣\n```\n", "senselessValue", nil),
      ("1️⃣```swift example2️⃣\nlet a = 1\n", "unclosedBlock", nil),
    ])
  func edits(sample: String, code: String, replacement: String?) throws {
    let marked = MarkedText("# Title\n\n" + sample)
    let fault = try #require(faults(in: marked.text).first)
    #expect(fault.code == code)
    #expect(fault.severity == .error)
    let ends = [fault.range.start, fault.range.end].map { MarkedText.Place(line: $0.line, column: $0.column) }
    #expect(ends == [marked.places["1️⃣"], marked.places["2️⃣"]])
    #expect(fault.edit?.replacement == replacement)
  }

  @Test("a fault that has an edit is gone when the edit is made", arguments: FaultCase.all)
  func mended(_ example: FaultCase) throws {
    let text = MarkedText("# Title\n\n" + example.sample).text
    let before = faults(in: text)
    guard let edit = before.first?.edit else { return }
    let after = faults(in: edit.applied(to: text))
    #expect(!after.contains { $0.code == before[0].code && $0.location == before[0].location }, "\(after.map(\.words))")
  }

  @Test("what only looks like a cell is warned of")
  func warning() throws {
    let warning = try #require(try lesson("# T\n\n```{swift example}\n```\n").warnings.first)
    #expect((warning.code, warning.severity.rawValue) == ("resemblesCell", "warning"))
    #expect(warning.range.end.column == 19)
  }

  @Test("cells that belong to no exercise are kept beside the faults")
  func strays() throws {
    let text = "# T\n\n```swift exercise a answer=x\n1\n```\n```swift solution b\n2\n```\n```swift exercise a\n3\n```\n"
    let lesson = try #require(LessonReader.reading(Array(text.utf8), path: "a.md").lesson)
    #expect(lesson.strayCells.map(\.source) == ["2\n", "3\n"])
    #expect(lesson.blocks.compactMap(\.cell).map(\.source) == ["1\n", "2\n", "3\n"])
  }

  @Test("a block shows what is in the file, an exercise what was handed in for it")
  func submitted() throws {
    let lesson = try lesson("# T\n\n```swift exercise a answer=x\n___\n```\n")
    let submission = Submission(Array("```swift exercise a\n1\n```\n".utf8), path: "b.md", answering: lesson)
    let answered = lesson.answered(by: submission)
    #expect(answered.exercises[0].cell.source == "1\n")
    #expect(answered.exercises[0].cell.id == lesson.exercises[0].cell.id)
    #expect(answered.blocks.compactMap(\.cell).map(\.source) == ["___\n"])
  }
}

extension TextEdit {
  /// The text with the edit made; of one line.
  fileprivate func applied(to text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
    lines[range.start.line - 1].replaceSubrange(range.start.column - 1..<range.end.column - 1, with: replacement.utf8)
    return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
