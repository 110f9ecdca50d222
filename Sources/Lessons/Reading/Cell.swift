import LessonSyntax

/// A fenced block that has a role in its lesson: Swift, or what an exercise of another kind is made of.
package struct Cell: Sendable {
  /// What a cell is for. The raw value is the word in the info string.
  package enum Role: String, CaseIterable, Sendable {
    case example
    case setup
    case exercise
    case solution
    case check
    case mistake
    /// What to say to those who tick a wrong option.
    case advice
    /// What a person looks for in a text, and what that earns.
    case rubric

    /// Those of Swift cells.
    package static let ofSwift: [Role] = [.example, .setup, .exercise, .solution, .check, .mistake]
  }

  /// What a cell's text is. The raw value of an exercise's is the first word of its info string.
  package enum Form: String, CaseIterable, Sendable {
    case swift
    /// A list of options, to be ticked.
    case choice
    /// A line with a blank for a number.
    case number
    /// Free text.
    case text
    /// Lines to be put in order.
    case order
    /// Text that is no answer: advice, a rubric.
    case plain

    /// Those of exercises that are not answered in Swift.
    package static let ofOtherKinds: [Form] = [.choice, .number, .text, .order]

    /// Whether such an exercise's solution is code.
    var isSolvedInSwift: Bool { self == .swift || self == .number }

    /// What the info string of an exercise of this form begins with.
    package var header: String { self == .swift ? "swift exercise" : rawValue }
  }

  package var role: Role
  package var form = Form.swift
  /// The exercise that the cell belongs to; `nil` for examples and setup.
  package var name: String?
  /// What figures call an example by; `nil` if nothing. It is no part of the cell's identity.
  package var label: String?
  /// Its place, from 1, among the lesson's cells of its role and name.
  package var ordinal = 1
  /// Whether a check's code and values are kept from learners.
  package var isHidden: Bool
  /// The code, or what stands there in its place, each line ended by `\n`, whatever the file's line ends are.
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
    (left.role, left.name, left.isHidden, left.source, left.lines, left.file) == (
      right.role, right.name, right.isHidden, right.source, right.lines, right.file
    ) && left.form == right.form
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(role)
    hasher.combine(name)
    hasher.combine(source)
    hasher.combine(lines)
  }
}
