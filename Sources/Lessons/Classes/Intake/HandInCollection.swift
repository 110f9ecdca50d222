import Glibc
import LessonArchive
import Reading
import Reporting
import Support

/// Gathers all that may have been handed in.
struct HandInCollection: Sendable {
  /// How deep a student's folder is searched for a lesson.
  static let deepest = 8
  /// How many archives may be within each other.
  private static let mostArchivesDeep = 2

  private(set) var candidates: [HandInCandidate] = []
  private(set) var remarks: [HandInRemark] = []
  /// By the folders of a class that they are in: what is no hand-in unless the roster has a student of that name.
  private(set) var strays: [(folder: String, files: [HandedInFile])] = []
  private var archives: [HandInArchive] = []

  let lessonName: String
  let likeness: LessonLikeness
  /// Paths with links followed.
  private let lesson: String
  private let results: String

  init(answering lessonPath: String, except results: ResultsFolder) {
    lessonName = Self.name(of: lessonPath)
    likeness = LessonLikeness(to: lessonName)
    lesson = resolved(lessonPath)
    self.results = resolved(results.path)
  }

  mutating func takeArchives() -> [HandInArchive] {
    defer { archives = [] }
    return archives
  }

  // MARK: - What was named

  /// Something that was named on the command line.
  mutating func collect(operand path: String) {
    let name = Self.name(of: path)
    let node = HandInNode(path, name: name, followingLinks: true)
    if node.kind == .folder {
      if !collectOwned(operand: node) { collectClass(node, section: nil) }
      return
    }
    // A student's link to the lesson is not the lesson: its owner is told that it was not read.
    if resolved(path) == lesson, !Self.isLink(path) { return }
    if HandInKind(name) == .archive, node.kind == .file, !Self.isLink(path) {
      archives.append(
        HandInArchive(
          source: .file(path), path: path, owner: file(HandInNode(path, name: name)), changed: node.changed,
          isOperand: true, depth: 0))
      return
    }
    add(HandInNode(path, name: name), as: file(node))
  }

  /// A file that is named itself: by its own name, or if that is the lesson's by its folder's.
  private func file(_ node: HandInNode) -> HandedInFile {
    var file = Self.file(node)
    if node.name == lessonName || file.label?.platform == nil && likeness.isNameless(node.name) {
      file.student = Self.name(of: resolved(parent(of: node.path)))
    }
    return file
  }

  /// Takes a folder that was named for a student's, if it is one: what of it is the lesson's is the student's.
  private mutating func collectOwned(operand folder: HandInNode) -> Bool {
    let children = folder.children
    let owner = Self.name(of: resolved(folder.path))
    guard let own = children.first(where: { $0.name == lessonName }) else {
      let handIns = children.filter { $0.kind == .folder || HandInKind($0.name) > .other }
      guard handIns.count == 1, handIns[0].kind == .file, HandInKind(handIns[0].name) == .markdown,
        HandInLabel(handIns[0].name).platform == nil, likeness.isNameless(handIns[0].name)
      else { return false }
      add(handIns[0], of: owner, section: nil, degree: 0)
      return true
    }
    if resolved(own.path) == lesson, own.kind == .file { return false }
    if children.contains(where: { $0.kind == .folder && holdsLesson($0) && !Self.holdsResults($0) }) {
      remarks.append(.nameless(own.path))
      return false
    }
    let others = children.filter { HandInKind($0.name) == .markdown && $0.name != lessonName }
    if isHandout(own, beside: others) {
      remarks.append(.nameless(own.path))
      return false
    }
    if !others.isEmpty {
      remarks.append(.lessonsOwn(own.path, of: owner, others: others.map(\.name), lesson: lessonName))
    }
    add(own, of: owner, section: nil, degree: 0)
    return true
  }

  /// Whether a file of the lesson's name lies where a class has handed in: several others answer the same exercises, and are not called
  /// like the lesson, as somebody's older versions are.
  private func isHandout(_ own: HandInNode, beside others: [HandInNode]) -> Bool {
    let foreign = others.filter { $0.kind == .file && likeness.degree(of: $0.name) == 0 }
    guard foreign.count > 1 else { return false }
    let names = own.exerciseNames
    return foreign.lazy.filter { !names.isDisjoint(with: $0.exerciseNames) }.prefix(2).count > 1
  }

  // MARK: - A class

  /// Takes what is in a folder of several students'.
  mutating func collectClass(_ folder: HandInNode, section: String?, depth: Int = 0) {
    let children = folder.children
    let prefix = HandInNaming.prefixOfRepositories(folder, children)
    if let barrier = folder.barrier { remarks.append(.closedFolder(folder.path, barrier)) }
    if depth == 0, let archive = soleArchive(children) { return archives.append(archive) }
    let sharedNumbers = HandInNaming.sharedNumbers(children)
    var others: [HandedInFile] = []
    for child in children {
      switch child.kind {
      case .folder: collect(folder: child, named: child.name.droppingPrefix(prefix), section, depth)
      case .special: add(child, of: nil, section: section, degree: 0)
      case .unnameable where HandInKind(child.name) == .other && !child.isUnnameableFolder:
        remarks.append(.notUTF8(child.path))
      case .file where child.name == lessonName:
        // In a folder that was named, it has been said.
        let isSaid = depth == 0 && child.member == nil
        if !isSaid { remarks.append(.nameless(child.path)) }
      case .file, .unnameable:
        var file = Self.file(child)
        if let number = file.label?.fileID, sharedNumbers.contains(number) { file = file.unlabelled }
        file.section = section
        if file.label == nil, HandInKind(child.name) == .other, child.kind == .file {
          others.append(file)
        } else {
          add(child, as: file, degree: file.label.map { likeness.degree(of: $0.original) } ?? 0)
        }
      }
    }
    if !others.isEmpty { strays.append((folder.path, others)) }
  }

  /// An archive that is all there is in a folder that was named may be a class's, as one that was named.
  private func soleArchive(_ children: [HandInNode]) -> HandInArchive? {
    let others = children.filter { $0.name != lessonName }
    guard others.count == 1, let child = others.first, child.kind == .file, child.member == nil,
      HandInKind(child.name) == .archive
    else { return nil }
    return HandInArchive(
      source: .file(child.path), path: child.path, owner: file(child), changed: child.changed, isOperand: false,
      isAlone: true, depth: 0)
  }

  private mutating func collect(folder: HandInNode, named name: String, _ section: String?, _ depth: Int) {
    let label = HandInLabel(name)
    let student = label.platform == nil ? name : label.student
    if folder.member == nil, Self.holdsResults(folder) {
      if resolved(folder.path) != results { remarks.append(.otherResults(folder.path)) }
      return
    }
    if folder.member == nil, let own = lessonFile(in: folder) {
      return add(own, of: student, section: section, degree: label.platform == nil ? 0 : 3, label: label)
    }
    if resolved(folder.path) == results { return }
    let search = StudentsFolder(folder, likeness)
    if label.platform == nil, depth < Self.deepest, search.isSection {
      return collectClass(folder, section: section.map { "\($0)/\(name)" } ?? name, depth: depth + 1)
    }
    remarks += search.remarks(on: student)
    if let best = search.best {
      let degree = label.platform == nil ? 0 : likeness.degree(of: best.name)
      add(best, of: student, section: section, degree: degree, label: label)
    } else {
      var file = HandedInFile(student: student, path: folder.path)
      (file.label, file.section) = (label, section)
      let changed = search.changed.isFinite ? HandInTime.text(search.changed) : nil
      file.kept = .unreadable(HandedInFile.Unreadable(search.lack, changed: changed))
      candidates.append(HandInCandidate(file: file, kind: .unreadable, degree: 0, changed: search.changed))
    }
  }

  // MARK: - Archives

  /// Takes what an archive holds: a student's hand-in, or a class's.
  mutating func collect(_ archive: HandInArchive, _ contents: Result<[ArchiveMember], HandedInFile.Unreadable>) {
    let owner =
      archive.owner ?? HandedInFile(student: HandInLabel.stem(of: Self.name(of: archive.path)), path: archive.path)
    let members: [ArchiveMember]
    switch contents {
    case .success(let all): members = all
    case .failure(let failure): return addUnreadable(owner, archive, failure.obstacle)
    }
    let root = HandInNode(members, at: archive.path)
    let paths = Dictionary(members.filter { $0.kind != .folder }.map { ($0.path, 1) }, uniquingKeysWith: +)
    remarks += paths.filter { $0.value > 1 }.keys.sorted().map {
      .twiceInArchive("\(archive.path)/\($0)")
    }
    let search = StudentsFolder(root, likeness)
    // What a student packed is the student's, whatever names are in it.
    let isNamed = (archive.isOperand || archive.isAlone) && archive.owner?.label?.platform == nil
    let isClass = isNamed && (Self.haveLabels(members) || search.isClass)
    guard !isClass else { return collectClass(root.unwrapped, section: nil, depth: 0) }
    remarks += search.remarks(on: owner.student)
    guard let best = search.best else { return addUnreadable(owner, archive, search.lack) }
    var file = owner
    file.path = best.path
    add(best, as: file, degree: likeness.degree(of: best.name), packed: archive.changed, depth: archive.depth + 1)
  }

  private static func haveLabels(_ members: [ArchiveMember]) -> Bool {
    members.contains { HandInNode.parts(of: $0.path).contains { HandInLabel($0).platform != nil } }
  }

  private mutating func addUnreadable(_ owner: HandedInFile, _ archive: HandInArchive, _ obstacle: HandInObstacle) {
    var file = owner
    file.path = archive.path
    let changed = archive.changed.isFinite ? HandInTime.text(archive.changed) : nil
    file.kept = .unreadable(HandedInFile.Unreadable(obstacle, changed: changed))
    candidates.append(HandInCandidate(file: file, kind: .archive, degree: 0, changed: archive.changed))
  }

  // MARK: - Candidates

  private mutating func add(
    _ node: HandInNode, of student: String?, section: String?, degree: Int, label: HandInLabel? = nil
  ) {
    var file = Self.file(node)
    // In a student's folder a file's own name tells nothing of the student.
    if let student { (file.student, file.label) = (student, label?.platform == nil ? nil : label) }
    file.section = section
    add(node, as: file, degree: degree)
  }

  /// `packed` is when the student's archive came that it was in: what times are within, the student says.
  private mutating func add(
    _ node: HandInNode, as file: HandedInFile, degree: Int = 0, packed: Double = -.infinity, depth: Int = 0
  ) {
    var file = file
    let time = packed.isFinite ? packed : node.changed
    let kind = HandInKind(node.name)
    if let obstacle = node.obstacle {
      let changed = time.isFinite ? HandInTime.text(time) : nil
      file.kept = .unreadable(HandedInFile.Unreadable(obstacle, changed: changed))
    } else if kind == .archive, node.kind == .file, depth < Self.mostArchivesDeep {
      let source = node.member.map { HandInArchive.Source.bytes($0.content) } ?? .file(node.path)
      archives.append(
        HandInArchive(
          source: source, path: node.path, owner: file, changed: time, isOperand: false, depth: depth))
      return
    } else if let member = node.member {
      file.kept = .content(
        HandedInFile.Content(bytes: member.content, changed: time.isFinite ? HandInTime.text(time) : nil))
    }
    if let told = file.label?.time.flatMap({ HandInTime($0) }) { file.handedIn = told }
    candidates.append(HandInCandidate(file: file, kind: kind, degree: degree, changed: time))
  }

  // MARK: - Names and kinds

  private static func file(_ node: HandInNode) -> HandedInFile {
    let label = HandInLabel(node.name)
    var file = HandedInFile(student: label.student, path: node.path)
    if label.platform != nil { file.label = label }
    return file
  }

  /// The lesson's file in a folder on the disk.
  private func lessonFile(in folder: HandInNode) -> HandInNode? {
    let file = HandInNode("\(folder.path)/\(lessonName)", name: lessonName)
    return file.kind == .unnameable ? nil : file
  }

  /// Whether a folder on the disk is what a grading has left, with the lesson's copy in it, and no student's.
  private static func holdsResults(_ folder: HandInNode) -> Bool {
    func child(_ name: String) -> HandInNode { HandInNode("\(folder.path)/\(name)", name: name) }
    let table = child(GradesTable.fileName)
    return table.kind == .file && child("feedback").kind == .folder && GradesTable.mayBegin(with: table.beginning)
  }

  private func holdsLesson(_ folder: HandInNode) -> Bool { lessonFile(in: folder) != nil }

  static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func isLink(_ path: String) -> Bool {
    var details = stat()
    return lstat(path, &details) == 0 && details.st_mode & S_IFMT == S_IFLNK
  }
}
