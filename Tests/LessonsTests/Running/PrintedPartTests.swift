import LessonWire
import Running
import Testing

/// What cells have printed is made of what their process wrote, which may be anything.
@Suite("Printed parts")
struct PrintedPartTests {
  private static let value = ShownValue(.number(1))

  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var records: [Record]
    var expected: [String: [PrintedPart]]

    init(_ name: String, _ records: [Record], _ expected: [String: [PrintedPart]]) {
      (testDescription, self.records, self.expected) = (name, records, expected)
    }
  }

  private static func shown(_ place: Int, _ count: Int) -> Record { .shown(value, at: place, count: count) }
  private static func cell(_ tag: String, _ printed: Int) -> Record { .cell(tag: tag, printed: printed) }

  @Test(
    "each belongs to the cell that printed it, and tells what value it is",
    arguments: [
      Sample("nothing told", [], [:]),
      Sample("text alone", [cell("a", 0)], ["a": [PrintedPart("012345")]]),
      Sample("two cells", [cell("a", 0), cell("b", 2)], ["a": [PrintedPart("01")], "b": [PrintedPart("2345")]]),
      Sample(
        "a value between texts", [cell("a", 0), shown(1, 2)],
        ["a": [PrintedPart("0"), PrintedPart("12", value: value), PrintedPart("345")]]),
      Sample(
        "two values", [cell("a", 0), shown(0, 2), shown(2, 4)],
        ["a": [PrintedPart("01", value: value), PrintedPart("2345", value: value)]]),
      Sample(
        "a cell that goes on after another", [cell("a", 0), cell("b", 2), cell("a", 3)],
        ["a": [PrintedPart("01345")], "b": [PrintedPart("2")]]),
      Sample(
        "more than there is", [cell("a", 0), shown(4, .max)],
        ["a": [PrintedPart("0123"), PrintedPart("45", value: value)]]),
      Sample("behind the end", [cell("a", 0), shown(.max, .max)], ["a": [PrintedPart("012345")]]),
      Sample(
        "backwards", [cell("a", 0), shown(3, 1), shown(0, 2), cell("b", 1)],
        ["a": [PrintedPart("012"), PrintedPart("3", value: value)], "b": [PrintedPart("45")]]),
      Sample(
        "overlapping", [cell("a", 0), shown(0, 3), shown(1, 3)],
        ["a": [PrintedPart("012", value: value), PrintedPart("3", value: value), PrintedPart("45")]]),
      Sample("a value before any cell", [shown(0, 3), cell("a", 3)], ["a": [PrintedPart("345")]]),
    ])
  func sections(sample: Sample) {
    var writer = WireWriter()
    for record in sample.records { writer.append(record) }
    #expect(Run.parts(in: Array("012345".utf8), wire: writer.bytes, isGoingOn: false) == sample.expected)
  }

  @Test("while a program runs, a value whose text is not all there waits")
  func goingOn() {
    var writer = WireWriter()
    for record in [Self.cell("a", 0), Self.shown(1, 3)] { writer.append(record) }
    let texts = (0...5).map { Run.parts(in: Array("012345".utf8.prefix($0)), wire: writer.bytes, isGoingOn: true)["a"] }
    #expect(texts[..<4] == [nil, [PrintedPart("0")], [PrintedPart("0")], [PrintedPart("0")]])
    #expect(texts[4] == [PrintedPart("0"), PrintedPart("123", value: Self.value)])
    #expect(texts[5] == [PrintedPart("0"), PrintedPart("123", value: Self.value), PrintedPart("4")])
  }
}
