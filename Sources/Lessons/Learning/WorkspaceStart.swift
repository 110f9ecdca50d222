import FoundationEssentials
import Glibc
import Running
import Support

extension Workspace {
  /// Why no workspace was written.
  package enum StartFailure: Error {
    case exists
    case notEmpty
    case notFolder
    case machine(MachineFailure)
  }

  /// Writes a workspace. What is written so far is removed again should anything go wrong: there is all of it or none.
  /// - Parameters:
  ///   - book: What is to be learned from.
  ///   - source: Where it is; `nil` for the one that came with the program.
  /// - Throws: Why there is no workspace now.
  package func start(_ book: Textbook, from source: String?) throws(StartFailure) {
    if exists { throw .exists }
    let place = shownFolder
    var isOurs = false
    if access(place, F_OK) == 0 {
      let handle = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard handle >= 0 else { throw .notFolder }
      close(handle)
      guard ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [""]).isEmpty else { throw .notEmpty }
    } else {
      isOurs = true
    }
    var written: [String] = []
    do throws(MachineFailure) {
      try Self.makeFolder(place)
      for entry in book.lessons {
        written.append(path(of: entry.name))
        try Self.write(entry.copy.utf8, to: path(of: entry.name))
      }
      for (name, bytes) in book.others {
        written.append(path(of: name))
        try Self.write(bytes, to: path(of: name))
      }
      // By this name a workspace is known: it comes last, and whole.
      let draft = Workspace(at: path(of: ".draft-\(UUID())"))
      written.append(draft.folder)
      try draft.storeBook(book, from: source)
      guard rename(draft.hiddenFolder, hiddenFolder) == 0 else {
        throw .workspace(.unwritable(hiddenFolder, errno))
      }
      rmdir(draft.folder)
    } catch {
      for file in written { try? FileManager.default.removeItem(atPath: file) }
      if isOurs { rmdir(place) }
      throw .machine(Self.failure(error))
    }
  }

  private func storeBook(_ book: Textbook, from source: String?) throws(MachineFailure) {
    try Self.makeFolder(bookFolder)
    for entry in book.lessons { try Self.write(entry.bytes, to: authorsPath(of: entry.name)) }
    try Self.makeFolder(besideFolder)
    for (name, bytes) in book.others { try Self.write(bytes, to: "\(besideFolder)/\(name)") }
    try remember { $0.book = source }
  }
}
