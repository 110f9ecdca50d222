import Grading
import LessonWire
import Reporting

extension GradeChange {
  /// `nil` if nothing worth a word has happened.
  /// - Parameters:
  ///   - before: The exercise's grade at the last run.
  ///   - after: Its grade now.
  ///   - isEdited: Whether the learner has changed the cell: then it is said, too, that this has changed nothing.
  package init?(from before: Grade, to after: Grade, isEdited: Bool) {
    let cells = DifferingCells(after)
    if before.status != after.status {
      self = .status(after.status, before: before.status, after.status.isFailure ? cells : nil)
    } else if let change = Self.change(before, after, cells) {
      self = change
    } else if isEdited && after.status != .notAttempted {
      self = after.status == .passed ? .stillPassed : after.problems.isEmpty ? .sameValues : .sameError
    } else {
      return nil
    }
  }

  /// Of two grades with the same status.
  private static func change(_ before: Grade, _ after: Grade, _ cells: DifferingCells?) -> GradeChange? {
    if after.status == .passed { return nil }
    if before.problems.map(\.kind) != after.problems.map(\.kind) { return .otherError }
    if before.hasSameAnswers(as: after) { return nil }
    if let cells, let old = DifferingCells(before), old != cells { return .cells(cells, before: old) }
    if before.points != after.points { return .points(after.points, before: before.points) }
    return .otherValues(cells)
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

extension DifferingCells {
  /// `nil` unless every answer that a learner may see can be compared element by element, and there is more than one element.
  fileprivate init?(_ grade: Grade) {
    self.init()
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
}
