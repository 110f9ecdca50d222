import LessonWire

/// A record's bytes put together by hand, so that they can say what no writer would.
struct HandmadeBytes {
  var bytes: [UInt8] = []

  func byte(_ byte: UInt8) -> Self { Self(bytes: bytes + [byte]) }

  /// Four bytes, little-endian: a length or a count.
  func count(_ count: UInt32) -> Self {
    Self(bytes: bytes + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
  }

  /// Eight bytes, little-endian: a size or a number's bit pattern.
  func word(_ word: UInt64) -> Self {
    Self(bytes: bytes + (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) })
  }

  func text(_ text: String) -> Self {
    let length = count(UInt32(text.utf8.count))
    return Self(bytes: length.bytes + text.utf8)
  }

  /// All of it as a record, its length in front.
  var record: [UInt8] { HandmadeBytes().count(UInt32(bytes.count)).bytes + bytes }

  /// The beginning of an answer, up to where its value starts.
  static var answer: Self { HandmadeBytes().byte(2).text("a") }

  /// The beginning of a shown value, up to where its content starts.
  static var shown: Self { HandmadeBytes().byte(5).word(0).word(1).text("t") }
}

/// A small generator of its own, so that a failing case comes back: SplitMix64 (Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The bytes of records, as a cell's process writes them.
func written(_ records: [Record]) -> [UInt8] {
  var writer = WireWriter()
  for record in records { writer.append(record) }
  return writer.bytes
}

/// Lists in lists, with a number in the innermost.
func nestedList(depth: Int) -> Value {
  (0..<depth).reduce(.number(7)) { value, _ in .list([value]) }
}
