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

  private static let mostTries = 5

  /// Puts an exercise's starter in the place of its answer, which is kept.
  /// - Parameters:
  ///   - exercise: The exercise's name.
  ///   - name: The lesson's file.
  ///   - author: The author's lesson.
  /// - Returns: What was done.
  /// - Throws: If something cannot be read or written; the file is then as it was.
  package func reset(_ exercise: String, of name: String, _ author: Book.Entry) throws(MachineFailure) -> Reset {
    guard let starter = Pieces(copy: author.copy).cells[exercise] else { return .isStarter }
    for _ in 0..<Self.mostTries {
      let bytes = Self.content(of: path(of: name)) ?? []
      let pieces = Pieces(learner: bytes, author.lesson)
      let old = pieces.cells[exercise]
      if old == starter { return .isStarter }
      var text = pieces.all.map { $0.exercise == exercise ? String(starter) : String($0.text) }.joined()
      if old == nil { text += (text.isEmpty || text.hasSuffix("\n") ? "\n" : "\n\n") + starter }
      let kept = try old.map { old throws(MachineFailure) in
        try keep(Array(old.utf8), as: "\(name.dropLast(3)).\(exercise)", ending: ".md")
      }
      if bytes.isEmpty {
        try Self.write(text.utf8, to: path(of: name))
        return .appended
      }
      if try replace(name, bytes, by: text) { return kept.map(Reset.done) ?? .appended }
    }
    return .busy
  }
}
