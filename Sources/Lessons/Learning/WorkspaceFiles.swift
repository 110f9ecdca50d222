import Classes
import FoundationEssentials
import Glibc
import Reading
import Running
import Support

extension Workspace {
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(MachineFailure) {
    do throws(MachineFailure) { try writeWhole(bytes, to: path) } catch { throw failure(error) }
  }

  /// What is in an ordinary file, links followed; `nil` if there is none.
  package static func content(of path: String) -> [UInt8]? { realPath(path).flatMap(content(ofDraft:)) }

  /// Changes a learner's file, unless it is saved in that moment.
  /// - Parameters:
  ///   - name: The file's.
  ///   - old: What was read of it.
  ///   - text: What takes its place.
  /// - Returns: Whether it was changed.
  /// - Throws: If it cannot be written; then it is as it was.
  package func replace(_ name: String, _ old: [UInt8], by text: String) throws(MachineFailure) -> Bool {
    let path = path(of: name)
    do throws(MachineFailure) {
      return try replaceContent(of: path, old, by: text) { Self.content(of: path) }
    } catch { throw Self.failure(error) }
  }

  /// What has become of a learner's file that was to change.
  package enum Rewriting: Hashable, Sendable {
    case done
    /// There was nothing to change.
    case nothing
    /// The file is saved all the time.
    case busy
  }

  private static let mostTries = 5

  /// Changes what is in a learner's file at that moment: whoever saves meanwhile loses nothing. A file that is gone is written anew.
  /// - Parameters:
  ///   - name: The file's.
  ///   - change: Makes the new text of the old one's bytes; `nil` for none. It may be asked several times.
  /// - Returns: What was done.
  /// - Throws: What `change` throws, or if it cannot be written; the file is then as it was.
  package func rewrite(
    _ name: String, _ change: ([UInt8]) throws(MachineFailure) -> String?
  ) throws(MachineFailure) -> Rewriting {
    for _ in 0..<Self.mostTries {
      let bytes = Self.content(of: path(of: name))
      guard let text = try change(bytes ?? []) else { return .nothing }
      guard let bytes else {
        try Self.write(text.utf8, to: path(of: name))
        return .done
      }
      if try replace(name, bytes, by: text) { return .done }
    }
    return .busy
  }

  /// Writes other code into one cell of a learner's file, every other byte as it is at that moment.
  /// - Parameters:
  ///   - source: The code.
  ///   - id: The cell's identity in the author's lesson.
  ///   - name: The file's.
  ///   - author: The author's lesson.
  /// - Returns: What was done: nothing if there is no such cell, the code would end its block, or the file is not UTF-8.
  /// - Throws: If it cannot be written; the file is then as it was.
  package func write(
    _ source: String, in id: CellID, of name: String, _ author: Lesson
  ) throws(MachineFailure) -> Rewriting {
    try rewrite(name) { author.text(ofCopy: $0, with: source, in: id) }
  }
}
