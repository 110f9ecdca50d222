import Grading

extension Grade.Status {
  /// The status for a student to read.
  var words: String {
    switch self {
    case .passed: "passed"
    case .partial: "partly right"
    case .wrong: "not right yet"
    case .notAttempted: "not attempted"
    case .missing: "missing"
    case .compileError: "did not compile"
    case .crashed: "crashed"
    case .timedOut: "ran too long"
    case .overLimit: "used too much"
    case .ungraded: "not graded"
    }
  }

  /// What the status means and what to do first, in Markdown that only backticks make differ from plain text.
  func explanation(of exercise: String) -> String {
    switch self {
    case .passed: "Passed."
    case .partial: "What bears a ✗ is not right yet."
    case .wrong: "Compare these answers with what the exercise asks for."
    case .notAttempted: "Not attempted: a blank, `___`, is left in the cell. Put your answer in its place."
    case .missing:
      "Your file has no block that begins with `swift exercise \(exercise)`. Copy the exercise from the lesson as it stands there, "
        + "and answer it."
    case .compileError: "The compiler does not accept this cell. Mend the first error; others may follow from it."
    case .crashed: "The program stopped before it was through."
    case .timedOut: "The program did not come to an end and was stopped."
    case .overLimit: "The program needed more than it may use and was stopped."
    case .ungraded: "This could not be graded, which is no fault of yours. Ask your teacher."
    }
  }
}

extension Grade.Status {
  /// Whether a section of its own says more than the table of exercises.
  var needsSection: Bool { self != .passed && self != .notAttempted }

  /// Whether there is no answer yet.
  var isUnanswered: Bool { self == .notAttempted || self == .missing }
}

extension Grade {
  /// Whether wrong values are marked among right ones.
  var hasMarks: Bool {
    shownComparisons.contains { comparison in
      guard case .differs = comparison.verdict, let value = comparison.value else { return false }
      return !value.isSingle
    }
  }
}
