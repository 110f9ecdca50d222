import FoundationEssentials
import Glibc
import Reading
import Reporting
import Running
import Support

/// The lessons of a folder, and what belongs to them.
package struct Textbook: Sendable {
  /// A lesson with the file's name.
  package struct Entry: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let lesson: Lesson
    /// What its learners get.
    package let copy: String

    /// Whose numbers the copy has, where the lesson has some for each.
    let student: String?

    init(name: String, bytes: [UInt8], _ lesson: Lesson, for student: String?) {
      (self.name, self.bytes, self.lesson, self.student) = (name, bytes, lesson, student)
      copy = LearnersCopy(of: student.map(lesson.seeded) ?? lesson, for: student).text
    }

    /// `nil` if the lesson has faults.
    package init?(name: String, bytes: [UInt8], path: String, for student: String? = nil) {
      guard let lesson = try? LessonReader.read(bytes, path: path) else { return nil }
      self.init(name: name, bytes: bytes, lesson, for: student)
    }
  }

  /// Why there is no book to learn from.
  package enum Failure: Error {
    case nothing(String)
    case noLessons(String)
    /// Two lessons whose names differ in capitals only.
    case sameName(String, String)
    case workspace(String)
    case faulty([(faults: [Fault], text: String)])
    case unreadable(String, reason: String)
  }

  /// The largest file that goes along with the lessons, in bytes.
  private static let largestFile = 64 << 20

  package let lessons: [Entry]
  /// Files that belong to the lessons, by name: what they read or show, and other Markdown.
  package let others: [(name: String, bytes: [UInt8])]

  /// Reads a book.
  /// - Parameters:
  ///   - path: A folder of lessons, or a single one.
  ///   - student: Who learns from it, where somebody said so.
  /// - Throws: What is wrong with it: of faulty lessons all faults at once.
  package init(at path: String, for student: String? = nil) throws(Failure) {
    guard let real = realPath(path) else { throw .nothing(path) }
    let isFolder = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if isFolder >= 0 { close(isFolder) }
    let folder = isFolder >= 0 ? real : parent(of: real)
    if Workspace(at: folder).exists { throw .workspace(path) }
    let all = Workspace.names(in: folder)
    let names = isFolder >= 0 ? all : [String(real.split(separator: "/").last ?? "")]
    var lessons: [Entry] = []
    var pages: [(name: String, bytes: [UInt8])] = []
    var faulty: [(faults: [Fault], text: String)] = []
    for name in names where name.hasSuffix(".md") {
      guard let bytes = Workspace.content(of: "\(folder)/\(name)") else {
        throw .unreadable("\(path)/\(name)", reason: systemMessage(errno))
      }
      let shown = isFolder >= 0 ? (path.hasSuffix("/") ? path + name : "\(path)/\(name)") : path
      let reading = LessonReader.reading(bytes, path: shown)
      guard reading.lesson?.cells.isEmpty == false || !reading.faults.isEmpty && Self.mayBeLesson(bytes) else {
        pages.append((name, bytes))
        continue
      }
      if let lesson = reading.lesson, reading.faults.isEmpty {
        lessons.append(Entry(name: name, bytes: bytes, lesson, for: student))
      } else {
        faulty.append((reading.faults, String(decoding: bytes, as: UTF8.self)))
      }
    }
    guard faulty.isEmpty else { throw .faulty(faulty) }
    guard !lessons.isEmpty else { throw .noLessons(path) }
    if let (one, other) = Self.equalNames(lessons.map(\.name)) { throw .sameName(one, other) }
    self.lessons = lessons
    others =
      isFolder >= 0 ? pages.filter { !Self.isAboutFolder($0.name) } + Self.files(all, of: lessons, in: folder) : []
  }

  /// Whether a faulty file was meant to be a lesson.
  private static func mayBeLesson(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return Cell.Role.allCases.contains { text.containsBytes(of: "```swift \($0.rawValue)") }
      || ["choice", "number", "order"].contains { text.containsBytes(of: "```\($0) ") }
  }

  private static func equalNames(_ names: [String]) -> (String, String)? {
    let groups = Dictionary(grouping: names) { $0.lowercased() }.values
    return groups.first { $0.count > 1 }.map { ($0[0], $0[1]) }
  }

  /// README.md, AUTHORING.md and their like are for whoever keeps the folder.
  private static func isAboutFolder(_ name: String) -> Bool {
    let stem = name.dropLast(3)
    return stem.contains { $0.isLetter } && stem.allSatisfy { !$0.isLowercase }
  }

  /// The files that lessons name in full.
  private static func files(_ names: [String], of lessons: [Entry], in folder: String) -> [(
    name: String, bytes: [UInt8]
  )] {
    names.filter { name in !name.hasSuffix(".md") && lessons.contains { $0.lesson.text.containsBytes(of: name) } }
      .compactMap { name in
        Workspace.content(of: "\(folder)/\(name)").flatMap { $0.count <= largestFile ? (name, $0) : nil }
      }
  }
}
