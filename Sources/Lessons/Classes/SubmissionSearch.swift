import FoundationEssentials
import Glibc
import Support

/// Finds what was handed in: files, folders of files named after the students, and folders named after the students that hold a file
/// of the lesson's name.
package struct SubmissionSearch: Sendable {
  /// One file for each student, sorted by student.
  package private(set) var files: [HandedInFile] = []
  /// What was passed over, and why: each a line for the teacher.
  package private(set) var remarks: [String] = []

  private let lessonName: String
  /// Paths with links followed.
  private let lesson: String
  private let results: String

  /// - Parameters:
  ///   - paths: Files and folders; each must exist.
  ///   - lessonPath: The lesson's path. That file itself is no submission.
  ///   - results: The folder for results, in which nothing is handed in.
  package init(_ paths: [String], answering lessonPath: String, except results: ResultsFolder) {
    lessonName = Self.name(of: lessonPath)
    lesson = resolved(lessonPath)
    self.results = resolved(results.path)
    var found: [HandedInFile] = []
    for path in paths {
      if Self.isFolder(path, followingLinks: true) {
        found += search(path)
      } else {
        found.append(file(path))
      }
    }
    // A student's link to the lesson is not the lesson: its owner is told that it was not read.
    choose(
      found.filter { [lesson] in Self.isLink($0.path) && $0.path != lessonPath || resolved($0.path) != lesson })
    remarks = remarks.map { printable($0) }
  }

  private mutating func search(_ folder: String) -> [HandedInFile] {
    let place = folder.hasSuffix("/") ? folder : folder + "/"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let visible = names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if visible.contains(lessonName), let file = fileOfStudent(owning: place, visible) { return [file] }
    var found: [HandedInFile] = []
    var others: [String] = []
    for name in visible where name != lessonName {
      let path = place + name
      guard Self.exists(path) else {
        remarks.append("\(path): passed over, for its name is not UTF-8: rename it")
        continue
      }
      if Self.isFolder(path, followingLinks: false) {
        if holdsLesson(path) {
          found.append(HandedInFile(student: name, path: "\(path)/\(lessonName)"))
        } else if resolved(path) != results {
          remarks.append("\(path): there is no \(lessonName) in this folder")
        }
      } else if name.hasSuffix(".md") || !Self.isPlainFile(path) {
        found.append(HandedInFile(student: Self.stem(of: name), path: path))
      } else {
        others.append(name)
      }
    }
    if !others.isEmpty {
      remarks.append("\(folder): passed over \(others.count) that are no Markdown files: \(Self.examples(others))")
    }
    return found
  }

  /// The file of the lesson's name in a folder that is a student's; `nil` if the folder is a class's, in which that file has no owner.
  private mutating func fileOfStudent(owning place: String, _ names: [String]) -> HandedInFile? {
    let path = place + lessonName
    if resolved(path) == lesson { return nil }
    if names.contains(where: { Self.isFolder(place + $0, followingLinks: false) && holdsLesson(place + $0) }) {
      remarks.append("\(path): passed over, since it bears no student's name")
      return nil
    }
    let student = Self.name(of: resolved(place))
    let others = names.filter { $0.hasSuffix(".md") && $0 != lessonName }
    if !others.isEmpty {
      remarks.append(
        "\(path): taken for what '\(student)' handed in, and the folder's other files passed over: "
          + "\(Self.examples(others)); if they are submissions, move \(lessonName) elsewhere")
    }
    return HandedInFile(student: student, path: path)
  }

  /// A file that is named itself: by its own name, or if that is the lesson's by its folder's.
  private func file(_ path: String) -> HandedInFile {
    let name = Self.name(of: path)
    guard name == lessonName else { return HandedInFile(student: Self.stem(of: name), path: path) }
    return HandedInFile(student: Self.name(of: resolved(parent(of: path))), path: path)
  }

  /// Of several files of one student the one that was changed last counts.
  private mutating func choose(_ found: [HandedInFile]) {
    // By their bytes: two names that Unicode holds to be the same are two students to the file system, and to the results.
    var chosen: [[UInt8]: HandedInFile] = [:]
    for file in found {
      let student = Array(file.student.utf8)
      guard let other = chosen[student] else {
        chosen[student] = file
        continue
      }
      if resolved(other.path) == resolved(file.path) { continue }
      let (time, otherTime) = (file.changeTime, other.changeTime)
      let (kept, dropped) = time > otherTime ? (file, other) : (other, file)
      chosen[student] = kept
      let reason = time == otherTime ? "just as old" : "newer"
      remarks.append("\(dropped.path): \(file.student) handed in twice; \(kept.path), which is \(reason), was graded")
    }
    files = chosen.values.sorted { $0.student.utf8.lexicographicallyPrecedes($1.student.utf8) }
  }

  // MARK: - Names and kinds

  private func holdsLesson(_ folder: String) -> Bool { Self.exists("\(folder)/\(lessonName)") }

  private static func examples(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func stem(of name: String) -> String { name.hasSuffix(".md") ? String(name.dropLast(3)) : name }

  private static func mode(_ path: String, followingLinks: Bool) -> mode_t? {
    var details = stat()
    let result = followingLinks ? stat(path, &details) : lstat(path, &details)
    return result == 0 ? details.st_mode & S_IFMT : nil
  }

  private static func exists(_ path: String) -> Bool { mode(path, followingLinks: false) != nil }

  private static func isFolder(_ path: String, followingLinks: Bool) -> Bool {
    mode(path, followingLinks: followingLinks) == S_IFDIR
  }

  private static func isLink(_ path: String) -> Bool { mode(path, followingLinks: false) == S_IFLNK }

  private static func isPlainFile(_ path: String) -> Bool { mode(path, followingLinks: false) == S_IFREG }
}
