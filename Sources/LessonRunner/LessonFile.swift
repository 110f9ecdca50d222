import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Lessons on disk.
enum LessonFile {
  /// Reads and parses a lesson.
  /// - Throws: A failure whose lines name every fault, or say why the file cannot be read.
  static func read(_ path: String, style: Style) throws(CommandFailure) -> Lesson {
    let bytes = try content(of: path)
    do throws(FaultyLesson) {
      return try LessonReader.read(bytes, path: path)
    } catch {
      let lines = ProblemText(style: style).lines(for: error.faults, in: String(decoding: bytes, as: UTF8.self))
      let count = error.faults.count == 1 ? "1 fault" : "\(error.faults.count) faults"
      throw CommandFailure(.faultyLesson, lines + ["lesson-run: \(count) in \(printable(path)); nothing was run"])
    }
  }

  /// Writes a lesson's new text in place of the old, which stays whole until the new one is.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    do {
      let url = URL(filePath: path).resolvingSymlinksInPath()
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      try Data(text.utf8).write(to: url, options: .atomic)
      if let permissions = attributes[.posixPermissions] {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: url.path)
      }
    } catch {
      throw CommandFailure(
        .machine, "cannot write \(printable(path)): \(words(for: error))", advice: "check that you may write there")
    }
  }

  /// - Throws: A failure that proposes what was meant, if there is nothing at a path.
  static func requirePresence(of path: String) throws(CommandFailure) {
    // A link counts as present wherever it leads.
    guard (try? FileManager.default.attributesOfItem(atPath: path)) == nil else { return }
    throw CommandFailure(.usage, "there is no file or folder '\(printable(path))'", advice: proposal(for: path))
  }

  /// - Throws: A failure that says why a file cannot be read, whatever is in it.
  static func requireContent(of path: String) throws(CommandFailure) { _ = try content(of: path) }

  private static func content(of path: String) throws(CommandFailure) -> [UInt8] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure(.usage, "there is no file '\(printable(path))'", advice: proposal(for: path))
    }
    if isFolder {
      let inside = lessons(in: path)
      let example = inside.first.map { ", such as \(printable((path.hasSuffix("/") ? path : path + "/") + $0))" } ?? ""
      throw CommandFailure(
        .usage, "'\(printable(path))' is a folder, not a lesson", advice: "name a Markdown file\(example)")
    }
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandFailure(
        .machine, "cannot read \(printable(path)): \(words(for: error))", advice: "check that you may read it")
    }
  }

  /// The lesson that was most likely meant by a path that leads nowhere.
  private static func proposal(for path: String) -> String {
    let url = URL(filePath: path)
    let folder = path.contains("/") ? url.deletingLastPathComponent().path : "."
    let names = lessons(in: folder)
    guard let name = nearest(to: url.lastPathComponent, among: names) else { return "check the path" }
    return "did you mean '\(printable(folder == "." ? name : folder + "/" + name))'?"
  }

  private static func lessons(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }

  private static func words(for error: any Error) -> String {
    guard let cocoa = error as? CocoaError else { return "\(error)" }
    switch cocoa.code {
    case .fileReadNoPermission, .fileWriteNoPermission: return "no permission"
    case .fileWriteOutOfSpace: return "no space left"
    case .fileWriteVolumeReadOnly: return "the disk is read-only"
    default: return "\(cocoa)"
    }
  }
}
