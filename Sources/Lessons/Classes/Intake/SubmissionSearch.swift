import LessonArchive
import Reporting
import Support

/// Finds what was handed in: files, folders of files named after the students, folders named after the students that hold a file of the
/// lesson's name or one other Markdown file, and what Moodle, Canvas and GitHub Classroom make of such.
///
/// Whatever is a student's has a file in the end, also what cannot be read.
package struct SubmissionSearch: Sendable {
  /// One file for each student, sorted by student; none before all archives have been read.
  package private(set) var files: [HandedInFile] = []
  /// What was passed over, and why: each a line for the teacher.
  package var remarks: [String] { remarks(besides: []) }
  /// What lies among a class's files and is a hand-in only if a roster has a student of its name.
  package var strays: [HandedInFile] { collection.strays.flatMap(\.files) }
  private var choiceRemarks: [HandInRemark] = []
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
    choiceRemarks = choice.remarks
  }

  /// What was passed over, and why: each a line for the teacher.
  /// - Parameter taken: Strays that were no such.
  /// - Returns: The lines.
  package func remarks(besides taken: [HandedInFile]) -> [String] {
    let paths = Set(taken.map(\.path))
    let strays = collection.strays.compactMap { folder, files -> HandInRemark? in
      let names = files.filter { !paths.contains($0.path) }.map { HandInCollection.name(of: $0.path) }
      return names.isEmpty ? nil : .noMarkdown(folder, names)
    }
    return (collection.remarks + strays + choiceRemarks).map { Words().remark($0) }
  }
}

/// Chooses what counts of all that each student handed in.
struct HandInChoice {
  private var chosen: [[UInt8]: HandInCandidate] = [:]
  private(set) var remarks: [HandInRemark] = []

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
      .twice(dropped.file.path, of: dropped.file.student, kept: kept.file.path, kept.advantage(over: dropped)))
  }

  /// One file for each student, sorted by student. Where two have one name, what tells them apart stands behind it.
  var files: [HandedInFile] {
    let all = chosen.values.map(\.file)
    let counts = Dictionary(all.map { (Array($0.student.utf8), 1) }, uniquingKeysWith: +)
    var taken: Set<[UInt8]> = []
    return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map { file in
      var copy = file
      if counts[Array(file.student.utf8), default: 0] > 1, let mark = file.label?.id ?? file.section {
        copy.ownName = file.student
        copy.student += " (\(mark))"
      }
      let name = copy.student
      // Two platforms may call two students alike, and give them the same number.
      var number = 1
      while !taken.insert(Array(copy.student.utf8)).inserted {
        number += 1
        copy.student = "\(name) #\(number)"
      }
      return copy
    }.sorted { $0.student.utf8.lexicographicallyPrecedes($1.student.utf8) }
  }
}
