import Classes
import FoundationEssentials
import Glibc
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
}
