import Glibc
import Running
import Support

/// The results in an SQLite file, which may hold several lessons and many attempts at each.
///
/// Exporting into a file that is there adds an attempt for each hand-in that is new for its student and lesson; what is known and was
/// graded again takes the place of its earlier grades. What was exported last is a student's latest attempt. The same results twice
/// change nothing.
package struct Gradebook {
  /// What the file is called in the results folder.
  package static let fileName = "gradebook.sqlite"

  private let folder: ResultsFolder
  private let roster: Roster?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: Who is to be among the students, handed in or not.
  package init(of folder: ResultsFolder, roster: Roster? = nil) {
    (self.folder, self.roster) = (folder, roster)
  }

  /// Adds all results, or, if anything fails, none.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n* log *m*) for *n* results and *m* attempts in the file.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var details = stat()
    let isNew = stat(path, &details) != 0
    if !isNew, details.st_mode & S_IFMT != S_IFREG { throw DraftFile.failure(path, EISDIR) }
    var reading = try folder.reading(completing: roster)
    do throws(SQLiteFailure) {
      try Self.add(&reading, to: SQLiteDatabase(at: path))
    } catch {
      if isNew { unlink(path) }
      throw Self.failure(error, path)
    }
    return reading.survey
  }

  private static func add(_ reading: inout ResultsReading, to database: SQLiteDatabase) throws(SQLiteFailure) {
    try database.execute("PRAGMA foreign_keys = ON; BEGIN IMMEDIATE")
    try prepareTables(of: database)
    var entries = try GradebookEntries(database)
    while let result = reading.next() { try entries.add(result) }
    try database.execute("COMMIT")
  }

  private static func prepareTables(of database: SQLiteDatabase) throws(SQLiteFailure) {
    let number = { (text: String) throws(SQLiteFailure) in
      try database.prepare(text).firstRow([], columns: 1)?.first ?? 0
    }
    if try number("SELECT count(*) FROM sqlite_schema") == 0 {
      return try database.execute(GradebookSchema.statements + GradebookSchema.views)
    }
    guard try number("PRAGMA application_id") == GradebookSchema.applicationID else {
      throw .file(.otherDatabase)
    }
    switch try number("PRAGMA user_version") {
    case GradebookSchema.version: break
    case 1: try database.execute(GradebookSchema.additions + GradebookSchema.newViews)
    case 2: try database.execute(GradebookSchema.newViews)
    default: throw .file(.otherVersion)
    }
  }

  private static func failure(_ failure: SQLiteFailure, _ path: String) -> MachineFailure {
    switch failure {
    case .missing(let isTooOld): .helper(.noSQLite(isTooOld: isTooOld))
    case .file(let failure): .helper(.gradebook(path, failure))
    }
  }
}
