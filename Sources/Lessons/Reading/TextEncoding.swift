/// A text as UTF-8 where it surely is in another form of Unicode, and as it is otherwise.
package func decodedText(_ bytes: [UInt8]) -> [UInt8] { TextEncoding(of: bytes)?.decoded(bytes) ?? bytes }

/// How the bytes of a text file are to be read where they are not UTF-8: the forms in which editors save "Unicode".
enum TextEncoding: Hashable {
  case utf16(isBigEndian: Bool)
  case utf32(isBigEndian: Bool)

  /// How many of the bytes are looked at where no mark says what they are.
  private static let sampleSize = 4096

  /// What a byte-order mark says, or zero bytes where ASCII's upper halves would be: no UTF-8 text has those.
  /// - Returns: `nil` for UTF-8, and for whatever is not surely something else.
  init?(of bytes: [UInt8]) {
    // UTF-16's mark begins UTF-32's.
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .utf32(isBigEndian: false)
    } else if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32(isBigEndian: true)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isBigEndian: false)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBigEndian: true)
    } else if let isBigEndian = Self.isBigEndian(unmarked: bytes) {
      self = .utf16(isBigEndian: isBigEndian)
    } else {
      return nil
    }
  }

  var kind: FileKind { if case .utf16 = self { .utf16 } else { .utf32 } }

  /// The text as UTF-8, its mark left out. What is not valid, a lone surrogate or half a unit at the end, becomes U+FFFD.
  func decoded(_ bytes: [UInt8]) -> [UInt8] {
    let text =
      switch self {
      case .utf16(let isBigEndian):
        String(
          decoding: Self.units(of: bytes, size: 2, isBigEndian).map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self)
      case .utf32(let isBigEndian):
        String(decoding: Self.units(of: bytes, size: 4, isBigEndian), as: UTF32.self)
      }
    let decoded = Array(text.utf8)
    return decoded.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(decoded.dropFirst(3)) : decoded
  }

  private static func units(of bytes: [UInt8], size: Int, _ isBigEndian: Bool) -> [UInt32] {
    let whole = stride(from: 0, to: bytes.count - bytes.count % size, by: size).map { start in
      let unit = bytes[start..<start + size]
      let ordered: [UInt8] = isBigEndian ? Array(unit) : unit.reversed()
      return ordered.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    return bytes.count % size == 0 ? whole : whole + [0xFFFD]
  }

  /// The order of an unmarked text's bytes, if a quarter of its units or more have an upper half of zero, nearly all of those are ASCII's, and
  /// no zero byte is anywhere else.
  private static func isBigEndian(unmarked bytes: [UInt8]) -> Bool? {
    let sample = bytes.prefix(sampleSize)
    let zeros = sample.indices.filter { sample[$0] == 0 }
    guard sample.count >= 8, zeros.count * 8 >= sample.count, let first = zeros.first,
      zeros.allSatisfy({ $0 % 2 == first % 2 })
    else { return nil }
    let isBigEndian = first % 2 == 0
    let ascii = zeros.count { zero in
      let partner = isBigEndian ? zero + 1 : zero - 1
      return sample.indices.contains(partner) && (0x09...0x7E).contains(sample[partner])
    }
    return ascii * 8 >= zeros.count * 7 ? isBigEndian : nil
  }
}
