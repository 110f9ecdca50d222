import Glibc
import LessonArchive
import Reading
import Support

/// A file or a folder in which something may have been handed in: on the disk, or in an archive that has been read.
struct HandInNode {
  enum Kind: Hashable {
    case file, folder
    /// A link, a pipe or the like, which is not read.
    case special
    /// Its name is not UTF-8, so that it cannot be opened.
    case unnameable
  }

  let name: String
  /// As messages give it.
  let path: String
  let kind: Kind
  /// How deep in an archive folders are looked into: whoever packs thousands into each other means no good.
  private static let deepest = 12
  /// In seconds since 1970; of what is not there, the earliest of all.
  let changed: Double
  /// What an archive holds of it; `nil` on the disk.
  let member: ArchiveMember?
  private let archived: [HandInNode]?
  /// Whether something without a usable name is a folder.
  private(set) var isUnnameableFolder = false

  /// Something on the disk, of which only an operand may be a link.
  init(_ path: String, name: String, followingLinks: Bool = false) {
    (self.path, self.name, member, archived) = (path, name, nil, nil)
    var details = stat()
    guard (followingLinks ? stat(path, &details) : lstat(path, &details)) == 0 else {
      (kind, changed) = (.unnameable, -.infinity)
      return
    }
    changed = Double(details.st_mtim.tv_sec) + Double(details.st_mtim.tv_nsec) / 1e9
    switch details.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .special
    }
  }

  /// What an archive holds, as a folder.
  /// - Parameters:
  ///   - members: In the archive's order; of two with one path the last counts.
  ///   - path: The archive's.
  init(_ members: [ArchiveMember], at path: String) {
    self.init(members.map { ($0, parts: Self.parts(of: $0.path)) }, at: path, name: "")
  }

  /// The names in a path within an archive: the first few, and the last.
  static func parts(of path: String) -> [String] {
    var parts = path.split(separator: "/", maxSplits: deepest)
    if let last = parts.last, let slash = last.lastIndex(of: "/") {
      parts[parts.count - 1] = last.hasSuffix("/") ? "" : last[last.index(after: slash)...]
    }
    return parts.filter { !["", ".", ".."].contains($0) }.map(String.init)
  }

  private init(_ members: [(ArchiveMember, parts: [String])], at path: String, name: String) {
    (self.path, self.name, kind, changed, member) = (path, name, .folder, -.infinity, nil)
    var files: [String: ArchiveMember] = [:]
    var folders: [String: [(ArchiveMember, parts: [String])]] = [:]
    for (member, parts) in members {
      guard let first = parts.first else { continue }
      if parts.count > 1 || member.kind == .folder {
        folders[first, default: []].append((member, Array(parts.dropFirst())))
      } else {
        files[first] = member
      }
    }
    let names = Set(files.keys).union(folders.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    archived = names.map { child in
      let place = "\(path)/\(child)"
      if let members = folders[child] { return HandInNode(members, at: place, name: child) }
      return HandInNode(files[child], at: place, name: child)
    }
  }

  private init(_ member: ArchiveMember?, at path: String, name: String) {
    (self.path, self.name, self.member, archived) = (path, name, member, nil)
    kind = member?.kind == .file ? .file : .special
    changed = member?.changed.map(Double.init).flatMap { $0 < Self.firstTime ? nil : $0 } ?? -.infinity
  }

  /// In 1980, on its second day anywhere: what is before that in a zip archive stands for no time at all.
  private static let firstTime = 315_532_800.0 + 2 * 86_400

  /// What is in a folder and may have been handed in, in the order of the names.
  var children: [HandInNode] { children(where: { !Self.isHidden($0) }) }

  /// The names of what is in a folder besides, in their order.
  var hiddenNames: [String] { children(where: Self.isHidden).map(\.name) }

  private func children(where isWanted: (String) -> Bool) -> [HandInNode] {
    if let archived { return archived.filter { isWanted($0.name) } }
    let place = path.hasSuffix("/") ? path : path + "/"
    return Self.entries(of: path).filter { isWanted($0.name) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .map { entry in
        entry.isUTF8
          ? HandInNode(place + entry.name, name: entry.name)
          : HandInNode(unnameable: place + entry.name, name: entry.name, isFolder: entry.isFolder)
      }
  }

  private init(unnameable path: String, name: String, isFolder: Bool) {
    (self.path, self.name, member, archived) = (path, name, nil, nil)
    (kind, changed, isUnnameableFolder) = (.unnameable, -.infinity, isFolder)
  }

  /// What is in a folder on the disk, but for itself and the one above.
  private static func entries(of path: String) -> [(name: String, isUTF8: Bool, isFolder: Bool)] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var entries: [(name: String, isUTF8: Bool, isFolder: Bool)] = []
    while let entry = readdir(folder) {
      let isFolder = Int(entry.pointee.d_type) == Int(DT_DIR)
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard bytes != Array(".".utf8), bytes != Array("..".utf8) else { continue }
      let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
      entries.append((fileNameText(bytes), isUTF8, isFolder))
    }
    return entries
  }

  /// Why a folder on the disk cannot be looked into; `nil` if it can, or is in an archive.
  var barrier: HandInObstacle? {
    guard archived == nil, kind == .folder, access(path, R_OK | X_OK) != 0 else { return nil }
    return .closedFolder(errno)
  }

  /// What a file begins with.
  var beginning: Array<UInt8>.SubSequence {
    guard kind == .file else { return [] }
    return (member?.content ?? (try? HandedInFile(student: "", path: path).content().bytes) ?? []).prefix(1 << 18)
  }

  /// The names of the exercises of which there are cells in a text, as far as their headers are as usual.
  var exerciseNames: Set<String> {
    let text = String(decoding: decodedText(Array(beginning)), as: UTF8.self)
    let headers = ["swift exercise"] + Cell.Form.ofOtherKinds.map(\.header)
    let names = text.split(whereSeparator: \.isNewline).compactMap { line -> String? in
      let words = line.drop { $0 == " " || $0 == "`" || $0 == "~" }
      guard let header = headers.first(where: { words.hasPrefix($0 + " ") }) else { return nil }
      return words.dropFirst(header.count).split(separator: " ").first.map(String.init)
    }
    return Set(names)
  }

  /// Whether there is an exercise's cell in a text.
  var hasCell: Bool {
    guard kind == .file else { return false }
    let text = String(decoding: decodedText(Array(beginning)), as: UTF8.self)
    return text.contains("swift exercise") || Cell.Form.ofOtherKinds.contains { text.contains("```\($0.header) ") }
  }

  /// What systems and word processors leave beside one's files.
  private static func isHidden(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") || name.hasPrefix("~$")
      || ["__MACOSX", "Thumbs.db", "desktop.ini"].contains(name)
  }

  /// A path within that leads out of the archive.
  static func climbs(_ path: String) -> Bool {
    path.utf8.first == UInt8(ascii: "/") || path.split(separator: "/").contains("..") || path.contains("\\..\\")
  }

  /// Why it cannot be read, if that is known already.
  var obstacle: HandInObstacle? {
    switch kind {
    case .unnameable: return .unnameable(isFolder: isUnnameableFolder)
    case .folder: return .folder
    case .special: return member.map { $0.kind == .link ? .link : .special }
    case .file:
      switch member?.problem ?? .none {
      case .none: return member.map { Self.climbs($0.path) } ?? false ? .outsideArchive : nil
      case .tooLarge: return .largeArchive(mebibytes: ArchiveContract.mostBytesOfArchive >> 20)
      case .encrypted: return .encrypted
      case .damaged: return .damaged
      }
    }
  }
}
