/// The lines of a text without what ends them: `\n`, `\r\n` or `\r`.
///
/// Only their bounds are kept, as a text may be nothing but line ends.
struct SourceLines: RandomAccessCollection {
  private let bytes: [UInt8]
  private let bounds: [Range<UInt32>]

  /// - Parameter bytes: At most 4 GiB.
  /// - Complexity: O(*n*).
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var bounds: [Range<UInt32>] = []
    bounds.reserveCapacity(bytes.count { $0 == 0x0A || $0 == 0x0D } + 1)
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        bounds.append(UInt32(start)..<UInt32(index))
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if start < bytes.count { bounds.append(UInt32(start)..<UInt32(bytes.count)) }
    self.bounds = bounds
  }

  var startIndex: Int { 0 }
  var endIndex: Int { bounds.count }

  /// A line's bytes, counted from 0.
  subscript(position: Int) -> ArraySlice<UInt8> {
    bytes[Int(bounds[position].lowerBound)..<Int(bounds[position].upperBound)]
  }
}
