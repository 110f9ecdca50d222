/// What the process that unpacks an archive tells of it, piece by piece.
package enum ArchiveRecord: Hashable, Sendable {
  case member(ArchiveMember)
  /// The archive has been read to its end.
  case end
  /// It cannot be read, or not any further.
  case failure(Failure)

  package enum Failure: Hashable, Sendable {
    case noMemory, noArchive, tooManyMembers, tooLarge
    /// In the library's words, if it has any.
    case damaged(String)
  }
}

/// One of the files and folders in an archive. None of it is ever written to a disk by the name that it has there.
package struct ArchiveMember: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    case file, folder, link, other
  }

  package enum Problem: UInt8, Sendable {
    case none, tooLarge, encrypted, damaged
  }

  /// As it stands in the archive, parted by slashes.
  package var path: String
  package var kind: Kind
  package var problem: Problem
  /// When it was last changed, in seconds since 1970; `nil` where the archive does not tell.
  package var changed: Int64?
  /// All of what may be an answer, and of other files the beginning, which tells what they are.
  package var content: [UInt8]

  package init(
    path: String, kind: Kind, problem: Problem = .none, changed: Int64? = nil, content: [UInt8] = []
  ) {
    (self.path, self.kind, self.problem, self.changed, self.content) = (path, kind, problem, changed, content)
  }
}

/// How `lesson-run` and `lesson-unpack` agree to speak.
package enum ArchiveContract {
  /// Where the archive is open for reading.
  package static let archive: Int32 = 4
  /// Where the records go.
  package static let records: Int32 = 3
  /// The exit status of a process that finds no library to read archives with.
  package static let noLibrary: Int32 = 4

  /// Members beyond these make an archive one that is meant to do harm.
  package static let mostMembers = 50_000
  /// Bytes of all members together.
  package static let mostBytes = 512 << 20
  /// Bytes of a text: one more than a hand-in may have.
  package static let mostBytesOfText = (4 << 20) + 1
  /// Bytes of an archive in the archive.
  package static let mostBytesOfArchive = 16 << 20
  /// Bytes of a path.
  package static let longestPath = 4096

  /// How many bytes of a member are of use.
  package static func mostBytes(of path: String) -> Int {
    switch fileExtension(of: path) {
    case "md", "markdown", "mdown", "mkd", "txt", "text", "csv", "yml", "": mostBytesOfText
    case "zip": mostBytesOfArchive
    default: 4096
    }
  }

  /// What stands behind the last dot of a file's name, in small letters; empty where there is none.
  package static func fileExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
