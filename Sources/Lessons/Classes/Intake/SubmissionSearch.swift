import LessonArchive
import Support

/// Finds what was handed in: files, folders of files named after the students, folders named after the students that hold a file of the
/// lesson's name or one other Markdown file, and what Moodle, Canvas and GitHub Classroom make of such.
///
/// Whatever is a student's has a file in the end, also what cannot be read.
package struct SubmissionSearch: Sendable {
  /// One file for each student, sorted by student; none before all archives have been read.
  package private(set) var files: [HandedInFile] = []
  /// What was passed over, and why: each a line for the teacher.
  package private(set) var remarks: [String] = []
  /// What has to be read first: see `take`.
  package private(set) var archives: [HandInArchive]

  private var collection: HandInCollection

  /// - Parameters:
  ///   - paths: Files and folders; each must exist.
  ///   - lessonPath: The lesson's path. That file itself is no submission.
  ///   - results: The folder for results, in which nothing is handed in.
  package init(_ paths: [String], answering lessonPath: String, except results: ResultsFolder) {
    collection = HandInCollection(answering: lessonPath, except: results)
    for path in paths { collection.collect(operand: path) }
    archives = collection.takeArchives()
    if archives.isEmpty { finish() }
  }

  /// Takes in what the next of the archives holds, which is one no longer; there may be others in it.
  /// - Parameter contents: Its members, or why it cannot be read.
  package mutating func take(_ contents: Result<[ArchiveMember], HandedInFile.Unreadable>) {
    guard !archives.isEmpty else { return }
    collection.collect(archives.removeFirst(), contents)
    archives += collection.takeArchives()
    if archives.isEmpty { finish() }
  }

  private mutating func finish() {
    var choice = HandInChoice()
    for candidate in collection.candidates { choice.add(candidate) }
    files = choice.files
    remarks = (collection.remarks + choice.remarks).map { printable($0) }
  }
}

/// Chooses what counts of all that each student handed in.
struct HandInChoice {
  private var chosen: [[UInt8]: HandInCandidate] = [:]
  private(set) var remarks: [String] = []

  /// Of several of one student the best counts, and of equally good ones that which was changed last.
  mutating func add(_ candidate: HandInCandidate) {
    let owner = candidate.owner
    guard let other = chosen[owner] else {
      chosen[owner] = candidate
      return
    }
    let isOnDisk = candidate.file.kept == nil && other.file.kept == nil
    if isOnDisk, resolved(other.file.path) == resolved(candidate.file.path) { return }
    let (kept, dropped) = candidate.isBetter(than: other) ? (candidate, other) : (other, candidate)
    chosen[owner] = kept
    // Pictures and data beside an answer are no second answer.
    guard dropped.kind > .other else { return }
    remarks.append(
      "\(dropped.file.path): \(dropped.file.student) handed in twice; \(kept.file.path), \(kept.advantage(over: dropped)), was graded"
    )
  }

  /// One file for each student, sorted by student. Where two have one name, what tells them apart stands behind it.
  var files: [HandedInFile] {
    let all = chosen.values.map(\.file)
    let counts = Dictionary(all.map { (Array($0.student.utf8), 1) }, uniquingKeysWith: +)
    let told = all.map { file in
      guard counts[Array(file.student.utf8), default: 0] > 1 else { return file }
      var copy = file
      if let mark = file.label?.id ?? file.section { copy.student += " (\(mark))" }
      return copy
    }
    return told.sorted { $0.student.utf8.lexicographicallyPrecedes($1.student.utf8) }
  }
}
