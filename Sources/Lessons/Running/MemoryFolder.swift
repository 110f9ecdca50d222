import Glibc

/// The user's own folder in the system's file system in memory, for what lives as long as a compilation: on a disk, making and
/// removing the files of a class takes a tenth of the time of its grading.
///
/// Whoever may write there may have put something else in its place; then there is no such folder, and no harm done.
package struct MemoryFolder {
  /// Where Linux has that file system.
  package static let place = "/dev/shm"
  /// Bytes that must be free. What several compilations at once leave there is a tenth of it.
  private static let leastRoom: UInt64 = 512 << 20

  package let path: String

  /// The folder, made if it is missing.
  /// - Returns: `nil` if there is none to be had with room in it.
  package init?(in place: String = Self.place) {
    var (system, details) = (statvfs(), stat())
    guard statvfs(place, &system) == 0, UInt64(system.f_bavail) * UInt64(system.f_frsize) >= Self.leastRoom else {
      return nil
    }
    path = "\(place)/lesson-run-\(geteuid())"
    guard mkdir(path, 0o700) == 0 || errno == EEXIST, lstat(path, &details) == 0 else { return nil }
    let isOwn = details.st_mode & S_IFMT == S_IFDIR && details.st_uid == geteuid()
    guard isOwn, details.st_mode & 0o777 == 0o700 else { return nil }
  }
}
