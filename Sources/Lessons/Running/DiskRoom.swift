import FoundationEssentials
import Glibc
import Platform
import Support

extension ProgramCache {
  /// Bytes that a compilation may well need: modules of its own are most of it.
  private static let leastRoom: UInt64 = 64 << 20

  /// Keeps a full disk from being blamed on whoever wrote the program that could not be compiled.
  /// - Parameter folder: Where it was compiled.
  /// - Throws: If there is so little room that a compilation may fail for want of it.
  package func requireRoom(in folder: String? = nil) throws(MachineFailure) {
    if Self.isFull(drafts) {
      throw .cache(.diskFull)
    }
    guard let folder, Self.isFull(folder) else { return }
    throw .cache(.memoryFolderFull(MemoryFolder.place))
  }

  private static func isFull(_ folder: String) -> Bool {
    var disk = statvfs()
    // Some file systems do not tell.
    guard statvfs(folder, &disk) == 0, disk.f_blocks > 0 else { return false }
    return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < leastRoom
  }
}

/// Why a file could not be read or written, in the system's words where it has any.
package func fileMessage(_ error: any Error) -> String {
  if let error = error as? SystemError { return error.message }
  guard let cause = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError else { return "\(error)" }
  return systemMessage(cause.code.rawValue)
}
