import FoundationEssentials
import Glibc
import LessonWire
import Support

/// The folder in which cells work: their lesson's.
///
/// In a sandbox they see it as `SessionContract.lesson`, and can change nothing in it.
package struct WorkingFolder: Hashable, Sendable {
  /// Absolute and without links.
  package var path: String
  /// What a sandbox shows of it, as paths from it; `nil` for all.
  package var shown: [String]?

  /// Of a folder that cannot be shown as it is, so many entries are shown one by one: each takes a tenth of a millisecond.
  static let mostEntries = 256

  package init(_ path: String, showing shown: [String]? = nil) {
    self.path = path
    self.shown = shown
  }

  /// The options of `bwrap` that show it, if need be to a user of the cells' own, who owns nothing of it.
  func mounts(forFreshUser isForFreshUser: Bool) -> [String] {
    let place = SessionContract.lesson
    guard let shown = shown ?? (isForFreshUser && !isOpenToAll ? entries : nil) else {
      return ["--ro-bind", path, place]
    }
    // What has gone in the meantime is not there, and no reason to run nothing.
    return ["--perms", "0755", "--dir", place]
      + shown.flatMap { name in
        folders(above: name).flatMap { ["--perms", "0755", "--dir", "\(place)/\($0)"] }
          + ["--ro-bind-try", "\(path)/\(name)", "\(place)/\(name)"]
      }
  }

  private var isOpenToAll: Bool {
    var details = stat()
    return stat(path, &details) == 0 && details.st_mode & 0o005 == 0o005
  }

  private var entries: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return Array(names.sorted().prefix(Self.mostEntries))
  }

  private func folders(above name: String) -> [String] {
    let parts = name.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }
}

extension WorkingFolder {
  /// A lesson's folder as a sandbox may show it.
  /// - Parameters:
  ///   - path: Absolute and without links.
  ///   - environment: Names the user's home.
  /// - Returns: `nil` if there is far more in it than a lesson: the user's home, and the folders that all use.
  package static func showable(_ path: String, environment: [String: String]) -> WorkingFolder? {
    var details = stat()
    // As /tmp is: everybody may write there, and nobody may remove what is others'.
    let shared = S_IWOTH | S_ISVTX
    guard stat(path, &details) == 0, details.st_mode & shared != shared else { return nil }
    let isSystem =
      ["/", "/dev", "/etc", "/home", "/root", "/run"].contains(path)
      || ["/proc", "/sys"].contains { isWithin(path, $0) }
    guard !isSystem else { return nil }
    let whole = WorkingFolder(path)
    guard let home = environment["HOME"].flatMap(realPath), isWithin(home, path) else { return whole }
    // A home within the folder is left out, and of the home itself nothing is shown.
    guard home.utf8.count > path.utf8.count else { return nil }
    return WorkingFolder(path, showing: whole.entries.filter { !isWithin(home, "\(path)/\($0)") })
  }
}
