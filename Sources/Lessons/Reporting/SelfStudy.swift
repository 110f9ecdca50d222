import Grading
import Reading

/// What a learner has asked for of a lesson in their workspace.
package struct SelfStudy: Hashable, Sendable {
  /// How many hints have been shown, by the exercises' names.
  package var hints: [String: Int]
  /// Whether expected values are shown.
  package var isRevealed: Bool

  package init(hints: [String: Int] = [:], isRevealed: Bool = false) {
    (self.hints, self.isRevealed) = (hints, isRevealed)
  }

  /// The grade of an exercise with those of its hints that have been asked for.
  package func limited(_ grade: Grade) -> Grade {
    var copy = grade
    copy.exercise.hints = Array(grade.exercise.hints.prefix(hints[grade.exercise.name] ?? 0))
    return copy
  }

  /// What there is to be asked for, and how, where an answer is not right.
  func offer(_ grade: Grade, in file: String) -> [String] {
    let name = grade.exercise.name
    if grade.status == .missing { return ["its cell is not in the file; to put it there: lesson-run reset \(name)"] }
    guard grade.status.isFailure else { return [] }
    let left = grade.exercise.hints.count - (hints[name] ?? 0)
    let hint = left > 0 ? [Words().report.hint(of: name)] : []
    let isOpen = !isRevealed && grade.comparisons.contains { !$0.isEqual } && grade.problems.isEmpty
    return hint + (isOpen ? [Words().report.expectedValues(of: name, in: file)] : [])
  }
}
