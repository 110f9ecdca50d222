/// Reads a trace out of its record's payload, trusting none of it.
struct TraceReader {
  let bytes: ArraySlice<UInt8>

  /// - Returns: The trace; `nil` if rows, names or snapshots lie outside of the payload, or are together larger than it.
  /// - Complexity: O(*n*) in the number of bytes.
  func trace() -> Trace? {
    guard let count = number(at: TraceLayout.rowCount), count <= TraceLayout.mostRows,
      let current = number(at: TraceLayout.current), let isFull = number(at: TraceLayout.isFull)
    else { return nil }
    var trace = Trace(current: current < count ? current : nil, isFull: isFull != 0)
    // Rows that all point to the same bytes would make much of little.
    var allowance = bytes.count
    for index in 0..<count {
      guard let row = row(index, &allowance) else { return nil }
      trace.rows.append(row)
    }
    return trace
  }

  private func row(_ index: Int, _ allowance: inout Int) -> Trace.Row? {
    let start = TraceLayout.firstRow + index * TraceLayout.rowSize
    typealias Field = TraceLayout.Field
    guard let parent = number(at: start + Field.parent), let line = number(at: start + Field.line),
      let column = number(at: start + Field.column), let fromLine = number(at: start + Field.fromLine),
      let count = wideNumber(at: start + Field.count), let order = wideNumber(at: start + Field.order),
      let nameLength = number(at: start + Field.name + 4),
      let first = part(at: start + Field.first, atMost: TraceLayout.longestSnapshot, &allowance),
      let last = part(at: start + Field.last, atMost: TraceLayout.longestSnapshot, &allowance)
    else { return nil }
    var row = Trace.Row(.call(fromLine: fromLine > 0 ? fromLine : nil), line: line, column: column)
    if nameLength != Int(TraceLayout.callMark) {
      guard let name = part(at: start + Field.name, atMost: TraceLayout.longestName, &allowance) else { return nil }
      row.kind = .value(name: String(decoding: name, as: UTF8.self))
    }
    // A row that is being written when its process is killed may have any parent.
    row.parent = parent < index ? parent : nil
    (row.count, row.order) = (count, order)
    (row.first, row.last) = (WireReader.snapshot(in: first), WireReader.snapshot(in: last))
    return row
  }

  /// The bytes that an offset and a length point to.
  private func part(at offset: Int, atMost limit: Int, _ allowance: inout Int) -> ArraySlice<UInt8>? {
    guard let start = number(at: offset), let length = number(at: offset + 4), length <= limit, length <= allowance,
      start <= bytes.count - length
    else { return nil }
    allowance -= length
    return bytes.dropFirst(start).prefix(length)
  }

  private func number(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return bytes.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func wideNumber(at offset: Int) -> Int? {
    guard let low = number(at: offset), let high = number(at: offset + 4) else { return nil }
    // No program counts further, and whoever adds some of them up should not have to look out.
    return Int(clamping: min(UInt64(high) << 32 | UInt64(low), 1 << 50))
  }
}

extension WireReader {
  /// A snapshot that makes no sense counts as unseen: its process may have been killed while it wrote it.
  fileprivate static func snapshot(in bytes: ArraySlice<UInt8>) -> Trace.Snapshot {
    var reader = WireReader(bytes: bytes)
    return (try? reader.snapshot()) ?? .unseen
  }
}
