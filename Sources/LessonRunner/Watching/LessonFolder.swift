import FoundationEssentials
import Glibc
import Learning
import Live
import Reading
import Reporting
import Support

/// What `watch` was asked to show: one lesson, or whichever of a folder is saved.
struct LessonFolder: Sendable {
  /// The folder, empty for the current one.
  let folder: String
  /// Whether lessons that are saved are followed.
  let followsSaves: Bool
  let workspace: Workspace?
  /// The lesson to begin with.
  let first: String

  /// - Parameters:
  ///   - operand: What was named; `nil` for the workspace around the current folder.
  ///   - context: Where the workspace is looked for.
  /// - Throws: If there is no such thing.
  init(_ operand: String?, _ context: CommandContext) throws(CommandFailure) {
    guard let operand else {
      let place = try StudyPlace(context)
      try self.init(following: place.workspace)
      return
    }
    guard case .folder = LessonContent(of: operand) else {
      try LessonFile.requireContent(of: operand)
      self.init(
        folder: operand.contains("/") ? parent(of: operand) : "", followsSaves: false,
        workspace: Workspace(ofLesson: operand), first: operand.split(separator: "/").last.map(String.init) ?? operand)
      return
    }
    let workspace = Workspace(at: operand)
    if workspace.exists {
      try self.init(following: workspace)
      return
    }
    if workspace.isDamaged { throw StudyPlace.bookGone(workspace) }
    let names = Self.lessons(in: workspace.folder)
    guard let newest = Self.lastSaved(names, in: workspace.folder) else {
      throw CommandFailure(.noLessonsToWatch(operand))
    }
    self.init(folder: workspace.folder, followsSaves: true, workspace: nil, first: newest)
  }

  private init(folder: String, followsSaves: Bool, workspace: Workspace?, first: String) {
    (self.folder, self.followsSaves, self.workspace, self.first) = (folder, followsSaves, workspace, first)
  }

  private init(following workspace: Workspace) throws(CommandFailure) {
    let names = workspace.lessonNames
    let last = (try? workspace.state())?.last?.lesson
    let there = names.filter { access(workspace.path(of: $0), R_OK) == 0 }
    guard let name = there.first(where: { $0 == last }) ?? there.first else {
      throw CommandFailure(.noLessonsInWorkspace(workspace.shownFolder))
    }
    self.init(folder: workspace.folder, followsSaves: true, workspace: workspace, first: name)
  }

  /// The files of the lessons in their order.
  var names: [String] { workspace?.lessonNames ?? (followsSaves ? Self.lessons(in: folder) : []) }

  func path(of name: String) -> String { Workspace(at: folder).path(of: name) }

  /// What the lessons' files hold at this moment, by their names.
  var texts: [String: [UInt8]] {
    Dictionary(names.compactMap { name in Workspace.content(of: path(of: name)).map { (name, $0) } }) { first, _ in
      first
    }
  }

  /// The lesson that comes after another one.
  func following(_ name: String) -> LessonList.Entry? {
    let names = names
    guard let index = names.firstIndex(of: name), index + 1 < names.count else { return nil }
    return LessonList.Entry(name: names[index + 1], title: Self.title(of: path(of: names[index + 1])))
  }

  /// All lessons, with how much of each is answered where that can be told.
  func list() -> [LessonList.Entry] {
    names.map { name in
      var entry = LessonList.Entry(name: name, title: Self.title(of: path(of: name)))
      if let lesson = author(of: name)?.answered(inCopy: Workspace.content(of: path(of: name)) ?? [], path: name) {
        entry.begun = (lesson.exercises.filter(\.isBegun).count, lesson.exercises.count)
      }
      return entry
    }
  }

  /// The author's lesson; `nil` outside a workspace, or if it cannot be read.
  private func author(of name: String) -> Lesson? {
    guard let path = workspace?.authorsPath(of: name), let bytes = Workspace.content(of: path) else { return nil }
    return try? LessonReader.read(bytes, path: path)
  }

  /// A file's first heading, without reading more of it than that.
  private static func title(of path: String) -> String {
    let text = String(decoding: Workspace.content(of: path) ?? [], as: UTF8.self)
    return text.endedLines.first { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)).trimmed } ?? ""
  }

  private static func lessons(in folder: String) -> [String] {
    let place = Workspace(at: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.shownFolder)) ?? []
    return names.filter { name in
      guard name.hasSuffix(".md"), !name.hasPrefix("."), let bytes = Workspace.content(of: place.path(of: name)) else {
        return false
      }
      let text = String(decoding: bytes, as: UTF8.self)
      return ([.swift] + Cell.Form.ofOtherKinds).contains { form in
        let opening = "```\(form.header) "
        return text.utf8.starts(with: opening.utf8) || text.containsBytes(of: "\n" + opening)
      }
    }.sorted()
  }

  /// The lesson that was saved last, unless all were within a minute, as when a folder is copied: then the first.
  private static func lastSaved(_ names: [String], in folder: String) -> String? {
    let times = names.map { name -> Int in
      var details = stat()
      return stat(Workspace(at: folder).path(of: name), &details) == 0 ? details.st_mtim.tv_sec : 0
    }
    guard let newest = times.max(), let oldest = times.min(), newest - oldest > 60 else { return names.first }
    return zip(names, times).first { $0.1 == newest }?.0
  }
}
