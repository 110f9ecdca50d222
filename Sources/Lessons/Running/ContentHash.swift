import CDigest

/// A SHA-256 digest, by libmd.
package struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  package static let byteCount = Int(SHA256_DIGEST_LENGTH)
  package let bytes: [UInt8]

  /// - Complexity: O(*n*) in the number of bytes.
  package init(of content: some Sequence<UInt8>) {
    var context = SHA2_CTX()
    SHA256Init(&context)
    if content.withContiguousStorageIfAvailable({ SHA256Update(&context, $0.baseAddress, $0.count) }) == nil {
      let copy = Array(content)
      SHA256Update(&context, copy, copy.count)
    }
    bytes = [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      SHA256Final(buffer.baseAddress, &context)
      count = Self.byteCount
    }
  }

  /// A digest of these bytes' number, as it was kept.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads a digest that was written in hexadecimal; `nil` if it is none.
  init?(hexadecimal text: [UInt8]) {
    let digits = text.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
    guard text.count == 2 * Self.byteCount, digits.count == text.count else { return nil }
    bytes = (0..<Self.byteCount).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
  }

  /// The digest in hexadecimal, 64 characters.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
