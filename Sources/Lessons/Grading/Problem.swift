import Reading
import Support

/// Something that went wrong at a line of a lesson or an answer.
package struct Problem: Hashable, Sendable {
  package var kind: Kind
  package var range: SourceRange?
  /// The cell in which it is.
  package var cell: CellID?
  /// The line of the lesson and the column to point at; `nil` where there is none, or where it must not be shown.
  package var excerpt: Excerpt?
  /// Further places that explain the problem.
  package var notes: [Problem]
  /// What it comes down to, for a beginner.
  package var explanation: Explanation?
  /// What mends it; `nil` where that is not certain.
  package var edit: TextEdit?

  package struct Excerpt: Hashable, Sendable {
    package var line: String
    package var column: Int

    package init(line: String, column: Int) {
      (self.line, self.column) = (line, column)
    }
  }

  package init(
    _ kind: Kind, at range: SourceRange? = nil, in cell: CellID? = nil, excerpt: Excerpt? = nil, notes: [Problem] = [],
    explanation: Explanation? = nil
  ) {
    (self.kind, self.range, self.cell, self.excerpt) = (kind, range, cell, excerpt)
    (self.notes, self.explanation) = (notes, explanation)
  }

  package var location: SourceLocation? { range?.start }

  package var severity: Severity {
    switch kind {
    case .doubtful: .warning
    case .unknownTeX: .remark
    case .passedEasily, .guessedNumber, .shadowedSeed: .warning
    case .note, .calledFromHere: .note
    default: .error
    }
  }

  /// Whether a lesson can be given to learners as it is.
  package var mayStay: Bool {
    switch kind {
    case .passedEasily, .guessedNumber, .shadowedSeed: true
    default: severity == .remark
    }
  }

  /// Names the kind for other programs, and stays as it is.
  package var code: String {
    if case .doubtful(let fault) = kind { caseName(of: fault) } else { caseName(of: kind) }
  }
}

extension Cell {
  /// The line with the cell's header, in a lesson's file unless the cell has one of its own.
  func headerRange(in file: String) -> SourceRange {
    let start = SourceLocation(file: self.file ?? file, line: lines.lowerBound, column: 1)
    return SourceRange(start, to: SourceLocation(file: start.file, line: start.line + 1, column: 1))
  }
}

extension Problem {
  /// A problem of one line of a cell's text, counted from 1.
  init(_ kind: Kind, inLine number: Int, of cell: Cell, in lesson: Lesson) {
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    let indent = line.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let start = SourceLocation(
      file: cell.file ?? lesson.path, line: cell.lines.lowerBound + number, column: indent + 1)
    self.init(
      kind, at: SourceRange(start, length: max(0, line.utf8.count - indent)), in: cell.id,
      excerpt: Excerpt(line: line, column: indent + 1))
  }

  /// A problem of a cell as a whole.
  init(_ kind: Kind, of cell: Cell, in lesson: Lesson, notes: [Problem] = []) {
    self.init(kind, at: cell.headerRange(in: lesson.path), in: cell.id, notes: notes)
  }
}
