import Grading

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
