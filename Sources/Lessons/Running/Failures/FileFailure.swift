/// A file or a folder that cannot be read or written. Numbers are the system's error numbers.
package enum FileFailure: Hashable, Sendable {
  case unreadable(String)
  /// A file that was installed with this program.
  case unreadableOfOurs(String)
  /// A file that somebody else may have removed meanwhile.
  case unreadableInCache(String, Int32)
  case unlistableFolder(String)
  /// A lesson's file that is a link to another folder now, while this command shows it.
  case moved(String, command: String)

  case unwritable(String, Int32)
  case unmadeFolder(String, Int32)
  case unremovable(String, Int32)
  /// A value of which a file was to be made could not be written down. This should not happen.
  case unencodable(Encoded, reason: String)
  case archiveTooLarge

  package enum Encoded: Hashable, Sendable {
    case resultFile(String)
    case gradescope(student: String)
    case classroom(student: String)
  }
}

/// What stands in the way of the program cache, in which compilations happen and end.
package enum CacheFailure: Hashable, Sendable {
  /// With the system's words.
  case unwritable(Step, reason: String)
  /// Neither the cache's folder, if the environment names one, nor a temporary one can be written to.
  case none(folder: String?, temporary: String)
  case diskFull
  /// The folder in memory in which programs are compiled.
  case memoryFolderFull(String)

  package enum Step: Hashable, Sendable {
    case makingFolder
    case writingProgram
    case storing
  }
}

/// Why the list of trusted folders is not read or changed.
package enum TrustListFailure: Hashable, Sendable {
  case unreadable(String, Damage)
  /// Others than the user can change it.
  case notYoursAlone(String, user: UInt32)
  /// With the system's words.
  case unwritable(String, reason: String)

  package enum Damage: Hashable, Sendable {
    case refused(Int32)
    case notFile
    case tooLarge
    case changing
  }
}

/// Why a learner's workspace is not written, or what is remembered in it not read.
package enum WorkspaceFailure: Hashable, Sendable {
  /// With the system's words.
  case unmadeFolder(String, reason: String)
  case unwritable(String, Int32)
  case unwritableWithin(String, Int32)
  case unreadableMemory(String)
  /// Something else than this program has written it.
  case foreignMemory(String)
}

/// Why pages are not written.
package enum SiteFailure: Hashable, Sendable {
  case unmade(String)
  case unmadeFolder(String, Int32)
  /// Something else stands where a folder of a site belongs.
  case noFolder(String)
  /// The folder in which a page is made ready for paper.
  case unwritableDraft(folder: String)
}
