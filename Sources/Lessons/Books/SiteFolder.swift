import Classes
import FoundationEssentials
import Glibc
import Running
import Support

/// The folder that a site is written to. Which files in it are the site's stands in a list there: what is not on it is somebody else's,
/// and stays as it is.
package struct SiteFolder: Sendable {
  /// The list's name.
  package static let listName = ".lesson-run-book.json"

  /// Why a folder cannot take a site.
  package enum Obstacle: Error, Hashable, Sendable {
    /// There is something at its path that is no folder.
    case noFolder
    /// It holds files, and no list of ours.
    case foreign(example: String)
    /// A file of somebody else's stands where one of the site's belongs.
    case taken(String)
    case faultyList
  }

  /// What writing a site did.
  package struct Change: Hashable, Sendable {
    package var written = 0
    package var unchanged = 0
    package var removed = 0

    package init(written: Int = 0, unchanged: Int = 0, removed: Int = 0) {
      (self.written, self.unchanged, self.removed) = (written, unchanged, removed)
    }
  }

  private struct List: Codable {
    var format = 1
    /// By path, what was written there.
    var files: [String: String]
  }

  private let path: String
  private let files: [String: String]

  /// - Parameter path: The folder; it need not be there yet.
  /// - Throws: If it is somebody else's.
  package init(_ path: String) throws(Obstacle) {
    self.path = path
    var details = stat()
    guard stat(path, &details) == 0 else {
      files = [:]
      return
    }
    guard details.st_mode & S_IFMT == S_IFDIR else { throw .noFolder }
    if let data = FileManager.default.contents(atPath: path + "/" + Self.listName) {
      guard let list = try? JSONDecoder().decode(List.self, from: data), list.format == 1,
        list.files.keys.allSatisfy(Self.isWithin)
      else { throw .faultyList }
      files = list.files
      return
    }
    files = [:]
    let present = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    if let first = present.first { throw .foreign(example: first) }
  }

  /// A list may have been written by anybody: no path on it may lead out of the folder.
  private static func isWithin(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// Makes the folder hold a site: files that differ are replaced, each as a whole, and those of an earlier site are removed that this one
  /// has no more. The list is written first with all files, old and new, so that whatever happens in between, none is forgotten.
  /// - Parameter site: The site's files by their paths.
  /// - Returns: What was done.
  /// - Throws: If something cannot be written, or would replace a file that is none of ours.
  package func write(_ site: [String: [UInt8]]) throws -> Change {
    for file in site.keys.sorted() where files[file] == nil && exists(file) { throw Obstacle.taken(file) }
    var change = Change()
    let hashes = site.mapValues { ContentHash(of: $0).description }
    let differing = site.keys.filter { current(file: $0).map { ContentHash(of: $0).description } != hashes[$0] }
      .sorted()
    let stale = files.keys.filter { site[$0] == nil }.sorted()
    if !differing.isEmpty || !stale.isEmpty || files != hashes {
      try writeList(files.merging(hashes) { _, new in new })
    }
    for file in differing {
      try makeFolder(of: file)
      var draft = try DraftFile(for: path + "/" + file)
      try draft.write(site[file] ?? [])
      try draft.finish()
    }
    for file in stale where remove(file) { change.removed += 1 }
    if !stale.isEmpty { try writeList(hashes) }
    (change.written, change.unchanged) = (differing.count, site.count - differing.count)
    return change
  }

  private func writeList(_ files: [String: String]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw MachineFailure.site(.unmade(path))
    }
    var draft = try DraftFile(for: path + "/" + Self.listName)
    try draft.write(Array(try encoder.encode(List(files: files))) + [0x0A])
    try draft.finish()
  }

  /// A file's content, if it is an ordinary file and no link.
  private func current(file: String) -> [UInt8]? {
    guard kind(of: file) == S_IFREG else { return nil }
    return FileManager.default.contents(atPath: path + "/" + file).map(Array.init)
  }

  private func kind(of file: String) -> mode_t? {
    var details = stat()
    return lstat(path + "/" + file, &details) == 0 ? details.st_mode & S_IFMT : nil
  }

  private func exists(_ file: String) -> Bool { kind(of: file) != nil }

  private func makeFolder(of file: String) throws(MachineFailure) {
    var folder = path
    for part in file.split(separator: "/").dropLast() {
      folder += "/" + part
      var details = stat()
      // A link would lead elsewhere.
      if lstat(folder, &details) == 0, details.st_mode & S_IFMT != S_IFDIR {
        throw .site(.noFolder(folder))
      }
      if mkdir(folder, 0o777) != 0, errno != EEXIST {
        throw .site(.unmadeFolder(folder, errno))
      }
    }
    // A file that was turned into a link is ours no more, but its name is.
    if kind(of: file) == S_IFLNK { unlink(path + "/" + file) }
  }

  /// Removes a file, and the folders that are empty then.
  private func remove(_ file: String) -> Bool {
    var parts = file.split(separator: "/").map(String.init)
    for count in 1..<max(1, parts.count) where kind(of: parts.prefix(count).joined(separator: "/")) != S_IFDIR {
      return false
    }
    guard unlink(path + "/" + file) == 0 else { return false }
    parts.removeLast()
    while !parts.isEmpty, rmdir(path + "/" + parts.joined(separator: "/")) == 0 { parts.removeLast() }
    return true
  }
}
