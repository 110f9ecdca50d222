import Reading
import Running

extension Workspace {
  /// What has become of an exercise that was to begin anew.
  package enum Reset: Hashable, Sendable {
    /// The starter is back; where the answer is that stood there.
    case done(kept: String)
    /// The starter stands there already.
    case isStarter
    /// There was no cell of that exercise: the starter stands at the file's end.
    case appended
    /// The file is saved all the time.
    case busy
  }

  /// Puts an exercise's starter in the place of its answer, which is kept.
  /// - Parameters:
  ///   - exercise: The exercise's name.
  ///   - name: The lesson's file.
  ///   - author: The author's lesson.
  /// - Returns: What was done.
  /// - Throws: If something cannot be read or written; the file is then as it was.
  package func reset(_ exercise: String, of name: String, _ author: Textbook.Entry) throws(MachineFailure) -> Reset {
    guard let starter = Pieces(copy: author.copy).cells[exercise] else { return .isStarter }
    var result = Reset.isStarter
    let change = try rewrite(name) { bytes throws(MachineFailure) in
      let pieces = Pieces(learner: bytes, author.lesson)
      guard let old = pieces.cells[exercise] else {
        result = .appended
        return pieces.all.map(\.text).joined().appendingCell(String(starter))
      }
      guard old != starter else { return nil }
      result = .done(kept: try keep(Array(old.utf8), as: "\(name.dropLast(3)).\(exercise)", ending: ".md"))
      return pieces.all.map { $0.exercise == exercise ? starter : $0.text }.joined()
    }
    return switch change {
    case .done: result
    case .nothing: .isStarter
    case .busy: .busy
    }
  }
}
