import CDigest

/// Tells whether bytes are still as they were written, 128 bits by xxHash: for what a disk may damage, not a person who means to. A
/// `ContentHash` would take a tenth of the time of running an unchanged lesson.
struct Checksum {
  static let byteCount = Int(CHECKSUM_LENGTH)
  let bytes: [UInt8]

  /// - Complexity: O(*n*) in the number of bytes.
  init(of content: [UInt8]) {
    bytes = [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      if let sum = buffer.baseAddress { checksum(content, content.count, sum) }
      count = Self.byteCount
    }
  }
}
