import CSpawn

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An unnamed file in memory that children may inherit; it lasts as long as this owner of it.
package final class MemoryFile: Sendable {
  let descriptor: Int32

  /// - Parameter fill: Writes the content to a descriptor, and returns whether it could.
  /// - Throws: If the file cannot be made or filled.
  package init(filledBy fill: (Int32) -> Bool) throws(MachineFailure) {
    descriptor = cspawn_buffer()
    guard descriptor >= 0, fill(descriptor) else {
      throw MachineFailure(
        "cannot make a file in memory: \(systemMessage(errno))", advice: "make room in memory, or close other programs")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
