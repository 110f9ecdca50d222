import Glibc

/// Why a system call failed.
package struct SystemError: Error, Hashable, Sendable {
  /// The system's error number, such as `ENOENT`.
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  /// The system's words for it.
  package var message: String { String(cString: strerror(number)) }
}

/// Writes all bytes, however many calls of the system that takes.
/// - Throws: If a call fails; some bytes may have been written.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
  var rest = bytes
  while !rest.isEmpty {
    let count = write(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw SystemError(count < 0 ? errno : EIO) }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
  }
}

package func writeAll(_ bytes: some Sequence<UInt8>, to descriptor: Int32) throws(SystemError) {
  let outcome = bytes.withContiguousStorageIfAvailable { bytes -> Result<Void, SystemError> in
    Result { () throws(SystemError) in try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor) }
  }
  guard let outcome else { return try writeAll(Array(bytes), to: descriptor) }
  try outcome.get()
}

/// Reads from where a descriptor is to its end, but at most so many bytes.
/// - Throws: If a call of the system fails: half of a file is never taken for all of it.
package func readAll(from descriptor: Int32, atMost limit: Int) throws(SystemError) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count < limit {
    let count = read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw SystemError(errno) }
    if count == 0 { break }
    bytes += chunk.prefix(count)
  }
  return bytes
}
