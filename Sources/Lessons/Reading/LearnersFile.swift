import Support

extension Lesson {
  /// The author's lesson with the answers of a learner's copy of it, which bears its path then.
  ///
  /// Only the exercises' cells are taken from the copy, whatever has become of its prose. If it still has all of the lesson's examples, they
  /// run as the learner has changed them, above the solutions too: so they can be played with. A copy that says whose numbers it has (`seed` in
  /// its front matter) has those.
  /// - Parameters:
  ///   - bytes: The copy's content, whatever it is.
  ///   - path: The copy's path as messages should give it.
  /// - Returns: The lesson; each of the author's cells names the author's file.
  /// - Complexity: O(*n*) in the number of bytes.
  package func answered(inCopy bytes: [UInt8], path: String) -> Lesson {
    var own = named(path)
    if let stated = Self.statedSeed(in: SourceText(bytes, path: path)) { own = own.seeded(stated.seed) }
    var joined = own.answered(by: Submission(bytes, path: path, answering: own))
    if let copy = contextCopy(bytes, path: path) { joined.contextCells = copy.contextCells }
    return joined
  }
}

extension Lesson {
  /// The number that a copy says to have, if it does, and the line.
  static func statedSeed(in text: SourceText) -> (seed: Seed, line: Int)? {
    var faults: [Fault] = []
    guard let matter = FrontMatter(of: text, faults: &faults), let stated = matter.seed.flatMap({ UInt32($0) }) else {
      return nil
    }
    return (Seed(stated), matter.seedRange?.start.line ?? 1)
  }

  /// The number that a copy says to have.
  /// - Parameters:
  ///   - bytes: The copy's content, whatever it is.
  ///   - path: The copy's path.
  /// - Returns: The number, if the copy has one.
  package static func statedSeed(in bytes: [UInt8], path: String) -> Seed? {
    guard bytes.count <= Submission.largestByteCount else { return nil }
    return statedSeed(in: SourceText(TextEncoding(of: bytes)?.decoded(bytes) ?? bytes, path: path))?.seed
  }

  /// The author's lesson under a copy's path; each of its cells names the author's file.
  package func named(_ path: String) -> Lesson {
    var copy = mapCells { cell in
      var copy = cell
      copy.file = cell.file ?? self.path
      return copy
    }
    copy.path = path
    return copy
  }
}

extension Exercise {
  /// Whether there is an answer that is more than what the lesson gave; blanks may be left in it.
  package var isBegun: Bool {
    guard let submitted = self.submitted else { return false }
    return submitted.source.trimmed != self.starter.source.trimmed
  }
}
