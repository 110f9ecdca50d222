/// The memory in which a trace is kept while its program runs: a record's payload, written in place.
///
/// Nothing is allocated beyond it, and whatever is in it can be read at any time.
package struct TraceRegion {
  private let bytes: UnsafeMutableRawBufferPointer
  private var heapEnd = TraceLayout.heap
  package private(set) var rowCount = 0

  /// - Parameter bytes: A payload's memory, all zeros.
  package init(_ bytes: UnsafeMutableRawBufferPointer) {
    self.bytes = bytes
    bytes[0] = Wire.Kind.trace.rawValue
    setCurrent(nil)
  }

  /// Adds a row that has run 0 times, of a value with this name or, without one, of a call; `nil` if there is no more room.
  package mutating func addRow(name: String?, parent: Int?, line: Int, column: Int) -> Int? {
    guard rowCount < TraceLayout.mostRows else {
      setFull()
      return nil
    }
    let row = rowCount
    let start = self.start(of: row)
    store(parent.map(UInt32.init(clamping:)) ?? TraceLayout.none, at: start + TraceLayout.Field.parent)
    store(UInt32(clamping: line), at: start + TraceLayout.Field.line)
    store(UInt32(clamping: column), at: start + TraceLayout.Field.column)
    if let name {
      Array(name.utf8.prefix(TraceLayout.longestName)).withUnsafeBytes {
        point(at: start + TraceLayout.Field.name, to: $0)
      }
    } else {
      store(TraceLayout.callMark, at: start + TraceLayout.Field.name + 4)
    }
    rowCount += 1
    store(UInt32(rowCount), at: TraceLayout.rowCount)
    return row
  }

  /// What there is, to come back to.
  package var mark: Mark { Mark(rowCount: rowCount, heapEnd: heapEnd) }

  package struct Mark {
    package var rowCount: Int
    var heapEnd: Int
  }

  /// Forgets the newest rows.
  /// - Parameters:
  ///   - count: How many rows stay.
  ///   - mark: If the rows of then are those that stay, and no value of theirs has changed since, their room is free again.
  package mutating func removeRows(from count: Int, backTo mark: Mark) {
    guard count < rowCount else { return }
    let (start, end) = (start(of: count), start(of: rowCount))
    UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]).initializeMemory(as: UInt8.self, repeating: 0)
    if count == mark.rowCount { heapEnd = mark.heapEnd }
    rowCount = count
    store(UInt32(rowCount), at: TraceLayout.rowCount)
  }

  /// Counts one more time that a row's statement has run.
  /// - Returns: How often that is.
  package func count(_ row: Int, order: UInt64) -> UInt64 {
    let start = start(of: row)
    let count = load(UInt64.self, at: start + TraceLayout.Field.count) &+ 1
    setCount(row, to: count, order: order)
    return count
  }

  func setCount(_ row: Int, to count: UInt64, order: UInt64) {
    let start = start(of: row)
    bytes.storeBytes(of: count.littleEndian, toByteOffset: start + TraceLayout.Field.count, as: UInt64.self)
    bytes.storeBytes(of: order.littleEndian, toByteOffset: start + TraceLayout.Field.order, as: UInt64.self)
  }

  /// Says that there is more than there is room for.
  func setFull() { store(1, at: TraceLayout.isFull) }

  /// Keeps a row's first value, a snapshot in bytes.
  package mutating func setFirst(_ row: Int, to snapshot: UnsafeRawBufferPointer) {
    point(at: start(of: row) + TraceLayout.Field.first, to: snapshot)
  }

  /// Keeps a row's last value in place of the one before, a snapshot in bytes; an empty one for a value that is not looked at.
  package mutating func setLast(_ row: Int, to snapshot: UnsafeRawBufferPointer) {
    let field = start(of: row) + TraceLayout.Field.last
    let roomField = start(of: row) + TraceLayout.Field.lastRoom
    let place = Int(load(UInt32.self, at: field))
    guard place > 0, snapshot.count <= Int(load(UInt32.self, at: roomField)) else {
      point(at: field, to: snapshot)
      let length = Int(load(UInt32.self, at: field + 4))
      // An array that grows in a loop would need another place each time.
      let reserve = min(length, max(0, TraceLayout.longestSnapshot - length), bytes.count - heapEnd)
      heapEnd += reserve
      store(UInt32(length + reserve), at: roomField)
      return
    }
    copy(snapshot, to: place)
    store(UInt32(snapshot.count), at: field + 4)
  }

  /// Says from which line a call was made.
  package func setLine(_ line: Int, ofCall row: Int) {
    store(UInt32(clamping: line), at: start(of: row) + TraceLayout.Field.fromLine)
  }

  /// Says in which call the program is.
  package func setCurrent(_ row: Int?) {
    store(row.map(UInt32.init(clamping:)) ?? TraceLayout.none, at: TraceLayout.current)
  }

  private func start(of row: Int) -> Int { TraceLayout.firstRow + row * TraceLayout.rowSize }

  /// Copies bytes to where there is room, and writes down where that is; without room they count as empty.
  private mutating func point(at field: Int, to part: UnsafeRawBufferPointer) {
    let fits = part.count <= bytes.count - heapEnd
    if !fits { setFull() }
    let length = fits ? part.count : 0
    if fits { copy(part, to: heapEnd) }
    store(UInt32(heapEnd), at: field)
    store(UInt32(length), at: field + 4)
    heapEnd += length
  }

  private func copy(_ part: UnsafeRawBufferPointer, to offset: Int) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + part.count]).copyMemory(from: part)
  }

  private func store(_ number: UInt32, at offset: Int) {
    bytes.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt32.self)
  }

  private func load<Integer: FixedWidthInteger>(_: Integer.Type, at offset: Int) -> Integer {
    Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
  }
}
