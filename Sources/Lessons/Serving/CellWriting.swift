import Classes
import FoundationEssentials
import Glibc
import Learning
import Reading
import Reporting
import Running
import Support

/// Writes a cell's code into a learner's file, and nothing else: every other byte stays. The file is the truth, so that a cell which it has
/// changed since the learner saw it is not written over.
package struct CellWriting: Sendable {
  package enum Outcome: Hashable, Sendable {
    /// It stands in the file; the file's bytes now.
    case written([UInt8])
    /// The file has this code already.
    case unchanged
    /// The file has other code than the learner has seen.
    case conflict(String)
    case refused(String)
  }

  private static let mostTries = 5

  private let path: String
  /// The author's lesson, where the file is a learner's copy.
  private let author: Lesson?
  private let words = Words().serving

  package init(_ path: String, author: Lesson?) {
    (self.path, self.author) = (path, author)
  }

  /// Tells one text of a cell from another.
  package static func version(of source: String) -> String {
    String(ContentHash(of: source.trimmed.utf8).description.prefix(16))
  }

  /// - Parameters:
  ///   - source: The new code.
  ///   - id: The cell.
  ///   - base: The version of the code that the learner has changed.
  /// - Returns: What was done. Unless it says that the code was written, the file is as it was.
  package func write(_ source: String, into id: CellID, changing base: String) -> Outcome {
    for _ in 0..<Self.mostTries {
      guard let bytes = Workspace.content(of: path) else { return .refused(words.cannotBeRead(path, reason)) }
      guard String(validating: bytes, as: UTF8.self) != nil else { return .refused(words.notUTF8) }
      guard let lesson = author ?? (try? LessonReader.read(bytes, path: path)) else { return .refused(words.faulty) }
      guard let current = current(id, in: lesson, bytes) else { return .refused(words.cellGone) }
      if current.trimmed == source.trimmed { return .unchanged }
      guard Self.version(of: current) == base else { return .conflict(current) }
      let code = source.isEmpty || source.hasSuffix("\n") ? source : source + "\n"
      let text =
        author == nil ? lesson.text(with: code, in: id) : lesson.text(ofCopy: bytes, with: code, in: id)
      guard let text else { return .refused(words.endsBlock) }
      guard isWritable else { return .refused(words.readOnly) }
      do throws(MachineFailure) {
        if try replaceContent(of: path, bytes, by: text, current: { Workspace.content(of: path) }) {
          return .written(Array(text.utf8))
        }
      } catch { return .refused("\(Words().failure(error).problem). \(words.unsaved)") }
    }
    return .refused(words.busy)
  }

  /// The code that stands in a cell now; the starter where a learner's copy has lost it.
  private func current(_ id: CellID, in lesson: Lesson, _ bytes: [UInt8]) -> String? {
    let answered = author.map { $0.answered(inCopy: bytes, path: path) } ?? lesson
    guard id.role == .exercise, let exercise = answered.exercise(named: id.name ?? "") else {
      return answered.cells.first { $0.id == id }?.source
    }
    return exercise.cell.source
  }

  /// Whether the file's owner means it to be changed; replacing it would not ask.
  private var isWritable: Bool {
    var details = stat()
    return stat(path, &details) == 0 && details.st_mode & 0o222 != 0 && access(path, W_OK) == 0
  }

  private var reason: String { systemMessage(access(path, R_OK) == 0 ? EIO : errno) }
}
