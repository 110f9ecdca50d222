#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds what was handed in: files, folders of files named after the students, and folders named after the students that hold one
/// file of the lesson's name.
package struct SubmissionSearch: Sendable {
  /// One file for each student, sorted by student.
  package private(set) var files: [HandedInFile] = []
  /// What was passed over, and why: each a line for the teacher.
  package private(set) var remarks: [String] = []

  private let lessonName: String

  /// - Parameters:
  ///   - paths: Files and folders; each must exist.
  ///   - lessonPath: The lesson's path. That file itself is no submission.
  package init(_ paths: [String], answering lessonPath: String) {
    lessonName = Self.name(of: lessonPath)
    var found: [HandedInFile] = []
    for path in paths {
      if Self.isFolder(path, followingLinks: true) {
        found += search(path)
      } else {
        found.append(file(path))
      }
    }
    let lesson = resolved(lessonPath)
    choose(found.filter { resolved($0.path) != lesson })
  }

  private mutating func search(_ folder: String) -> [HandedInFile] {
    let place = folder.hasSuffix("/") ? folder : folder + "/"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let visible = names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if visible.contains(lessonName) {
      return [HandedInFile(student: Self.name(of: resolved(folder)), path: place + lessonName)]
    }
    var found: [HandedInFile] = []
    var others: [String] = []
    for name in visible {
      let path = place + name
      if Self.isFolder(path, followingLinks: false) {
        if Self.exists("\(path)/\(lessonName)") {
          found.append(HandedInFile(student: name, path: "\(path)/\(lessonName)"))
        } else {
          remarks.append("\(path): there is no \(lessonName) in this folder")
        }
      } else if name.hasSuffix(".md") || !Self.isPlainFile(path) {
        found.append(HandedInFile(student: Self.stem(of: name), path: path))
      } else {
        others.append(name)
      }
    }
    if !others.isEmpty {
      let examples = others.prefix(3).joined(separator: ", ") + (others.count > 3 ? ", …" : "")
      remarks.append("\(folder): passed over \(others.count) that are no Markdown files: \(examples)")
    }
    return found
  }

  /// A file that is named itself: by its own name, or if that is the lesson's by its folder's.
  private func file(_ path: String) -> HandedInFile {
    let name = Self.name(of: path)
    guard name == lessonName else { return HandedInFile(student: Self.stem(of: name), path: path) }
    return HandedInFile(student: Self.name(of: resolved(parent(of: path))), path: path)
  }

  /// Of several files of one student the one that was changed last counts.
  private mutating func choose(_ found: [HandedInFile]) {
    var chosen: [String: HandedInFile] = [:]
    for file in found {
      guard let other = chosen[file.student], other.path != file.path else {
        chosen[file.student] = file
        continue
      }
      let isLater = file.changeTime > other.changeTime
      chosen[file.student] = isLater ? file : other
      let (kept, dropped) = isLater ? (file, other) : (other, file)
      remarks.append("\(dropped.path): \(file.student) handed in twice; \(kept.path), which is newer, was graded")
    }
    files = chosen.values.sorted { $0.student.utf8.lexicographicallyPrecedes($1.student.utf8) }
  }

  // MARK: - Names and kinds

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

  private static func isPlainFile(_ path: String) -> Bool { mode(path, followingLinks: false) == S_IFREG }
}
