import CSpawn
import Glibc
import Platform
import Support

/// A file that children may inherit, whatever they can reach by a path; it is open as long as this owner of it lasts.
package final class InheritableFile: Sendable {
  let descriptor: Int32
  /// Whether children may write to it.
  let isWritable: Bool

  /// An unnamed file in memory.
  /// - Parameter fill: Writes the content to a descriptor, and returns whether it could.
  /// - Throws: If the file cannot be made or filled.
  package init(filledBy fill: (Int32) -> Bool) throws(MachineFailure) {
    (descriptor, isWritable) = (cspawn_buffer(), false)
    guard descriptor >= 0, fill(descriptor) else {
      throw .system(.noMemoryFile(errno))
    }
  }

  /// An unnamed file in memory with this content.
  /// - Throws: If the file cannot be made.
  package convenience init(holding bytes: [UInt8]) throws(MachineFailure) {
    try self.init { descriptor in (try? writeAll(bytes, to: descriptor)) != nil }
  }

  /// A file that is there, to be read.
  /// - Throws: If it cannot be opened.
  package init(at path: String) throws(MachineFailure) {
    (descriptor, isWritable) = (open(path, O_RDONLY | O_CLOEXEC), false)
    guard descriptor >= 0 else {
      throw .file(.unreadableInCache(path, errno))
    }
  }

  /// One of the files that a run writes to, by its place among them.
  init(_ place: Int, of texts: RunTexts) {
    (descriptor, isWritable) = (fcntl(texts.descriptors[place], F_DUPFD_CLOEXEC, 0), true)
  }

  /// In bytes.
  var size: UInt64 {
    var details = stat()
    return fstat(descriptor, &details) == 0 ? UInt64(clamping: details.st_size) : 0
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
