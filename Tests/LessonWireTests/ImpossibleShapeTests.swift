import LessonWire
import Testing

@Suite("Sizes and numbers that nobody should trust")
struct ImpossibleShapeTests {
  static let impossible: [[Int]] = [
    [.max, 0], [0, .max], [.min], [-1, 0], [0, -1], [1 << 31, 0], [1 << 20, 1 << 20, 0], [0, 1 << 40],
    Array(repeating: 2, count: 63) + [0], [.max, .max], [3, -2, -1],
  ]

  private func tensor(_ shape: [Int], scalars: Int) -> [UInt8] {
    let head = HandmadeBytes.answer.byte(4).count(UInt32(shape.count))
    let sizes = shape.reduce(head) { $0.word(UInt64(bitPattern: Int64($1))) }
    return (0..<scalars).reduce(sizes) { bytes, _ in bytes.word(0) }.record
  }

  @Test("an array's record is refused, also when it has no element", arguments: impossible)
  func refused(shape: [Int]) {
    let (records, malformed) = WireReader.records(in: tensor(shape, scalars: 0))
    #expect(records == [])
    #expect(malformed != nil)
  }

  @Test("an array without elements is read if its other sizes are possible", arguments: [[0], [0, 28], [3, 0, 2]])
  func empty(shape: [Int]) {
    let (records, malformed) = WireReader.records(in: tensor(shape, scalars: 0))
    #expect(records == [.answer(label: "a", value: .tensor(shape: shape, scalars: []))])
    #expect(malformed == nil)
  }

  @Test("a shape by itself is any row of numbers", arguments: impossible)
  func shapes(shape: [Int]) {
    let head = HandmadeBytes.answer.byte(6).count(UInt32(shape.count))
    let bytes = shape.reduce(head) { $0.word(UInt64(bitPattern: Int64($1))) }.record
    #expect(WireReader.records(in: bytes).records == [.answer(label: "a", value: .shape(shape))])
  }

  @Test(
    "a run that lasted no possible time ends what is read of a session",
    arguments: [Double.nan, .infinity, -1, 1e300, -.infinity])
  func seconds(seconds: Double) {
    let good = RunFrame(cause: .timedOut, seconds: 1, processorSeconds: 1, output: [], errors: [], wire: [])
    var (long, busy) = (good, good)
    (long.seconds, busy.processorSeconds) = (seconds, seconds)
    for bad in [long, busy] { #expect(RunFrame.frames(in: good.bytes + bad.bytes + good.bytes) == [good]) }
  }

  @Test(
    "a whole number's digits are read as they are, and nothing else in their place",
    arguments: [
      ("0", true), ("-1", true), ("170141183460469231731687303715884105728", true),
      (String(repeating: "9", count: 1000), true),
      ("", false), ("-", false), ("--1", false), ("007", false), ("-0", false), ("1e9", false), ("+1", false),
      ("٣", false),
      (String(repeating: "9", count: 1001), false),
    ])
  func digits(text: String, isNumber: Bool) {
    let (records, malformed) = WireReader.records(in: HandmadeBytes.answer.byte(9).text(text).record)
    #expect((malformed == nil) == isNumber)
    #expect(records == (LargeInteger(text).map { [.answer(label: "a", value: .integer($0))] } ?? []))
  }
}
