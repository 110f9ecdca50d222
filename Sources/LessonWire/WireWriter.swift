/// Turns records into bytes.
package struct WireWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Appends one record.
  package mutating func append(_ record: Record) {
    let start = bytes.count
    append(UInt32(0))
    switch record {
    case .cell(let tag, let printed):
      bytes.append(Wire.Kind.cell.rawValue)
      append(tag)
      append(UInt64(clamping: printed))
    case .answer(let label, let value):
      bytes.append(Wire.Kind.answer.rawValue)
      append(label)
      append(value, depth: 0)
    case .finished:
      bytes.append(Wire.Kind.finished.rawValue)
    case .trace(let trace):
      append(trace)
    case .shown(let value, let start, let count):
      bytes.append(Wire.Kind.shown.rawValue)
      append(UInt64(clamping: start))
      append(UInt64(clamping: count))
      append(value)
    }
    let length = UInt32(clamping: bytes.count - start - 4)
    withUnsafeBytes(of: length.littleEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
  }

  /// Appends what a trace keeps of a value; this is no record.
  package mutating func append(_ snapshot: Trace.Snapshot) {
    switch snapshot {
    case .whole(let value):
      bytes.append(TraceLayout.Tag.whole.rawValue)
      append(value, depth: 0)
    case .beginning(let shape, let scalars):
      bytes.append(TraceLayout.Tag.beginning.rawValue)
      append(sizes: shape)
      for scalar in scalars { append(scalar.bitPattern) }
    case .words(let words):
      bytes.append(TraceLayout.Tag.words.rawValue)
      append(words)
    case .unseen:
      bytes.append(TraceLayout.Tag.unseen.rawValue)
    }
  }

  private mutating func append(_ value: Value, depth: Int) {
    switch value {
    case .number(let number):
      append(.number)
      append(number.bitPattern)
    case .integer(let integer):
      append(.integer)
      append(integer.description)
    case .boolean(let boolean):
      append(.boolean)
      bytes.append(boolean ? 1 : 0)
    case .string(let string):
      append(.string)
      append(string)
    case .tensor(let shape, let scalars):
      append(.tensor)
      append(sizes: shape)
      bytes.reserveCapacity(bytes.count + 8 * scalars.count)
      for scalar in scalars { append(scalar.bitPattern) }
    case .list where depth >= Wire.deepestList:
      append(.other(type: "a list nested too deeply"), depth: depth)
    case .list(let elements):
      append(.list)
      append(UInt32(clamping: elements.count))
      for element in elements { append(element, depth: depth + 1) }
    case .shape(let sizes):
      append(.shape)
      append(sizes: sizes)
    case .nothing:
      append(.nothing)
    case .other(let type):
      append(.other)
      append(type)
    }
  }

  /// Writes what a traced program writes in place.
  private mutating func append(_ trace: Trace) {
    var payload = [UInt8](repeating: 0, count: TraceLayout.recordSize - TraceLayout.lengthSize)
    payload.withUnsafeMutableBytes { buffer in
      var region = TraceRegion(buffer)
      for row in trace.rows { region.append(row) }
      region.setCurrent(trace.current)
      if trace.isFull { region.setFull() }
    }
    bytes += payload
  }

  mutating func append(sizes: [Int]) {
    append(UInt32(clamping: sizes.count))
    for size in sizes { append(UInt64(bitPattern: Int64(size))) }
  }

  private mutating func append(_ tag: Wire.Tag) { bytes.append(tag.rawValue) }

  mutating func append(_ string: String) {
    append(UInt32(clamping: string.utf8.count))
    bytes.append(contentsOf: string.utf8)
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func append(_ integer: some FixedWidthInteger) {
    withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension TraceRegion {
  fileprivate mutating func append(_ row: Trace.Row) {
    var name: String?
    if case .value(let given) = row.kind { name = given }
    guard let place = addRow(name: name, parent: row.parent, line: row.line, column: row.column) else { return }
    setCount(place, to: UInt64(clamping: row.count), order: UInt64(clamping: row.order))
    if case .call(let line?) = row.kind { setLine(line, ofCall: place) }
    snapshotBytes(of: row.first).withUnsafeBytes { setFirst(place, to: $0) }
    snapshotBytes(of: row.last).withUnsafeBytes { setLast(place, to: $0) }
  }

  private func snapshotBytes(of snapshot: Trace.Snapshot) -> [UInt8] {
    var writer = WireWriter()
    writer.append(snapshot)
    return writer.bytes
  }
}
