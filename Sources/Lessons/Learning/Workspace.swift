import FoundationEssentials
import Glibc
import Running
import Support

/// A folder in which somebody learns: copies of lessons without their solutions, and beside them, in `.lesson-run/`, the author's.
///
/// The learner's files are the truth. What stands in `.lesson-run/` besides is what cannot be found out from them: which hints and
/// solutions were asked for, where the learner was last, and what their files held before something took its place.
package struct Workspace: Hashable, Sendable {
  /// The folder that is written where none is named.
  package static let usualName = "my-lessons"
  private static let hidden = ".lesson-run"

  /// As messages give it; empty for the current folder.
  package let folder: String

  /// Takes a folder to be a workspace, whether it is one yet or not.
  package init(at folder: String) {
    var folder = folder
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    self.folder = folder == "." ? "" : folder
  }

  /// The workspace of a lesson; `nil` if the lesson is in none, or is not one of those that the book has.
  package init?(ofLesson path: String) {
    guard let file = realPath(path) else { return nil }
    let (real, name) = (parent(of: file), String(file.split(separator: "/").last ?? ""))
    guard access("\(real)/\(Self.hidden)/book/\(name)", F_OK) == 0 else { return nil }
    // Messages name what was typed, if that leads there without a link.
    let typed = path.contains("/") ? parent(of: path) : ""
    self.init(at: realPath(typed.isEmpty ? "." : typed) == real ? typed : real)
  }

  /// The workspace around the current folder, or the one of the usual name in it.
  package static func find() -> Workspace? {
    let here = Workspace(at: "")
    if here.exists || here.isDamaged { return here }
    guard var folder = realPath(".") else { return nil }
    while folder != "/" {
      folder = parent(of: folder)
      let outer = Workspace(at: folder)
      if outer.exists { return outer }
    }
    let usual = Workspace(at: usualName)
    return usual.exists || usual.isDamaged ? usual : nil
  }

  package var exists: Bool { access(bookFolder, F_OK) == 0 }

  /// Whether this was a workspace, from which the author's lessons are gone.
  package var isDamaged: Bool { !exists && access(hiddenFolder + "/.", F_OK) == 0 }

  /// The folder as people name it.
  package var shownFolder: String { folder.isEmpty ? "." : folder }

  // MARK: - Files

  /// The path of something in the folder.
  package func path(of name: String) -> String {
    folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  package var hiddenFolder: String { path(of: Self.hidden) }
  /// Where the author's lessons are.
  package var bookFolder: String { hiddenFolder + "/book" }
  /// What the book has besides lessons, as it came.
  var besideFolder: String { hiddenFolder + "/beside" }
  var oldFolder: String { hiddenFolder + "/old" }
  var stateFile: String { hiddenFolder + "/learner.json" }

  /// Where the author's lesson of a name is.
  package func authorsPath(of lesson: String) -> String { "\(bookFolder)/\(lesson)" }

  /// The files' names of the book's lessons, in its order.
  package var lessonNames: [String] { Self.names(in: bookFolder).filter { $0.hasSuffix(".md") } }

  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Keeps a text that something else takes the place of.
  /// - Parameters:
  ///   - bytes: The text.
  ///   - name: What it is called there, such as `01-convolution.slide`; a number follows.
  ///   - ending: Of the file's name, with the dot.
  /// - Returns: Where it is.
  /// - Throws: If it cannot be kept; nothing is to take its place then.
  @discardableResult
  package func keep(_ bytes: [UInt8], as name: String, ending: String) throws(MachineFailure) -> String {
    try Self.makeFolder(oldFolder)
    var number = 1
    while access("\(oldFolder)/\(name).\(number)\(ending)", F_OK) == 0 { number += 1 }
    let file = "\(oldFolder)/\(name).\(number)\(ending)"
    try Self.write(bytes, to: file)
    return file
  }

  static func makeFolder(_ path: String) throws(MachineFailure) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw failure(.workspace(.unmadeFolder(path, reason: fileMessage(error))))
    }
  }

  /// A failure to write, with what helps here.
  static func failure(_ failure: MachineFailure) -> MachineFailure {
    if case .inWorkspace = failure { failure } else { .inWorkspace(failure) }
  }
}
