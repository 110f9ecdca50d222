extension Diagnostic {
  /// A place in a program: which cell, and the line and column from the cell's start, all as the compiler counts.
  ///
  /// The compiler quotes what a cell holds, and a backtrace stands behind what a cell has printed, so either may name any place. There
  /// are only those within a cell, and just behind its last line.
  package struct Place: Hashable, Sendable {
    package let section: Int
    /// From 1.
    package let line: Int
    /// In bytes of UTF-8, from 1.
    package let column: Int

    /// - Parameters:
    ///   - section: Which of the program's cells.
    ///   - line: The line; one behind the cell's end, such as a missing brace's, counts as the one behind the last.
    ///   - column: The column; one behind the line's end counts as the one behind its last byte.
    ///   - program: Where the place is. Without such a cell, or with a line or column below 1, there is none.
    /// - Complexity: O(*n*) in the cell's bytes.
    package init?(section: Int, line: Int, column: Int, in program: Program) {
      guard program.sections.indices.contains(section), line > 0, column > 0 else { return nil }
      var (rest, present) = (program.sections[section].cell.source.utf8[...], 1)
      while present < line, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        rest = rest[rest.index(after: end)...]
        present += 1
      }
      // The source's own end is that of its last line.
      let isBehind = present < line
      let width = isBehind ? 0 : rest.prefix { $0 != UInt8(ascii: "\n") }.count
      self.section = section
      self.line = isBehind ? present + 1 : present
      self.column = min(column, width + 1)
    }
  }
}
