import Reading
import Reporting

/// A folder, or what a student's archive holds, in which the lesson is to be found whatever it is called.
struct StudentsFolder {
  private static let mostFiles = 2000
  private static let mostFolders = 5000
  /// How many texts are looked into.
  private static let mostTexts = 50
  /// Folders that several students' folders are in are often called so.
  private static let sectionWords: Set = [
    "section", "sec", "group", "class", "course", "lab", "tutorial", "tut", "gruppe", "kurs", "klasse", "submissions",
    "handed", "students",
  ]

  private let files: [HandInNode]
  /// Whether there are more folders than were looked into.
  private let isLarger: Bool
  private let folder: HandInNode
  private let likeness: LessonLikeness

  init(_ folder: HandInNode, _ likeness: LessonLikeness) {
    (self.folder, self.likeness) = (folder, likeness)
    var (files, waiting, count, isLarger) = ([HandInNode](), [(folder, 0)], 0, false)
    while let (next, depth) = waiting.popLast() {
      count += 1
      guard count <= Self.mostFolders, files.count < Self.mostFiles else {
        isLarger = true
        break
      }
      for child in next.children {
        if child.kind != .folder {
          files.append(child)
        } else if depth < HandInCollection.deepest {
          waiting.append((child, depth + 1))
        } else {
          isLarger = true
        }
      }
    }
    (self.files, self.isLarger) = (files, isLarger)
  }

  /// What was most likely handed in; `nil` if nothing was that there could be an answer in. Of several texts those count that have an
  /// exercise's cell in them.
  var best: HandInNode? {
    let ranked = files.map { (file: $0, kind: kindRank($0)) }
    guard let kind = ranked.map(\.kind).max(), kind > 0 else { return nil }
    let equals = ranked.filter { $0.kind == kind }.map(\.file)
    guard equals.count > 1 else { return equals.first }
    let areFew = equals.count <= Self.mostTexts
    return equals.map { ($0, (areFew && $0.hasCell ? 1 : 0, likeness.degree(of: $0.name), $0.changed)) }.max {
      $0.1 < $1.1
    }?.0
  }

  private func kindRank(_ file: HandInNode) -> Int {
    let kind = HandInKind(file.name)
    if file.obstacle != nil || file.kind == .special { return kind == .markdown ? 1 : 0 }
    // What every repository has is taken only where there is nothing else.
    return kind == .markdown && likeness.degree(of: file.name) < 0 ? 1 : 2 * kind.rawValue
  }

  /// When the last of the files was changed, in seconds since 1970.
  var changed: Double { files.map(\.changed).max() ?? -.infinity }

  /// Why there is nothing to read.
  var lack: HandInObstacle {
    if let obstacle = folder.barrier { return obstacle }
    if let obstacle = files.first(where: { HandInKind($0.name) == .markdown })?.obstacle { return obstacle }
    let depth = isLarger ? HandInCollection.deepest : nil
    let hidden = files.isEmpty ? Self.hiddenNames(in: folder) : []
    let (names, isHidden) = hidden.isEmpty ? (files.map(\.name), false) : (hidden, true)
    return .noMarkdown(Array(names.prefix(5)), more: max(0, names.count - 5), areHidden: isHidden, depth: depth)
  }

  /// What is hidden in a folder and, where that is nothing, in the folders that it holds.
  private static func hiddenNames(in folder: HandInNode, depth: Int = 0) -> [String] {
    let own = folder.hiddenNames
    guard own.isEmpty, depth < HandInCollection.deepest else { return own }
    return folder.children.lazy.filter { $0.kind == .folder }.map { hiddenNames(in: $0, depth: depth + 1) }
      .first { !$0.isEmpty } ?? []
  }

  /// What the teacher should know where there is more than one lesson.
  func remarks(on student: String) -> [HandInRemark] {
    guard let best else { return [] }
    let others = files.filter {
      $0.path != best.path && HandInKind($0.name) == .markdown && likeness.degree(of: $0.name) >= 0
    }
    guard !others.isEmpty, HandInKind(best.name) == .markdown else { return [] }
    return [.chosen(best.path, of: student, others: others.map(\.path))]
  }

  /// Whether it is no student's, but holds several students' folders.
  var isSection: Bool {
    let children = folder.children
    guard !children.contains(where: { $0.kind == .file && HandInKind($0.name) > .unreadable }) else { return false }
    let inner = children.filter { child in
      child.kind == .folder
        && files.contains { $0.path.hasPrefix(child.path + "/") && HandInKind($0.name) == .markdown }
    }
    let isCalledSo =
      folder.name.lowercased().split { !$0.isLetter }.map(String.init).contains(where: Self.sectionWords.contains)
    if inner.count > 1 {
      // A repository has its notes in one folder, and the lesson in another.
      return isCalledSo || inner.count { child in isLesson(in: child) } != 1
    }
    guard inner.count == 1, likeness.degree(of: inner[0].name) == 0, !likeness.isNameless(inner[0].name) else {
      return false
    }
    return isCalledSo
  }

  private func isLesson(in folder: HandInNode) -> Bool {
    files.contains { $0.path.hasPrefix(folder.path + "/") && likeness.degree(of: $0.name) > 0 }
  }

  /// Whether an archive without a platform's labels is a class's: it holds several that are not called like the lesson, or several folders.
  var isClass: Bool {
    let root = folder.unwrapped
    let children = root.children
    let isOwned = children.contains { $0.kind == .file && likeness.isNameless($0.name) }
    let texts = children.filter {
      $0.kind == .file && HandInKind($0.name) == .markdown && likeness.degree(of: $0.name) >= 0
    }
    let folders = children.filter { child in
      child.kind == .folder
        && files.contains { $0.path.hasPrefix(child.path + "/") && HandInKind($0.name) == .markdown }
    }
    // The handout may lie beside the students' folders.
    if isOwned { return folders.count { child in isLesson(in: child) } > 1 }
    return texts.count > 1 || folders.count > 1
  }
}

extension HandInNode {
  /// The folder in which the rest is, where there is nothing beside it.
  var unwrapped: HandInNode {
    let children = self.children
    guard children.count == 1, children[0].kind == .folder, HandInLabel(children[0].name).platform == nil else {
      return self
    }
    let inner = children[0].children
    let isClass =
      inner.count > 1 && (inner.contains { $0.kind == .folder } || inner.count { HandInKind($0.name) == .markdown } > 1)
    return isClass ? children[0].unwrapped : self
  }
}
