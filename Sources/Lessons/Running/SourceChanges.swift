// What an assembled program changes in a cell's code, without moving any line.

extension String {
  /// The text with blanks in place of the bytes in these ranges, line ends apart.
  func blanked(_ ranges: [Range<Int>]) -> String {
    guard !ranges.isEmpty else { return self }
    var bytes = Array(utf8)
    for range in ranges {
      for index in range.clamped(to: 0..<bytes.count) where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with another one in it, behind so many UTF-8 bytes.
  func inserting(_ text: String, at offset: Int) -> String {
    var bytes = Array(utf8)
    bytes.insert(contentsOf: text.utf8, at: min(offset, bytes.count))
    return String(decoding: bytes, as: UTF8.self)
  }
}
