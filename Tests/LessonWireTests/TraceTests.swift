import LessonWire
import Testing

@Suite("Traces on the wire")
struct TraceTests {
  private static let sample = Trace(
    rows: [
      Trace.Row(
        .value(name: "sum"), line: 1_000_002, column: 3, count: 49, order: 98, first: .whole(.number(0)),
        last: .whole(.number(12))),
      Trace.Row(.call(fromLine: 1_000_002), line: 1_000_001, column: 30, count: 49),
      Trace.Row(
        .value(name: ""), parent: 1, line: 1_000_001, first: .beginning(shape: [28, 28], scalars: [0, 255, 17]),
        last: .words("Stride(step: 2)")),
    ], current: 1, isFull: true)

  /// The record's bytes, with four of them changed.
  private func bytes(_ trace: Trace, _ change: (offset: Int, number: UInt32)? = nil) -> [UInt8] {
    var writer = WireWriter()
    writer.append(.trace(trace))
    var bytes = writer.bytes
    if let (offset, number) = change {
      let start = TraceLayout.lengthSize + offset
      bytes.replaceSubrange(start..<start + 4, with: HandmadeBytes().count(number).bytes)
    }
    return bytes
  }

  private func trace(in bytes: [UInt8]) -> Trace? {
    guard case .trace(let trace) = WireReader.records(in: bytes).records.first else { return nil }
    return trace
  }

  @Test("what is written is read, whatever comes behind it")
  func roundTrip() {
    var writer = WireWriter()
    writer.append(.trace(Self.sample))
    writer.append(.finished)
    #expect(writer.bytes.count == TraceLayout.recordSize + 5)
    #expect(WireReader.records(in: writer.bytes).records == [.trace(Self.sample), .finished])
  }

  @Test(
    "a trace that points outside of its record, or claims more rows than there is room for, is refused",
    arguments: [
      (TraceLayout.rowCount, UInt32(TraceLayout.mostRows + 1)),
      (TraceLayout.firstRow + TraceLayout.Field.first, UInt32(TraceLayout.recordSize)),
      (TraceLayout.firstRow + TraceLayout.Field.name + 4, UInt32(TraceLayout.longestName + 1)),
      (TraceLayout.firstRow + TraceLayout.Field.last + 4, UInt32(TraceLayout.longestSnapshot + 1)),
    ])
  func forged(offset: Int, number: UInt32) {
    let read = WireReader.records(in: bytes(Self.sample, (offset, number)))
    #expect(read.records.isEmpty)
    #expect(read.malformed?.reason == "a trace that points nowhere")
  }

  @Test("rows that share their bytes cannot make a large trace out of a small record")
  func overlapping() {
    var payload = HandmadeBytes().byte(4).byte(0).byte(0).byte(0).count(300).count(.max).count(0)
    for _ in 0..<300 {
      payload = payload.count(.max).count(1_000_001).count(1).count(0).word(1).word(1)
        .count(0).count(0).count(0).count(4096).count(0).count(0).word(0)
    }
    #expect(WireReader.records(in: payload.record).records.isEmpty)
  }

  @Test("counts are such that they can be added up")
  func counts() throws {
    var bytes = bytes(Self.sample)
    let start = TraceLayout.lengthSize + TraceLayout.firstRow + TraceLayout.Field.count
    bytes.replaceSubrange(start..<start + 8, with: HandmadeBytes().word(.max).bytes)
    #expect(try #require(trace(in: bytes)).rows[0].count == 1 << 50)
  }

  @Test("a snapshot that was being written when its process was killed counts as unseen")
  func torn() throws {
    let start = TraceLayout.firstRow + TraceLayout.Field.first
    let read = try #require(trace(in: bytes(Self.sample, (start + 4, 7))))
    #expect(read.rows[0].first == .unseen)
    #expect(read.rows[0].last == .whole(.number(12)))
  }

  @Test("there is room for 512 rows, and a trace says that there were more")
  func full() throws {
    let row = Trace.Row(.value(name: "x"), line: 1_000_001, first: .whole(.number(1)))
    let read = try #require(trace(in: bytes(Trace(rows: Array(repeating: row, count: 600)))))
    #expect(read.rows.count == 512)
    #expect(read.isFull)
    #expect(!Self.sample.rows.isEmpty && trace(in: bytes(Trace(rows: [row])))?.isFull == false)
  }
}
