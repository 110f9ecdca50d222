import Reading
import Running

/// What a first look at all that was handed in tells, so that little is compiled twice or for nothing.
package struct AnswerSurvey: Sendable {
  private let shared: Set<ContentHash>
  private let doubtful: Set<String>

  /// - Parameters:
  ///   - files: What was handed in.
  ///   - lesson: The lesson that they answer.
  ///   - watch: Is told which file is being read.
  ///   - isDoubtful: Whether an answer looks as if it would not compile.
  /// - Complexity: O(*n*) in the files' bytes; keeps a digest for each answer.
  package init(of files: [HandedInFile], answering lesson: Lesson, watch: JudgingWatch, isDoubtful: (Cell) -> Bool) {
    var once: Set<ContentHash> = []
    var often: Set<ContentHash> = []
    var doubtful: Set<String> = []
    for file in files where !watch.precautions.unjudgeable.contains(file.path) {
      watch.begin(CollectionOfOne(file))
      defer { watch.end(file) }
      guard let content = try? file.content() else { continue }
      for cell in Submission(content.bytes, path: file.path, answering: lesson).cells.values
      where !cell.isTooLarge {
        let digest = Self.digest(of: cell)
        if !once.insert(digest).inserted { often.insert(digest) }
        if isDoubtful(cell) { doubtful.insert(file.path) }
      }
    }
    (shared, self.doubtful) = (often, doubtful)
  }

  /// Whether more than one student gave this answer, word for word: it is then compiled once.
  package func isShared(_ cell: Cell) -> Bool { shared.contains(Self.digest(of: cell)) }

  /// Whether some answer in a file looks as if it would not compile.
  package func isDoubtful(_ file: HandedInFile) -> Bool { doubtful.contains(file.path) }

  private static func digest(of cell: Cell) -> ContentHash {
    ContentHash(of: "\(cell.name ?? "")\0\(cell.source)".utf8)
  }
}
