/// One thing that the compiler has to say about a program.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
    case note
    case remark
  }

  /// What is said, or what the runner found instead.
  package enum Complaint: Hashable, Sendable {
    /// The compiler's own words.
    case message(String)
    /// The compiler itself failed, and says nothing that a learner could use.
    case gaveUp
    /// Something is declared, but not there.
    case unlinkable
    /// Other cells of the same file have taken too long.
    case budgetSpent
    case unmatchedBrace
  }

  package var severity = Severity.error
  package var complaint: Complaint
  /// `nil` for a place that is in no cell: in the lines that the runner wrote between them.
  package var place: Place?
  /// The line as the compiler gave it, which outside of cells is the assembled source's: any number.
  package var line = Int.max
  /// What the compiler adds to explain the error above.
  package var notes: [Diagnostic] = []

  package init(_ complaint: Complaint) { self.complaint = complaint }

  /// The compiler's words, if it said anything.
  package var message: String { if case .message(let words) = complaint { words } else { "" } }
}

extension Diagnostic {
  /// Nobody mends more errors than these at a time.
  private static let most = 50

  /// Reads the compiler's output (`-diagnostic-style llvm`): lines of `file:line:column: severity: message`, of which the excerpts
  /// between them are dropped, and so are all after the first fifty.
  package static func all(in text: String, of program: Program) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for line in text.split(separator: "\n") {
      guard let found = Diagnostic(line: line, program: program) else { continue }
      if found.severity == .note, let last = diagnostics.indices.last {
        diagnostics[last].notes.append(found)
      } else {
        guard diagnostics.count < most else { break }
        diagnostics.append(found)
      }
    }
    return diagnostics
  }

  private init?(line: Substring, program: Program) {
    let severities: [Severity] = [.error, .warning, .note, .remark]
    for severity in severities {
      guard let mark = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
      let parts = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3, let lineNumber = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1])
      else {
        continue
      }
      let tag = parts.dropLast(2).joined(separator: ":")
      // A declaration in a module has no place in any cell.
      if severity == .note, tag.hasPrefix(Preamble.namePrefix) { return nil }
      self.severity = severity
      complaint = .message(String(line[mark.upperBound...]))
      self.line = lineNumber
      place = program.section(tagged: tag).flatMap { Place(section: $0, line: lineNumber, column: column, in: program) }
      return
    }
    return nil
  }
}

extension Substring {
  fileprivate func firstRange(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
