import CSpawn
import Glibc

/// The files that a run writes its output, its errors and its records to. What is in them can be read while it runs.
final class RunTexts: Sendable {
  /// In this order.
  let descriptors: [Int32]

  /// `nil` if there are no more descriptors to be had.
  init?() {
    descriptors = (0..<3).map { _ in cspawn_buffer() }
    guard descriptors.allSatisfy({ $0 >= 0 }) else { return nil }
  }

  func contents(atMost limit: UInt64) -> (output: [UInt8], errors: [UInt8], wire: [UInt8]) {
    let texts = descriptors.map { fileContents(of: $0, atMost: limit) }
    return (texts[0], texts[1], texts[2])
  }

  deinit {
    for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
  }
}

/// What a file of one's own holds, from its beginning; nothing if there is no such file.
func fileContents(of descriptor: Int32, atMost limit: UInt64) -> [UInt8] {
  var details = stat()
  guard descriptor >= 0, fstat(descriptor, &details) == 0, details.st_size > 0 else { return [] }
  let size = min(Int(details.st_size), Int(clamping: limit))
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let read = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
      guard read > 0 else { return }
      count += read
    }
  }
}
