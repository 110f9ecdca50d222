import Classes
import FoundationEssentials
import Learning
import Reading
import Reporting
import Running
import Support

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
      throw CommandFailure(.faultyLesson, lines, Words().faults(error.faults.count, in: path, .nothingRun))
    }
  }

  /// A lesson as its learner has answered it.
  struct Answered {
    /// In a workspace the author's, with the learner's answers.
    var lesson: Lesson
    /// The workspace, and the file's name there.
    var place: (workspace: Workspace, name: String)?
  }

  /// Reads a lesson for whoever answers it: in a workspace beside the author's of that name.
  /// - Throws: A failure whose lines name every fault, or say why the file cannot be read.
  static func readAnswered(_ path: String, style: Style) throws(CommandFailure) -> Answered {
    guard let place = place(of: path) else {
      let folder = Workspace(at: path.contains("/") ? parent(of: path) : "")
      if folder.isDamaged { throw StudyPlace.bookGone(folder) }
      return Answered(lesson: try read(path, style: style))
    }
    let bytes = try content(of: path)
    let author = try read(place.workspace.authorsPath(of: place.name), style: style)
    return Answered(lesson: author.answered(inCopy: bytes, path: path), place: place)
  }

  /// Reads a lesson for what only its author's file has: of a learner's copy in a workspace, the author's of that name.
  /// - Throws: A failure whose lines name every fault, or say why the file cannot be read.
  static func readAuthors(_ path: String, style: Style) throws(CommandFailure) -> Answered {
    guard let place = place(of: path) else { return Answered(lesson: try read(path, style: style)) }
    return Answered(
      lesson: try read(place.workspace.authorsPath(of: place.name), style: style).named(path), place: place)
  }

  /// The author's file of a learner's copy in a workspace; `nil` for any other lesson.
  static func authorsPath(of path: String) -> String? { place(of: path).map { $0.workspace.authorsPath(of: $0.name) } }

  private static func place(of path: String) -> (workspace: Workspace, name: String)? {
    guard let workspace = Workspace(ofLesson: path), let name = realPath(path)?.split(separator: "/").last else {
      return nil
    }
    return (workspace, String(name))
  }

  /// Replaces a lesson's text by one that is made of what is in the file at that moment: whoever saves meanwhile loses nothing.
  /// - Parameters:
  ///   - path: The file.
  ///   - change: Makes the new text, or throws if there is none to be made; it may be asked several times.
  /// - Throws: Why nothing was written; the file is then as it was.
  static func rewrite(
    _ path: String, _ change: (Lesson) throws(CommandFailure) -> String
  ) throws(CommandFailure) {
    for _ in 1...mostTries {
      guard case .bytes(let bytes) = LessonContent(of: path) else {
        throw CommandFailure(.gone(path), .notRight)
      }
      let lesson: Lesson
      do throws(FaultyLesson) { lesson = try LessonReader.read(bytes, path: path) } catch {
        throw CommandFailure(.faultyMeanwhile(path), .notRight)
      }
      let text = try change(lesson)
      guard !text.utf8.elementsEqual(bytes) else { return }
      guard (try? LessonReader.read(Array(text.utf8), path: path)) != nil else {
        throw CommandFailure(.wouldBeFaulty(path), .notRight)
      }
      do throws(MachineFailure) {
        let isDone = try replaceContent(of: path, bytes, by: text) {
          if case .bytes(let bytes) = LessonContent(of: path) { bytes } else { nil }
        }
        if isDone { return }
      } catch {
        throw CommandFailure(.inLesson(error))
      }
    }
    throw CommandFailure(.changing(path), .notRight)
  }

  /// How often a file may be saved while it is being written.
  private static let mostTries = 5

  /// - Throws: A failure that proposes what was meant, if there is nothing at a path.
  static func requirePresence(of path: String) throws(CommandFailure) {
    // A link counts as present wherever it leads.
    guard (try? FileManager.default.attributesOfItem(atPath: path)) == nil else { return }
    throw CommandFailure(.nothingThere(path, meant: neighbour(of: path)))
  }

  /// - Throws: A failure that says why a file cannot be read, whatever is in it.
  static func requireContent(of path: String) throws(CommandFailure) { _ = try content(of: path) }

  private static func content(of path: String) throws(CommandFailure) -> [UInt8] {
    switch LessonContent(of: path) {
    case .bytes(let bytes): return bytes
    case .nothing: throw CommandFailure(.noFile(path, meant: neighbour(of: path)))
    case .danglingLink(let target): throw CommandFailure(.danglingLink(path, to: target))
    case .folder:
      let example = lessons(in: path).first.map { (path.hasSuffix("/") ? path : path + "/") + $0 }
      throw CommandFailure(.folder(path, example: example))
    case .other(let oddity): throw CommandFailure(.noOrdinaryFile(path, oddity))
    case .unreadable(let number): throw CommandFailure(.file(.unreadableLesson(path, number)))
    }
  }

  /// The lesson that was most likely meant by a path that leads nowhere.
  private static func neighbour(of path: String) -> String? {
    let url = URL(filePath: path)
    let folder = path.contains("/") ? url.deletingLastPathComponent().path : "."
    let names = lessons(in: folder)
    return nearest(to: url.lastPathComponent, among: names).map { folder == "." ? $0 : folder + "/" + $0 }
  }

  private static func lessons(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }
}
