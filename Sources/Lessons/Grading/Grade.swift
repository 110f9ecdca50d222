import LessonWire
import Reading

/// How one exercise went.
package struct Grade: Hashable, Sendable {
  package enum Status: String, Codable, Hashable, Sendable, CaseIterable {
    case passed
    case partial
    case wrong
    case notAttempted = "not-attempted"
    case missing
    case compileError = "compile-error"
    case crashed
    case timedOut = "timed-out"
    case overLimit = "over-limit"
    /// There is nothing to compare with: the lesson is a learner's copy without solutions, or its own solution fails.
    case ungraded
    /// A person is to say how good the answer is.
    case awaitingReview = "awaiting-review"

    /// Whether the learner has tried and has not yet succeeded.
    package var isFailure: Bool {
      switch self {
      case .passed, .notAttempted, .missing, .ungraded, .awaitingReview: false
      case .partial, .wrong, .compileError, .crashed, .timedOut, .overLimit: true
      }
    }
  }

  package var exercise: Exercise
  package var status: Status
  package var points: Double = 0
  package var comparisons: [Comparison] = []
  /// What the cell answers, where there is no solution to compare it with.
  package var values: [LabelledValue] = []
  /// Why there are no values, or not all: compile errors, a crash, a limit.
  package var problems: [Problem] = []
  /// The advice of the typical mistake that gives the learner's very values.
  package var mistake: String?
  /// What the cell itself printed.
  package var printed = ""
  /// What the variables in the line were at which the cell crashed, where that was looked for.
  package var valuesAtCrash: [TracedValue] = []

  package init(_ exercise: Exercise, _ status: Status) {
    self.exercise = exercise
    self.status = status
  }
}

package struct LabelledValue: Hashable, Sendable {
  package var label: String
  package var value: Value

  package init(label: String, value: Value) {
    self.label = label
    self.value = value
  }
}

/// Something that went wrong at a line of the lesson, in words for the learner.
package struct Problem: Hashable, Sendable {
  package var location: SourceLocation?
  package var message: String
  /// The line of the lesson and the column to point at; `nil` where there is none, or where it must not be shown.
  package var excerpt: Excerpt?
  /// Further places that explain the problem.
  package var notes: [Problem] = []
  /// The same for a beginner: what it means, and what to do. It stands below the message, never in its place.
  package var plainWords: String?

  package struct Excerpt: Hashable, Sendable {
    package var line: String
    package var column: Int

    package init(line: String, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package init(
    _ message: String, at location: SourceLocation? = nil, excerpt: Excerpt? = nil, notes: [Problem] = [],
    plainWords: String? = nil
  ) {
    self.message = message
    self.location = location
    self.excerpt = excerpt
    self.notes = notes
    self.plainWords = plainWords
  }
}
