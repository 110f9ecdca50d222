import LessonWire
import Reading
import Running

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
    /// What was answered is not of the form that was asked for, such as a word in the place of a number.
    case unreadable

    /// Whether nothing is left to do for the learner.
    package var isDone: Bool { self == .passed || self == .awaitingReview }

    /// Whether the learner has tried and has not yet succeeded.
    package var isFailure: Bool {
      switch self {
      case .passed, .notAttempted, .missing, .ungraded, .awaitingReview: false
      case .partial, .wrong, .compileError, .unreadable, .crashed, .timedOut, .overLimit: true
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
  /// What is still to be written, of a cell that was begun.
  package var blanksLeft: BlanksLeft?
  /// What the code means otherwise than its author believes, where the answer is wrong.
  package var habits: [Habit] = []
  /// What the cell itself printed, and those of its checks that a learner may see.
  package var parts: [PrintedPart] = []
  package var printed: String {
    get { parts.text }
    set { parts = newValue.isEmpty ? [] : [PrintedPart(newValue)] }
  }
  /// What the variables in the line were at which the cell crashed, where that was looked for.
  package var valuesAtCrash: [TracedValue] = []

  package init(_ exercise: Exercise, _ status: Status) {
    (self.exercise, self.status) = (exercise, status)
  }
}

package struct LabelledValue: Hashable, Sendable {
  package var label: String
  package var value: Value

  package init(label: String, value: Value) {
    (self.label, self.value) = (label, value)
  }
}
