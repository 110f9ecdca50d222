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
      guard let text = String(validating: bytes, as: UTF8.self) else { return .refused(words.notUTF8) }
      let place: Cell
      switch cell(id, in: bytes) {
      case .success(let found): place = found
      case .failure(let refusal): return .refused(refusal.words)
      }
      if place.source.trimmed == source.trimmed { return .unchanged }
      guard Self.version(of: place.source) == base else { return .conflict(place.source) }
      let new = Self.text(text, with: source, in: place.lines)
      guard case .success(let read) = cell(id, in: Array(new.utf8)), read.source.trimmed == source.trimmed else {
        return .refused(words.endsBlock)
      }
      guard isWritable else { return .refused(words.readOnly) }
      do throws(MachineFailure) {
        if try replaceContent(of: path, bytes, by: new, current: { Workspace.content(of: path) }) {
          return .written(Array(new.utf8))
        }
      } catch { return .refused("\(error.problem). \(words.unsaved)") }
    }
    return .refused(words.busy)
  }

  private struct Refusal: Error { var words: String }

  private func cell(_ id: CellID, in bytes: [UInt8]) -> Result<Cell, Refusal> {
    if let author, id.role == .exercise {
      let found = Submission(bytes, path: path, answering: author).cells[id.name ?? ""]
      return found.map(Result.success) ?? .failure(Refusal(words: words.cellMissing))
    }
    let reading = LessonReader.reading(bytes, path: path)
    guard reading.faults.isEmpty, let lesson = reading.lesson else { return .failure(Refusal(words: words.faulty)) }
    let found = lesson.blocks.lazy.compactMap(\.cell).first { $0.id == id }
    return found.map(Result.success) ?? .failure(Refusal(words: words.cellGone))
  }

  /// A text with other code between the first and the last of some lines.
  private static func text(_ text: String, with source: String, in lines: ClosedRange<Int>) -> String {
    let all = text.endedLines
    guard all.indices.contains(lines.lowerBound - 1), lines.upperBound <= all.count else { return text }
    let header = all[lines.lowerBound - 1]
    let end = header.hasSuffix("\r\n") ? "\r\n" : "\n"
    let bare = source.replacing("\r\n", with: "\n")
    let whole = bare.isEmpty || bare.hasSuffix("\n") ? bare : bare + "\n"
    let code = end == "\n" ? whole : whole.replacing("\n", with: end)
    let last = lines.upperBound > lines.lowerBound ? String(all[lines.upperBound - 1]) : ""
    return all[..<lines.lowerBound].joined() + code + last + all[lines.upperBound...].joined()
  }

  /// Whether the file's owner means it to be changed; replacing it would not ask.
  private var isWritable: Bool {
    var details = stat()
    return stat(path, &details) == 0 && details.st_mode & 0o222 != 0 && access(path, W_OK) == 0
  }

  private var reason: String { systemMessage(access(path, R_OK) == 0 ? EIO : errno) }
}
