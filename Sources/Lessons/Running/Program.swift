import Reading

/// One Swift source made of a lesson's cells.
///
/// The source names each cell by a tag instead of the lesson's path, and counts lines from the cell's own first: prose may be
/// edited and the file moved, and the program, its cache entry with it, stays the same.
package struct Program: Hashable, Sendable {
  /// What the program is for, as a file name.
  package let name: String
  /// The cells in the order in which they stand in the source; a `Record.cell` names the tag of one.
  package let sections: [Section]
  package let source: String
  /// A digest of the source: it is asked for more often than a source is made.
  let digest: ContentHash
  /// What the compiler has it report; `nil` for an ordinary program.
  package let detail: TraceDetail?
  /// The tags of the examples whose last value it shows.
  package let shownExamples: Set<String>
  /// What its cells find as `seed` when it runs; `nil` if none uses it. The compiled program is the same for any.
  package var seed: Seed?

  package struct Section: Hashable, Sendable {
    package var tag: String
    package var cell: Cell
    /// Whether its source has been made to report more (`TraceableSource`).
    package var isReporting: Bool

    package init(tag: String, cell: Cell, isReporting: Bool = false) {
      (self.tag, self.cell, self.isReporting) = (tag, cell, isReporting)
    }
  }

  package init(
    name: String, sections: [Section], source: String, detail: TraceDetail? = nil, shownExamples: Set<String> = []
  ) {
    (self.name, self.sections, self.source, self.detail) = (name, sections, source, detail)
    self.shownExamples = shownExamples
    digest = ContentHash(of: source.utf8)
  }

  /// Whether they are one to the compiler.
  package static func == (one: Program, other: Program) -> Bool {
    one.digest == other.digest && one.name == other.name && one.detail == other.detail
      && one.shownExamples == other.shownExamples && one.sections == other.sections
  }

  // Equal programs have equal sources, and their digest is there.
  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  package func cell(tagged tag: some StringProtocol) -> Cell? {
    section(tagged: tag).map { sections[$0].cell }
  }

  package func section(tagged tag: some StringProtocol) -> Int? {
    sections.firstIndex { $0.tag == tag }
  }
}
