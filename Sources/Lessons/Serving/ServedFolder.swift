import Books
import FoundationEssentials
import Learning
import Reading
import Reporting
import Support

/// The lessons of a folder as they are now, read again only when they have changed.
struct ServedFolder {
  /// A lesson's file.
  struct Entry {
    var stamp: String
    var chapter: Chapter
    var faults: [Fault]
    var author: Textbook.Entry?
    /// How many exercises have an answer, of how many.
    var begun: (count: Int, total: Int)
  }

  private static let front = "README.md"

  let folder: String
  let workspace: Workspace?
  private(set) var entries: [String: Entry] = [:]
  private(set) var names: [String] = []
  /// Changes whenever anything about the folder does.
  private(set) var generation = 0

  init(_ folder: String, workspace: Workspace?) {
    (self.folder, self.workspace) = (folder, workspace)
  }

  func path(of name: String) -> String { Workspace(at: folder).path(of: name) }

  /// Looks for what has changed.
  mutating func renew() {
    let found = listed().compactMap { name in stamp(of: name).map { (name, $0) } }
    var new: [String: Entry] = [:]
    for (name, stamp) in found {
      if let old = entries[name], old.stamp == stamp { new[name] = old } else { new[name] = read(name, stamp) }
    }
    let order = found.map(\.0).filter { new[$0] != nil }
    guard order != names || order.contains(where: { new[$0]?.stamp != entries[$0]?.stamp }) else { return }
    (entries, names) = (new, order)
    generation += 1
  }

  /// The chapters in the order of reading.
  var chapters: [Chapter] {
    var pages: Set<String> = []
    return names.compactMap { entries[$0]?.chapter }.filter { pages.insert($0.page).inserted }
  }

  func name(ofPage page: String) -> String? { names.first { entries[$0]?.chapter.page == page } }

  /// How many exercises have an answer, of how many. Outside a workspace nobody knows the starters: there a blank tells.
  static func begun(_ lesson: Lesson) -> (count: Int, total: Int) {
    (answered(lesson).count, lesson.exercises.count)
  }

  /// The names of the exercises that have an answer.
  static func answered(_ lesson: Lesson) -> Set<String> {
    let isCopy = lesson.exercises.contains { $0.submitted != nil }
    return Set(lesson.exercises.filter { !$0.cell.hasBlank && (!isCopy || $0.isBegun) }.map(\.name))
  }

  // MARK: - Files

  private func listed() -> [String] {
    let place = Workspace(at: folder).shownFolder
    let all = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    func key(_ name: String) -> (Int, Int, String) {
      (name == Self.front ? 0 : 1, Int(name.prefix { $0.isASCII && $0.isNumber }) ?? .max, name)
    }
    return all.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted { key($0) < key($1) }
  }

  private func stamp(of name: String) -> String? {
    guard let own = fileStamp(path(of: name)) else { return nil }
    return own + (workspace.flatMap { fileStamp($0.authorsPath(of: name)) } ?? "")
  }

  private func read(_ name: String, _ stamp: String) -> Entry? {
    let path = path(of: name)
    guard let bytes = Workspace.content(of: path) else { return nil }
    if let workspace, let authors = Workspace.content(of: workspace.authorsPath(of: name)),
      let author = Textbook.Entry(name: name, bytes: authors, path: workspace.authorsPath(of: name))
    {
      let lesson = author.lesson.answered(inCopy: bytes, path: path)
      return Entry(
        stamp: stamp, chapter: Chapter(lesson, isFront: name == Self.front), faults: [], author: author,
        begun: Self.begun(lesson))
    }
    let reading = LessonReader.reading(bytes, path: path)
    guard let lesson = reading.lesson else {
      // What cannot be read at all keeps its place: its page says what is wrong.
      let title = entries[name]?.chapter.lesson.title ?? name
      guard let empty = try? LessonReader.read(Array("# \(title)\n".utf8), path: path) else { return nil }
      return Entry(stamp: stamp, chapter: Chapter(empty), faults: reading.faults, begun: (0, 0))
    }
    let chapter = Chapter(lesson, isFront: name == Self.front)
    return Entry(
      stamp: stamp, chapter: chapter, faults: reading.faults,
      begun: Self.begun(lesson))
  }
}
