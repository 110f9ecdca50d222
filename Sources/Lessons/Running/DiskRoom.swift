import FoundationEssentials
import Glibc
import Platform
import Support

extension ProgramCache {
  /// Bytes that a compilation may well need: modules of its own are most of it.
  private static let leastRoom: UInt64 = 64 << 20

  /// Keeps a full disk from being blamed on whoever wrote the program that could not be compiled.
  /// - Throws: If there is so little room that a compilation may fail for want of it.
  package func requireRoom() throws(MachineFailure) {
    var disk = statvfs()
    // Some file systems do not tell.
    guard statvfs(drafts, &disk) == 0, disk.f_blocks > 0 else { return }
    guard UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < Self.leastRoom else { return }
    throw MachineFailure(
      "the disk of the program cache is full: a program could not be compiled",
      advice: "make room, or name another folder in LESSON_RUN_CACHE")
  }
}

/// Why a file could not be read or written, in the system's words where it has any.
package func fileMessage(_ error: any Error) -> String {
  if let error = error as? SystemError { return error.message }
  guard let cause = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError else { return "\(error)" }
  return systemMessage(cause.code.rawValue)
}
