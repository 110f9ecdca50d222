/// A place in a text file.
///
/// Lines and columns count from 1. A column counts UTF-8 bytes, as the Swift compiler and cmark do, so that places from
/// all three can be compared.
package struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The path as the user gave it.
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  /// `file:line:column`, which editors and terminals turn into a link.
  package var description: String { "\(file):\(line):\(column)" }

  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// A stretch of a text file.
package struct SourceRange: Hashable, Sendable {
  package var start: SourceLocation
  /// Behind the last byte.
  package var end: SourceLocation

  package init(_ start: SourceLocation, to end: SourceLocation) {
    (self.start, self.end) = (start, end)
  }

  /// So many bytes of a line.
  package init(_ start: SourceLocation, length: Int = 0) {
    self.init(start, to: SourceLocation(file: start.file, line: start.line, column: start.column + length))
  }
}
