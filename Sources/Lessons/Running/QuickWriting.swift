import Glibc
import Platform

/// Writes a file that nobody needs after a power failure. Foundation would wait until the disk has it, which takes as long as all the
/// rest of a short compilation's preparation.
/// - Throws: If it cannot be written; there may be a file that holds a part.
package func writeQuickly(_ bytes: [UInt8], to path: String) throws(SystemError) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw SystemError(errno) }
  do throws(SystemError) { try writeAll(bytes, to: file) } catch {
    close(file)
    throw error
  }
  guard close(file) == 0 else { throw SystemError(errno) }
}
