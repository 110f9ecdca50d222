import LessonWire
import Testing

@Suite("What is written is read")
struct RoundTripTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var value: Value

    init(_ name: String, _ value: Value) {
      (testDescription, self.value) = (name, value)
    }
  }

  static let samples = [
    Sample("a whole number", .number(-475)),
    Sample("a fraction", .number(1.0 / 3)),
    Sample("the largest number", .number(.greatestFiniteMagnitude)),
    Sample("the smallest number", .number(.leastNonzeroMagnitude)),
    Sample("infinity", .number(-.infinity)),
    Sample("true", .boolean(true)),
    Sample("nothing", .nothing),
    Sample("a list with a gap", .list([.number(1), .nothing])),
    Sample("false", .boolean(false)),
    Sample("a text", .string("edge detector")),
    Sample("a text with letters of several bytes", .string("합성곱 ∗ 3 × 3 🐕")),
    Sample("a text with a null and a line end", .string("a\u{0}b\n")),
    Sample("an empty text", .string("")),
    Sample("a row", .tensor(shape: [3], scalars: [1, 2, 3])),
    Sample("a table", .tensor(shape: [2, 3], scalars: [1, 2, 3, 4, 5, 6])),
    Sample("kernels", .tensor(shape: [2, 1, 1, 2], scalars: [0.5, -0.5, 1, -1])),
    Sample("a tensor without axes", .tensor(shape: [], scalars: [0.25])),
    Sample("a tensor without numbers", .tensor(shape: [0, 3], scalars: [])),
    Sample("a list of several kinds", .list([.number(1), .string("cat"), .boolean(false)])),
    Sample("ragged rows", .list([.tensor(shape: [1], scalars: [1]), .tensor(shape: [2], scalars: [2, 3])])),
    Sample("an empty list", .list([])),
    Sample("lists nested as deeply as they may be", nestedList(depth: Wire.deepestList)),
    Sample("a shape", .shape([28, 28, 6])),
    Sample("a shape without axes", .shape([])),
    Sample("a shape with a negative size", .shape([-1])),
    Sample("a value that cannot be compared", .other(type: "Dictionary<String, Int>")),
  ]

  @Test("a value comes back as it was", arguments: samples)
  func value(sample: Sample) {
    let record = Record.answer(label: sample.testDescription, value: sample.value)
    let (records, malformed) = WireReader.records(in: written([record]))
    #expect(records == [record])
    #expect(malformed == nil)
  }

  @Test("records come back in their order, answers between cells")
  func order() {
    let records =
      [Record.cell(tag: "setup/1", printed: 0), .cell(tag: "", printed: 4_294_967_296)]
      + Self.samples.map { .answer(label: "", value: $0.value) } + [.finished]
    #expect(WireReader.records(in: written(records)).records == records)
  }

  static let shown: [ShownValue] = [
    ShownValue(title: "a title", .number(-0.5)),
    ShownValue(.text("고양이\n")),
    ShownValue(.tensors([])),
    ShownValue(.tensors([.init(shape: [2, 1], scalars: [1, .infinity]), .init(shape: [0], scalars: [])])),
    ShownValue(
      .picture(
        .init(title: "t", panels: [.init(caption: "c", numbers: .init(shape: [1, 2], scalars: [0, 1]))], range: nil))),
    ShownValue(
      .picture(
        .init(
          title: "", panels: [.init(caption: "", numbers: .init(shape: [1, 1, 3], scalars: [0, 1, 2]))], range: -1...1))
    ),
    ShownValue(
      .plot(.init(series: [.init(name: "loss", numbers: [3, 2]), .init(name: "", numbers: [])], isLogarithmic: true))),
    ShownValue(
      title: "t",
      .table(.init(header: ["0", "1"], rowTitles: ["a"], rows: [[.init("1"), .init("2", isMarked: true)], []]))),
    ShownValue(.omitted),
  ]

  @Test("a value that is shown comes back as it was", arguments: shown)
  func shownValue(value: ShownValue) {
    let record = Record.shown(value, at: 4_294_967_296, count: 12)
    #expect(WireReader.records(in: written([record, .finished])).records == [record, .finished])
  }

  @Test("no bytes are no records, and nothing is wrong with them")
  func nothing() {
    let (records, malformed) = WireReader.records(in: [])
    #expect(records.isEmpty)
    #expect(malformed == nil)
  }

  @Test(
    "a number keeps every bit: a negative zero and what a NaN carries", arguments: [-0.0, .nan, -.nan, .signalingNaN])
  func bits(number: Double) throws {
    let records = [
      Record.answer(label: "alone", value: .number(number)),
      .answer(label: "in a row", value: .tensor(shape: [1], scalars: [number])),
    ]
    let read = WireReader.records(in: written(records)).records
    guard read.count == 2, case .answer(_, .number(let alone)) = read[0],
      case .answer(_, .tensor(_, let row)) = read[1]
    else {
      Issue.record("read \(read)")
      return
    }
    #expect(alone.bitPattern == number.bitPattern)
    #expect(row.map(\.bitPattern) == [number.bitPattern])
  }

  @Test("a list nested too deeply arrives without its innermost part")
  func tooDeep() {
    let record = Record.answer(label: "deep", value: nestedList(depth: Wire.deepestList + 1))
    let (records, malformed) = WireReader.records(in: written([record]))
    let expected = (0..<Wire.deepestList).reduce(Value.other(type: "a list nested too deeply")) { value, _ in
      .list([value])
    }
    #expect(records == [.answer(label: "deep", value: expected)])
    #expect(malformed == nil)
  }

  @Test("counts outside what the wire holds become the nearest that it does")
  func clamped() {
    let records = [Record.cell(tag: "a", printed: -1), .cell(tag: "b", printed: .max)]
    #expect(
      WireReader.records(in: written(records)).records
        == [.cell(tag: "a", printed: 0), .cell(tag: "b", printed: .max)])
  }
}

@Suite("The wire's format")
struct FormatTests {
  @Test("lengths and numbers are little-endian, and a record is its length, kind and contents")
  func layout() {
    #expect(written([.finished]) == [1, 0, 0, 0, 3])
    #expect(
      written([.cell(tag: "ab", printed: 3)]) == [15, 0, 0, 0, 1, 2, 0, 0, 0, 97, 98, 3, 0, 0, 0, 0, 0, 0, 0])
    #expect(
      written([.answer(label: "é", value: .number(1))])
        == [16, 0, 0, 0, 2, 2, 0, 0, 0, 0xC3, 0xA9, 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
  }

  @Test("a tensor is its rank, sizes and numbers")
  func tensor() {
    let one = (1.0).bitPattern
    #expect(
      written([.answer(label: "a", value: .tensor(shape: [1, 2], scalars: [1, 1]))])
        == HandmadeBytes.answer.byte(4).count(2).word(1).word(2).word(one).word(one).record)
  }
}

@Suite("Kinds of values in words")
struct KindTests {
  @Test(
    "a message can say what a value is",
    arguments: [
      (.number(1), "a number"), (.boolean(true), "true or false"), (.string("1"), "a text"),
      (.tensor(shape: [2], scalars: [1, 2]), "a row of numbers"),
      (.tensor(shape: [1, 2], scalars: [1, 2]), "an array of numbers"), (.list([]), "a list"),
      (.shape([1]), "a shape"), (.other(type: "Set<Int>"), "of type Set<Int>"),
    ] as [(Value, String)])
  func kinds(value: Value, words: String) {
    #expect(value.kind == words)
  }
}
