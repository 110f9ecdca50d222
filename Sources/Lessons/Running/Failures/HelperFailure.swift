/// What a single task needs of this machine: Chromium prints, SQLite keeps gradebooks, libarchive opens archives,
/// libmicrohttpd serves pages.
package enum HelperFailure: Hashable, Sendable {
  case noChromium
  case chromiumNotStarted(StartFailure)
  /// It had so many seconds.
  case chromiumTooSlow(Double)
  /// The line of its complaints that tells most, if it wrote any.
  case chromiumFailed(String?)

  /// An archive that somebody handed in.
  case noArchiveLibrary(archive: String)

  case noServer
  case noSQLite(isTooOld: Bool)
  case gradebook(String, Gradebook)

  /// Why a gradebook is not written, with SQLite's message or the number of its status.
  package enum Gradebook: Hashable, Sendable {
    case busy
    case otherDatabase
    case otherVersion
    case notGradebook(String)
    case unwritable(String)
    case refused(String)
  }
}
