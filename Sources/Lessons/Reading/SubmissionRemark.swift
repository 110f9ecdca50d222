import Support

/// What a student should know about a file that was handed in.
package struct SubmissionRemark: Hashable, Sendable {
  package var kind: Kind
  /// `nil` for the file as a whole.
  package var range: SourceRange?

  package var severity: Severity { .warning }

  /// Names the kind for other programs, and stays as it is.
  package var code: String { caseName(of: kind) }

  /// The cases' names are the remarks' codes.
  package enum Kind: Hashable, Sendable {
    case empty, noExercise, deepNesting, fenceBeforeCode, indentedBlock
    case unreadable(HandInObstacle)
    case tooLarge(mebibytes: Int)
    case notText(FileKind)
    /// The file has other numbers than its student's, with which it is graded.
    case otherNumbers
    case badByte(Fault.Kind)
    /// `nextOpening` is the line in which another block begins before this one ends.
    case unclosedBlock(fence: String, nextOpening: Int?)
    case innerFence(header: Int)
    /// Blanks and tabs before lines in an order, which may mean one thing or another.
    case unclearTab
    /// A fence that would end a text, the rest of which was read all the same, down to a line.
    case earlyFence(exercise: String, last: Int)
    /// What stands below an exercise's cell, down to a line, where the lesson has nothing.
    case outsideBlock(exercise: String, last: Int)
    case wordsBehindFence(String, fence: String)
    case unknownExercise(meant: String?)
    /// A cell that is not graded, and the line of the one that is.
    case otherCell(exercise: String, graded: Int, Preference)
    /// A character in the code that nobody sees.
    case invisible(Unicode.Scalar)
    case resemblesCell(exercise: String, Resemblance, wasRead: Bool, form: Cell.Form = .swift)
  }

  /// Why another cell is graded.
  package enum Preference: Hashable, Sendable {
    case noAnswer, same, lastCounts
  }

  /// What keeps lines from being an exercise's cell.
  package enum Resemblance: Hashable, Sendable {
    case inProse, noRole, distantName, noLanguage, otherHeader, lostHeader
    case damage(HeaderLikeness.Damage)
    case otherRole(String)
    case misspeltRole(String)
    case notText(FileKind)
  }
}
