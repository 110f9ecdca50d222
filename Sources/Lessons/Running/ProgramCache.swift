import FoundationEssentials

import Glibc

/// Compiled programs, the compiler's complaints about those that do not compile, and what the author's programs answered, by a hash
/// of everything that went into them.
///
/// An entry is one file: the content, then a marker and the content's checksum. One whose checksum is not right is removed and made
/// anew. Entries appear under their name by renaming only, so that a reader never sees a half-written one, and any number of
/// processes may share a cache.
package struct ProgramCache: Sendable {
  package enum Kind: String, Sendable {
    case library = "so"
    /// What answers that run after a preamble are compiled against.
    case module = "swiftmodule"
    case complaints = "txt"
    /// The key of a library in which the program was compiled together with others.
    case alias = "alias"
    /// The records on the wire of a run that came to its end.
    case answers = "wire"
    /// All that a run left which came to its end.
    case run
    /// What the parser says about a lesson's cells.
    case syntax = "syntax"
    /// A lesson's page.
    case page
  }

  /// In seconds, amply.
  private static let longestCompilation = 3600.0
  private static let marker = Array("lesson-run entry 2\n".utf8)

  /// The folder of entries.
  private let programs: String
  /// The compiler's own cache, of the C modules below the standard library.
  package let modules: String
  /// Where entries are written, and programs compiled for which there is no room in memory.
  package let drafts: String
  /// When there are more entries than this, the half that has not been asked for longest is removed.
  private let capacity: Int

  /// - Parameters:
  ///   - folder: The cache's folder; made if it is missing.
  ///   - capacity: How many entries it may have.
  /// - Throws: If it cannot be made or written to.
  package init(folder: String, capacity: Int = 4000) throws {
    self.capacity = capacity
    programs = folder + "/programs"
    modules = folder + "/modules"
    drafts = folder + "/building"
    for part in [programs, modules, drafts] {
      try FileManager.default.createDirectory(
        atPath: part, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let probe = "\(drafts)/probe-\(UUID())"
    try Data().write(to: URL(filePath: probe))
    try FileManager.default.removeItem(atPath: probe)
  }

  package func path(of key: ContentHash, _ kind: Kind) -> String { "\(programs)/\(key).\(kind.rawValue)" }

  /// An entry's content, if there is an intact one.
  package func content(of key: ContentHash, _ kind: Kind) -> [UInt8]? {
    let path = path(of: key, kind)
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let trailer = Self.marker.count + Checksum.byteCount
    let content = Array(data.dropLast(trailer))
    guard data.count >= trailer, Array(data.suffix(trailer)) == Self.marker + Checksum(of: content).bytes else {
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
    // What is in use is not to be removed for its age.
    utimes(path, nil)
    return content
  }

  /// Stores an entry. An intact library stays as it is: a sandbox may be about to mount that very file.
  package func store(_ content: [UInt8], as key: ContentHash, _ kind: Kind) throws {
    let draft = "\(drafts)/\(UUID()).\(kind.rawValue)"
    let entry = content + Self.marker + Checksum(of: content).bytes
    try writeQuickly(entry, to: draft)
    try move(draft, to: key, kind)
    // To list the folder each time would take longer than to write the entry.
    if key.bytes.first.map({ $0 % 16 == 0 }) ?? false {
      prune()
      removeOldDrafts()
    }
  }

  /// Throws away the compiler's module cache, which it then fills again.
  package func removeModules() {
    try? FileManager.default.removeItem(atPath: modules)
    try? FileManager.default.createDirectory(atPath: modules, withIntermediateDirectories: true)
  }

  private func move(_ draft: String, to key: ContentHash, _ kind: Kind) throws {
    let path = path(of: key, kind)
    // Unlike renaming, linking never replaces a file.
    if kind == .library, link(draft, path) == 0 || errno == EEXIST && content(of: key, kind) != nil {
      unlink(draft)
      return
    }
    // `FileManager.moveItem` would refuse to replace a file.
    guard rename(draft, path) == 0 else {
      unlink(draft)
      throw CocoaError(.fileWriteUnknown)
    }
  }

  /// A new folder for a compilation's files, to be removed after it.
  /// - Throws: If it cannot be made.
  func newDraftFolder() throws -> String {
    let folder = "\(MemoryFolder()?.path ?? drafts)/\(UUID())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return folder
  }

  /// Removes what processes that were killed have left.
  private func removeOldDrafts() {
    let files = FileManager.default
    for folder in [drafts, MemoryFolder()?.path].compactMap(\.self) {
      for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
        let path = "\(folder)/\(name)"
        guard let date = date(of: path), date.timeIntervalSinceNow < -Self.longestCompilation else { continue }
        try? files.removeItem(atPath: path)
      }
    }
  }

  private func prune() { remove(excess()) }

  /// A file of an entry, and when it was last asked for.
  package struct Aged: Hashable, Sendable {
    package var path: String
    package var date: Date
  }

  /// The entries that there are too many of: those that have not been asked for longest.
  package func excess() -> [Aged] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: programs), names.count > capacity
    else { return [] }
    let aged = names.compactMap { name in
      let path = "\(programs)/\(name)"
      return date(of: path).map { Aged(path: path, date: $0) }
    }
    return Array(aged.sorted { $0.date < $1.date }.prefix(names.count / 2))
  }

  /// Removes entries, but for those that somebody has asked for meanwhile: a process may be about to load one.
  package func remove(_ entries: [Aged]) {
    for entry in entries where date(of: entry.path) == entry.date {
      try? FileManager.default.removeItem(atPath: entry.path)
    }
  }

  private func date(of path: String) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}
