import Grading
import LessonWire
import Reporting
import TextTable

/// How an exercise's grade differs from the one of the run before.
package struct GradeChange: Hashable, Sendable {
  /// In the words of the report: "wrong → passed", "3 of 9 cells differ, before 5".
  package let words: String

  /// `nil` if nothing worth a word has happened.
  /// - Parameters:
  ///   - before: The exercise's grade at the last run.
  ///   - after: Its grade now.
  ///   - isEdited: Whether the learner has changed the cell: then it is said, too, that this has changed nothing.
  package init?(from before: Grade, to after: Grade, isEdited: Bool) {
    let count = DifferingCells(after)
    if before.status != after.status {
      words =
        "\(before.status.term) → \(after.status.term)"
        + (after.status.isFailure ? count.map { ": \($0.words)" } ?? "" : "")
    } else if let words = Self.words(before, after, count) {
      self.words = words
    } else if isEdited && after.status != .notAttempted {
      words = after.status == .passed ? "still passed" : after.problems.isEmpty ? "the same values" : "the same error"
    } else {
      return nil
    }
  }

  /// Of two grades with the same status.
  private static func words(_ before: Grade, _ after: Grade, _ count: DifferingCells?) -> String? {
    if after.status == .passed { return nil }
    if before.problems.map(\.kind) != after.problems.map(\.kind) { return "another error than before" }
    if before.hasSameAnswers(as: after) { return nil }
    if let count, let old = DifferingCells(before), old.differing != count.differing || old.total != count.total {
      let was = old.total == count.total ? "\(old.differing)" : "\(old.differing) of \(old.total)"
      return "\(count.words), before \(was)"
    }
    if before.points != after.points {
      return
        "\(NumberText.text(of: after.points)) point\(after.points == 1 ? "" : "s"), before \(NumberText.text(of: before.points))"
    }
    return count.map { "\($0.words), as before, but other values" } ?? "other values than before"
  }
}

extension Grade {
  /// Whether the cell has answered the same, NaN for NaN.
  fileprivate func hasSameAnswers(as other: Grade) -> Bool {
    let mine = comparisons.map { ($0.label, $0.value) } + values.map { ($0.label, $0.value) }
    let others = other.comparisons.map { ($0.label, $0.value) } + other.values.map { ($0.label, $0.value) }
    return mine.count == others.count
      && zip(mine, others).allSatisfy { one, other in one.0 == other.0 && isSame(one.1, other.1) }
  }

  private func isSame(_ one: Value?, _ other: Value?) -> Bool {
    guard one != other, let other else { return one == other }
    return Verdict(one, against: other, tolerance: 0, matchesNaN: true) == .equal
  }
}

/// How many elements of an answer's tables differ from the expected ones.
private struct DifferingCells {
  var differing = 0
  var total = 0

  /// `nil` unless every answer that a learner may see can be compared element by element, and there is more than one element.
  init?(_ grade: Grade) {
    for comparison in grade.comparisons where !comparison.isHidden {
      guard let expected = Numbers(comparison.expected) else { return nil }
      total += expected.scalars.count
      switch comparison.verdict {
      case .equal: break
      case .differs(let places): differing += places.count
      case .shapeDiffers, .kindDiffers, .missing: return nil
      }
    }
    guard total > 1, differing > 0 else { return nil }
  }

  var words: String { "\(differing) of \(total) cells differ\(differing == 1 ? "s" : "")" }
}
