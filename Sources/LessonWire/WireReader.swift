/// Turns bytes back into records, trusting none of them: a length, count or size that the bytes do not bear out is refused
/// before anything is allocated for it.
package struct WireReader {
  /// Where and why the bytes stop making sense.
  package struct Malformed: Error, Hashable {
    package var offset: Int
    package var reason: String
  }

  private var bytes: ArraySlice<UInt8>
  /// How many shown values have been read, and their bytes; beyond what a run may show they are passed over.
  private var shown = (count: 0, bytes: 0, isFull: false)

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Reads all records.
  ///
  /// A record that is cut off at the end is malformed too: a process that was killed while it wrote leaves one.
  /// - Returns: The records before the first malformed byte, and what is wrong there.
  /// - Complexity: O(*n*) in the number of bytes.
  package static func records(in bytes: [UInt8]) -> (records: [Record], malformed: Malformed?) {
    var reader = WireReader(bytes: bytes[...])
    var records: [Record] = []
    do throws(Malformed) {
      while !reader.bytes.isEmpty {
        if let record = try reader.record() { records.append(record) }
      }
      return (records, nil)
    } catch {
      return (records, error)
    }
  }

  /// - Returns: `nil` for a value beyond what a run may show.
  private mutating func record() throws(Malformed) -> Record? {
    let length = Int(try integer(UInt32.self))
    guard length <= bytes.count else { throw malformed("a record of \(length) bytes, with \(bytes.count) left") }
    var payload = WireReader(bytes: bytes.prefix(length))
    bytes = bytes.dropFirst(length)
    if payload.bytes.first == Wire.Kind.shown.rawValue {
      if shown.isFull { return nil }
      shown = (shown.count + 1, shown.bytes + length, false)
      shown.isFull = shown.count > ShownValue.mostValuesOfRun || shown.bytes > ShownValue.mostBytesOfRun
      payload.shown.isFull = shown.isFull
    }
    let record = try payload.payload()
    guard payload.bytes.isEmpty else { throw payload.malformed("\(payload.bytes.count) bytes too many in a record") }
    return record
  }

  private mutating func payload() throws(Malformed) -> Record {
    let whole = bytes
    switch Wire.Kind(rawValue: try byte()) {
    case .cell:
      return .cell(tag: try string(), printed: try byteCount())
    case .answer:
      return .answer(label: try string(), value: try value(depth: 0))
    case .finished:
      return .finished
    case .trace:
      guard let trace = TraceReader(bytes: whole).trace() else { throw malformed("a trace that points nowhere") }
      bytes = []
      return .trace(trace)
    case .shown:
      let (start, count) = (try byteCount(), try byteCount())
      guard shown.isFull else { return .shown(try shownValue(), at: start, count: count) }
      bytes = []
      return .shown(ShownValue(.omitted), at: start, count: count)
    case nil:
      throw malformed("a record of an unknown kind")
    }
  }

  private mutating func value(depth: Int) throws(Malformed) -> Value {
    switch Wire.Tag(rawValue: try byte()) {
    case .number: return .number(try double())
    case .integer:
      guard let integer = LargeInteger(try string()) else { throw malformed("a whole number that is none") }
      return .integer(integer)
    case .boolean: return .boolean(try byte() != 0)
    case .string: return .string(try string())
    case .tensor: return try tensor()
    case .list:
      guard depth < Wire.deepestList else { throw malformed("a list nested too deeply") }
      let count = try count(of: "list elements", bytesEach: 1)
      // Nothing is reserved: each list within a list could claim all the bytes that are left.
      var elements: [Value] = []
      for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
      return .list(elements)
    case .shape: return .shape(try sizes())
    case .nothing: return .nothing
    case .other: return .other(type: try string())
    case nil: throw malformed("a value of an unknown kind")
    }
  }

  mutating func snapshot() throws(Malformed) -> Trace.Snapshot {
    switch TraceLayout.Tag(rawValue: try byte()) {
    case .whole: return .whole(try value(depth: 0))
    case .beginning:
      let shape = try arrayShape()
      var scalars: [Double] = []
      while !bytes.isEmpty { scalars.append(try double()) }
      return .beginning(shape: shape, scalars: scalars)
    case .words: return .words(try string())
    case .unseen, nil: return .unseen
    }
  }

  private mutating func byteCount() throws(Malformed) -> Int {
    let number = try integer(UInt64.self)
    guard let count = Int(exactly: number) else { throw malformed("a count of \(number) bytes") }
    return count
  }

  private mutating func tensor() throws(Malformed) -> Value {
    let (shape, scalars) = try shapedScalars()
    return .tensor(shape: shape, scalars: scalars)
  }

  mutating func shapedScalars() throws(Malformed) -> (shape: [Int], scalars: [Double]) {
    let shape = try arrayShape()
    let count = shape.reduce(1, *)
    guard count <= bytes.count / 8 else {
      throw malformed("a tensor of \(count) scalars, with \(bytes.count) bytes left")
    }
    var scalars: [Double] = []
    scalars.reserveCapacity(count)
    for _ in 0..<count { scalars.append(try double()) }
    return (shape, scalars)
  }

  private mutating func arrayShape() throws(Malformed) -> [Int] {
    let shape = try sizes()
    guard Wire.isArrayShape(shape) else { throw malformed("an array of an impossible shape") }
    return shape
  }

  private mutating func sizes() throws(Malformed) -> [Int] {
    let count = try count(of: "sizes", bytesEach: 8)
    var sizes: [Int] = []
    for _ in 0..<count { sizes.append(Int(Int64(bitPattern: try integer(UInt64.self)))) }
    return sizes
  }

  mutating func count(of things: String, bytesEach: Int) throws(Malformed) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= bytes.count / bytesEach else {
      throw malformed("\(count) \(things), with \(bytes.count) bytes left")
    }
    return count
  }

  mutating func string() throws(Malformed) -> String {
    let length = Int(try integer(UInt32.self))
    guard length <= bytes.count else { throw malformed("a string of \(length) bytes, with \(bytes.count) left") }
    // Bytes that are not UTF-8 become U+FFFD: a cell may build such a string, and it is no reason to drop the record.
    let string = String(decoding: bytes.prefix(length), as: UTF8.self)
    bytes = bytes.dropFirst(length)
    return string
  }

  mutating func double() throws(Malformed) -> Double {
    Double(bitPattern: try integer(UInt64.self))
  }

  mutating func byte() throws(Malformed) -> UInt8 {
    guard let byte = bytes.popFirst() else { throw malformed("the end, in the middle of a record") }
    return byte
  }

  private mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type) throws(Malformed) -> Integer {
    let width = MemoryLayout<Integer>.size
    guard bytes.count >= width else { throw malformed("the end, in the middle of a record") }
    var integer: Integer = 0
    for (index, byte) in bytes.prefix(width).enumerated() { integer |= Integer(byte) << Integer(8 * index) }
    bytes = bytes.dropFirst(width)
    return integer
  }

  func malformed(_ reason: String) -> Malformed {
    Malformed(offset: bytes.startIndex, reason: reason)
  }
}
