import FoundationEssentials
import Glibc
import Running
import Support

extension TrustFile {
  /// Changes the list. Of several processes that do so at once, each finds what the others have written.
  /// - Parameter change: Gets the folders in the order of the list.
  /// - Returns: What is wrong with the list, so that something of it would be lost: then it was left as it is; `nil` if it was changed.
  /// - Throws: If the list cannot be read or written.
  package func update(_ change: (inout [String]) -> Void) throws(MachineFailure) -> Fault? {
    // The list itself may be a link into a folder of settings that is kept elsewhere.
    let target = realPath(path) ?? path
    let folder = parent(of: target)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw unwritable(fileMessage(error)) }
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw unwritable(systemMessage(errno)) }
    defer { close(lock) }
    flock(lock, LOCK_EX)
    let list = try read()
    if let fault = list.faults.first { return fault }
    var folders = list.folders
    change(&folders)
    guard folders != list.folders else { return nil }
    let draft = "\(target).\(UUID())"
    do {
      try writeQuickly(Array(folders.map { $0 + "\n" }.joined().utf8), to: draft)
    } catch {
      unlink(draft)
      throw unwritable(fileMessage(error))
    }
    guard rename(draft, target) == 0 else {
      let reason = systemMessage(errno)
      unlink(draft)
      throw unwritable(reason)
    }
    return nil
  }

  private func unwritable(_ reason: String) -> MachineFailure {
    .trust(.unwritable(path, reason: reason))
  }
}
