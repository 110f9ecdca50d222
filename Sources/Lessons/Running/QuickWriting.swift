import FoundationEssentials
import Glibc

/// Writes a file that nobody needs after a power failure. Foundation would wait until the disk has it, which takes as long as all the
/// rest of a short compilation's preparation.
/// - Throws: A `POSIXError`; there may be a file that holds a part.
package func writeQuickly(_ bytes: [UInt8], to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw lastError() }
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else {
      let error = lastError()
      close(file)
      throw error
    }
    rest = rest.dropFirst(written)
  }
  guard close(file) == 0 else { throw lastError() }
}

private func lastError() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
