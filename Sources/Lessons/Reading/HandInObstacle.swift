/// Why nothing of what was handed in can be read. Numbers are the system's errors.
package enum HandInObstacle: Error, Hashable, Sendable {
  case unreadable(Int32)
  case link, folder, pipe, device, socketOrDevice, special
  /// Its name is not UTF-8.
  case unnameable(isFolder: Bool)
  case closedFolder(Int32)
  /// Of the files in a folder, the names of the first; `depth` is how deep it was searched, if not to its ends.
  case noMarkdown([String], more: Int, areHidden: Bool, depth: Int?)

  // MARK: In an archive
  case outsideArchive
  case largeArchive(mebibytes: Int)
  case encrypted, damaged

  // MARK: An archive as a whole
  case closedArchive(Int32)
  case archive(ArchiveFlaw)

  /// The program itself broke off at it.
  case unjudged
}

/// Why an archive was not read.
package enum ArchiveFlaw: Hashable, Sendable {
  case noMemory, noArchive, tooSlow, harmful
  case damaged(message: String?)
  case tooManyFiles(Int)
  case tooLarge(mebibytes: Int)
}
