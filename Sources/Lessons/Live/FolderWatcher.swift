import FoundationEssentials
import Glibc
import Support

/// Tells which lessons of a folder have been saved, whoever has saved them and however.
///
/// The kernel only wakes whoever waits for that; what has changed is seen by the files' sizes and times, so that nothing is missed where
/// the kernel sees nothing.
package final class FolderWatcher: Sendable {
  /// Can be read when something has happened in the folder; -1 if the kernel does not tell.
  package let descriptor: Int32
  private let folder: String

  /// - Parameter folder: The folder's path; empty for the current one.
  package init(_ folder: String) {
    self.folder = folder.isEmpty ? "." : folder
    let opened = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if opened >= 0 { _ = inotify_add_watch(opened, self.folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)) }
    descriptor = opened
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The size and time of each Markdown file, by name.
  package func stamps() -> [String: String] {
    if descriptor >= 0 {
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      while read(descriptor, &bytes, bytes.count) > 0 {}
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let lessons = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
    return Dictionary(
      uniqueKeysWithValues: lessons.compactMap { name in fileStamp("\(folder)/\(name)").map { (name, $0) } })
  }

  /// The file that was saved since: of several the last by name.
  package static func saved(between old: [String: String], and new: [String: String]) -> String? {
    new.filter { old[$0.key] != $0.value }.keys.max()
  }
}
