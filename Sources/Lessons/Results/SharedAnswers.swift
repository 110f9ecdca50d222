/// The answers that more than one student gave, word for word: each of them is compiled once.
package struct SharedAnswers: Sendable {
  private let digests: Set<ContentHash>

  /// - Parameters:
  ///   - files: What was handed in.
  ///   - lesson: The lesson that they answer.
  /// - Complexity: O(*n*) in the files' bytes; keeps a digest for each answer.
  package init(among files: [HandedInFile], of lesson: Lesson) {
    var once: Set<ContentHash> = []
    var often: Set<ContentHash> = []
    for file in files {
      guard let content = try? file.content() else { continue }
      for cell in Submission(content.bytes, path: file.path, answering: lesson).cells.values {
        let digest = Self.digest(of: cell)
        if !once.insert(digest).inserted { often.insert(digest) }
      }
    }
    digests = often
  }

  package func contains(_ cell: Cell) -> Bool { digests.contains(Self.digest(of: cell)) }

  private static func digest(of cell: Cell) -> ContentHash {
    ContentHash(of: "\(cell.name ?? "")\0\(cell.source)".utf8)
  }
}
