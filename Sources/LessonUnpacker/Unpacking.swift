import Glibc
import LessonArchive

/// Goes through an archive once, and keeps to the limits of `ArchiveContract` whatever is in it.
struct Unpacking {
  private let library: ArchiveLibrary
  private static let blockSize = 1 << 16

  init(with library: ArchiveLibrary) {
    self.library = library
  }

  /// - Parameter handle: Gets each member as soon as it is read.
  /// - Returns: How it ended.
  func run(_ handle: (ArchiveMember) -> Void) -> ArchiveRecord {
    guard let archive = library.make() else { return .failure(.noMemory) }
    defer { _ = library.free(archive) }
    _ = library.supportZip(archive)
    guard library.open(archive, ArchiveContract.archive, Self.blockSize) == ArchiveLibrary.Status.ok else {
      return .failure(.noArchive)
    }
    var (members, bytes) = (0, 0)
    while true {
      var entry: ArchiveLibrary.Handle?
      let status = library.next(archive, &entry)
      if status == ArchiveLibrary.Status.end { return .end }
      guard status >= ArchiveLibrary.Status.warning, let entry else {
        return .failure(members == 0 ? .noArchive : .damaged(message(archive)))
      }
      members += 1
      guard members <= ArchiveContract.mostMembers else { return .failure(.tooManyMembers) }
      let member = read(entry, of: archive)
      bytes += member.content.count
      guard bytes <= ArchiveContract.mostBytes else { return .failure(.tooLarge) }
      handle(member)
    }
  }

  private func read(_ entry: ArchiveLibrary.Handle, of archive: ArchiveLibrary.Handle) -> ArchiveMember {
    let path = fileNameText(library.path(entry).map(Self.bytes(of:)) ?? [])
    var member = ArchiveMember(path: path, kind: kind(entry))
    if library.isDated(entry) != 0 { member.changed = Int64(library.changed(entry)) }
    guard member.kind == .file else { return member }
    guard library.isEncrypted(entry) == 0 else {
      member.problem = .encrypted
      return member
    }
    let most = ArchiveContract.mostBytes(of: path)
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    while member.content.count < most {
      let wanted = min(block.count, most - member.content.count)
      let count = block.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { library.read(archive, $0, wanted) } ?? 0
      }
      if count < 0 {
        member.problem = .damaged
        break
      }
      if count == 0 { return member }
      member.content += block.prefix(count)
    }
    // What is cut is no archive any more.
    if most == ArchiveContract.mostBytesOfArchive, member.problem == .none { member.problem = .tooLarge }
    return member
  }

  private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
    (0..<strnlen(text, ArchiveContract.longestPath)).map { UInt8(bitPattern: text[$0]) }
  }

  private func kind(_ entry: ArchiveLibrary.Handle) -> ArchiveMember.Kind {
    switch library.mode(entry) & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private func message(_ archive: ArchiveLibrary.Handle) -> String {
    library.message(archive).map { String(String(cString: $0).prefix(200)) } ?? ""
  }
}
