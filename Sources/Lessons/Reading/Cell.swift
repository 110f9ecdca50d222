import LessonSyntax

/// A fenced Swift block that has a role in its lesson.
package struct Cell: Sendable {
  /// What a cell is for. The raw value is the word in the info string.
  package enum Role: String, CaseIterable, Sendable {
    case example
    case setup
    case exercise
    case solution
    case check
    case mistake
  }

  package var role: Role
  /// The exercise that the cell belongs to; `nil` for examples and setup.
  package var name: String?
  /// Its place, from 1, among the lesson's cells of its role and name.
  package var ordinal = 1
  /// Whether a check's code and values are kept from learners.
  package var isHidden: Bool
  /// The code, each line ended by `\n`, whatever the file's line ends are.
  package var source: String
  /// The block's lines in the file, fences included. The code starts one line below the first.
  package var lines: ClosedRange<Int>
  /// The path of the file that the cell was taken from, where it is a submission; `nil`: the lesson's own.
  package var file: String?
  /// What the parser says about the code; `nil` until it has been asked (`ProgramRunner.understood`).
  package var syntax: SwiftFacts?

  package init(
    role: Role, name: String? = nil, isHidden: Bool = false, source: String, lines: ClosedRange<Int>,
    file: String? = nil
  ) {
    (self.role, self.name, self.isHidden) = (role, name, isHidden)
    (self.source, self.lines, self.file) = (source, lines, file)
  }

  /// The line of the file on which the code starts. A cell stands at the left margin, so its columns are the file's.
  package var firstSourceLine: Int { lines.lowerBound + 1 }
}

// What the parser says follows from the code.
extension Cell: Hashable {
  package static func == (left: Cell, right: Cell) -> Bool {
    (left.role, left.name, left.isHidden, left.source, left.lines, left.file)
      == (right.role, right.name, right.isHidden, right.source, right.lines, right.file)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(role)
    hasher.combine(name)
    hasher.combine(source)
    hasher.combine(lines)
  }
}
