import LessonWire
import Testing

/// Whatever the bytes are, reading them ends, and with an answer: a cell may write anything.
@Suite("Bytes that nobody should trust")
struct MalformedTests {
  private static let valid: [Record] = [
    .cell(tag: "exercise/map", printed: 12),
    .answer(label: "map", value: .tensor(shape: [2, 2], scalars: [1, -2, 3.5, 0])),
    .answer(label: "parts", value: .list([.string("고양이"), .boolean(true), .list([.number(1)]), .shape([3, 3])])),
    .shown(RoundTripTests.shown[5], at: 0, count: 3),
    .shown(RoundTripTests.shown[6], at: 3, count: 3),
    .shown(RoundTripTests.shown[7], at: 6, count: 3),
    .answer(label: "?", value: .other(type: "Set<Int>")),
    .finished,
  ]

  @Test("of a stream cut off anywhere, the whole records are read, and a part of one is malformed")
  func truncations() {
    let bytes = written(Self.valid)
    let ends = (0...Self.valid.count).map { written(Array(Self.valid.prefix($0))).count }
    for length in 0...bytes.count {
      let (records, malformed) = WireReader.records(in: Array(bytes.prefix(length)))
      let whole = ends.count { $0 <= length } - 1
      #expect(records == Array(Self.valid.prefix(whole)), "cut to \(length) bytes")
      #expect((malformed == nil) == ends.contains(length), "cut to \(length) bytes")
      #expect((malformed?.offset ?? 0) <= length)
    }
  }

  @Test("a changed byte leaves the records before it alone", arguments: [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8])
  func changedBytes(replacement: UInt8) {
    let bytes = written(Self.valid)
    let ends = (0...Self.valid.count).map { written(Array(Self.valid.prefix($0))).count }
    for place in bytes.indices {
      var changed = bytes
      changed[place] = replacement
      let before = ends.count { $0 <= place } - 1
      let (records, malformed) = WireReader.records(in: changed)
      #expect(records.starts(with: Self.valid.prefix(before)), "byte \(place)")
      #expect(records.count >= Self.valid.count || malformed != nil, "byte \(place)")
    }
  }

  struct Lie: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var reason: String

    init(_ name: String, _ bytes: [UInt8], _ reason: String) {
      (testDescription, self.bytes, self.reason) = (name, bytes, reason)
    }
  }

  private static let huge = UInt64(Int64.max)
  private static let negative = UInt64.max

  @Test(
    "what the bytes do not bear out is refused, with the reason",
    arguments: [
      Lie("a record longer than the rest", HandmadeBytes().count(.max).byte(3).bytes, "a record of 4294967295 bytes"),
      Lie("an empty record", HandmadeBytes().record, "the end, in the middle"),
      Lie("an unknown kind of record", HandmadeBytes().byte(9).record, "unknown kind"),
      Lie("bytes behind a record", HandmadeBytes().byte(3).byte(0).byte(0).record, "2 bytes too many"),
      Lie("more printed than can be counted", HandmadeBytes().byte(1).count(0).word(.max).record, "a count of"),
      Lie("a label longer than its record", HandmadeBytes().byte(2).count(.max).record, "a string of 4294967295"),
      Lie(
        "a label that runs into the next record", HandmadeBytes().byte(2).count(5).record + written([.finished]),
        "a string of 5 bytes, with 0 left"),
      Lie("an answer without a value", HandmadeBytes.answer.record, "the end, in the middle"),
      Lie("a value of an unknown kind", HandmadeBytes.answer.byte(0).record, "value of an unknown kind"),
      Lie("half a number", HandmadeBytes.answer.byte(1).count(0).record, "the end, in the middle"),
      Lie("a Boolean without its byte", HandmadeBytes.answer.byte(2).record, "the end, in the middle"),
      Lie("too many sizes", HandmadeBytes.answer.byte(6).count(.max).word(1).record, "4294967295 sizes"),
      Lie("one size too few", HandmadeBytes.answer.byte(6).count(2).word(1).record, "2 sizes, with 8 bytes left"),
      Lie("too many scalars", HandmadeBytes.answer.byte(4).count(1).word(huge).record, "impossible shape"),
      Lie("many scalars", HandmadeBytes.answer.byte(4).count(1).word(1 << 20).record, "scalars, with 0 bytes left"),
      Lie("one scalar too few", HandmadeBytes.answer.byte(4).count(1).word(2).word(0).record, "a tensor of 2 scalars"),
      Lie("a negative size", HandmadeBytes.answer.byte(4).count(1).word(negative).record, "impossible shape"),
      Lie(
        "two negative sizes, whose product is not",
        HandmadeBytes.answer.byte(4).count(2).word(negative).word(negative).word(0).record, "impossible shape"),
      Lie(
        "a negative size beside 0", HandmadeBytes.answer.byte(4).count(2).word(0).word(negative).record,
        "impossible shape"),
      Lie(
        "sizes whose product overflows",
        HandmadeBytes.answer.byte(4).count(2).word(huge).word(2).record, "impossible shape"),
      Lie(
        "sizes whose product overflows to 0",
        HandmadeBytes.answer.byte(4).count(2).word(1 << 32).word(1 << 32).record, "impossible shape"),
      Lie("a shown value of an unknown kind", HandmadeBytes.shown.byte(7).record, "shown value of an unknown kind"),
      Lie("more shown than can be counted", HandmadeBytes().byte(5).word(.max).word(0).record, "a count of"),
      Lie("too many tensors", HandmadeBytes.shown.byte(3).count(.max).record, "4294967295 tensors"),
      Lie(
        "a shown tensor of nothing", HandmadeBytes.shown.byte(3).count(1).count(1).word(2).record, "2 scalars, with 0"),
      Lie(
        "a picture of no picture's shape",
        HandmadeBytes.shown.byte(4).count(0).count(1).count(0).count(1).word(0).record,
        "a picture of the shape [0]"),
      Lie(
        "shades from one to nothing",
        HandmadeBytes.shown.byte(4).count(0).count(0).byte(1).word(0).word((0.0 / 0).bitPattern).record,
        "shades from 0.0"),
      Lie(
        "a series longer than its record", HandmadeBytes.shown.byte(5).count(1).count(0).count(9).record, "9 numbers"),
      Lie("too many rows", HandmadeBytes.shown.byte(6).count(0).count(0).count(.max).record, "4294967295 rows"),
      Lie(
        "too many list elements", HandmadeBytes.answer.byte(5).count(.max).word(0).record,
        "4294967295 list elements"),
      Lie(
        "one list element too few",
        HandmadeBytes.answer.byte(5).count(2).byte(2).byte(1).byte(2).byte(1).byte(2).record,
        "1 bytes too many"),
    ])
  func lies(lie: Lie) {
    let before = Record.cell(tag: "c", printed: 14)
    let (records, malformed) = WireReader.records(in: written([before]) + lie.bytes)
    #expect(records == [before])
    #expect(malformed?.reason.contains(lie.reason) == true, "\(String(describing: malformed))")
  }

  @Test("of more than a run may show, it is said once, and the rest is passed over")
  func tooMuchShown() {
    let small = Record.shown(ShownValue(.number(1)), at: 5, count: 2)
    let omitted = Record.shown(ShownValue(.omitted), at: 5, count: 2)
    let many = [Record](repeating: small, count: ShownValue.mostValuesOfRun + 2)
    #expect(WireReader.records(in: written(many + [.finished])).records == many.dropLast(2) + [omitted, .finished])
    let numbers = ShownValue.NumberArray(shape: [50_000], scalars: [Double](repeating: 0, count: 50_000))
    let large = Record.shown(ShownValue(.tensors([numbers])), at: 5, count: 2)
    let bytes = written([large, large, large, large, large, large, large, small, .finished])
    #expect(WireReader.records(in: bytes).records == [large, large, large, large, large, omitted, .finished])
    // What is wrong in it is not looked at any more.
    let nonsense = HandmadeBytes().byte(5).byte(9).record
    #expect(WireReader.records(in: written(many) + nonsense + written([.finished])).records.last == .finished)
  }

  @Test("the offset says where the bytes stop making sense")
  func offset() {
    let first = written([.finished])
    let (_, malformed) = WireReader.records(in: first + HandmadeBytes().byte(9).record)
    #expect(malformed?.offset == first.count + 5)
  }

  @Test("lists nested more deeply than a writer nests them are refused")
  func nesting() {
    let lists = { (depth: Int) -> [UInt8] in
      let openings = Array(repeatElement(HandmadeBytes().byte(5).count(1).bytes, count: depth).joined())
      return HandmadeBytes(bytes: HandmadeBytes.answer.bytes + openings).byte(2).byte(1).record
    }
    #expect(WireReader.records(in: lists(Wire.deepestList)).malformed == nil)
    #expect(WireReader.records(in: lists(Wire.deepestList + 1)).malformed?.reason == "a list nested too deeply")
    #expect(WireReader.records(in: lists(100_000)).malformed?.reason == "a list nested too deeply")
  }

  @Test("a label that is not UTF-8 is mended, not refused")
  func notUTF8() {
    let bytes = HandmadeBytes().byte(2).count(3).byte(0x61).byte(0xFF).byte(0x62).byte(2).byte(1).record
    #expect(WireReader.records(in: bytes).records == [.answer(label: "a\u{FFFD}b", value: .boolean(true))])
  }
}

@Suite("Random bytes")
struct RandomBytesTests {
  /// Whatever was read is fit to be written, and then says the same.
  private func expectStable(_ bytes: [UInt8], _ seed: UInt64) {
    let (records, malformed) = WireReader.records(in: bytes)
    let again = WireReader.records(in: written(records))
    #expect(again.malformed == nil, "seed \(seed)")
    #expect(written(again.records) == written(records), "seed \(seed)")
    #expect(malformed.map { $0.offset <= bytes.count } ?? true, "seed \(seed)")
  }

  @Test("bytes without any sense")
  func senseless() {
    for seed in 1...2000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(state: seed)
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      expectStable(bytes, seed)
    }
  }

  @Test("answers of small bytes, among which many are kinds, lengths and counts that could be true")
  func plausible() {
    var valuesRead = 0
    for seed in 1...4000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(state: seed)
      let value = (0..<Int.random(in: 1...80, using: &generator)).map { _ in
        Int.random(in: 0...2, using: &generator) > 0 ? 0 : UInt8.random(in: 0...8, using: &generator)
      }
      let bytes = HandmadeBytes(bytes: HandmadeBytes.answer.bytes + value).record
      expectStable(bytes, seed)
      valuesRead += WireReader.records(in: bytes).records.count
    }
    #expect(valuesRead > 0, "none of the streams held a value, so that nothing was tried")
  }
}
