@preconcurrency import Glibc

/// What was in the folders of a sandbox in which cells may write, before any of them ran: nothing but where other files are mounted.
struct FolderState {
  private struct Listing: Equatable {
    var permissions: [UInt32]
    var names: Set<String>
  }

  /// By the folders' paths. One that is not there has none.
  private var listings: [String: Listing] = [:]
  private let paths: [String]

  init(of paths: [String]) {
    self.paths = paths
    var waiting = paths
    while let path = waiting.popLast() {
      guard let listing = Self.listing(of: path) else { continue }
      listings[path] = listing
      // What is mounted within cannot be changed.
      waiting += listing.names.map { "\(path)/\($0)" }.filter { Self.isFolder($0, mountedWith: path) }
    }
  }

  /// Whether nothing has come or gone, and the folders are as open as they were.
  var isAsBefore: Bool {
    listings.allSatisfy { Self.listing(of: $0.key) == $0.value }
      && paths.allSatisfy { listings[$0] != nil || Self.listing(of: $0) == nil }
  }

  private static func isFolder(_ path: String, mountedWith parent: String) -> Bool {
    var (details, around) = (stat(), stat())
    return lstat(path, &details) == 0 && stat(parent, &around) == 0 && details.st_dev == around.st_dev
      && details.st_mode & S_IFMT == S_IFDIR
  }

  private static func listing(of path: String) -> Listing? {
    var details = stat()
    guard stat(path, &details) == 0, let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: Set<String> = []
    // A cell may have made any number of files.
    while names.count < 1000, let entry = readdir(folder) {
      names.insert(
        withUnsafePointer(to: entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        })
    }
    return Listing(
      permissions: [UInt32(details.st_mode), details.st_uid, details.st_gid], names: names.subtracting([".", ".."]))
  }
}
