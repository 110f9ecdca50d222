/// A question of a lesson: the learner's cell and everything the author wrote about it.
package struct Exercise: Hashable, Sendable {
  package var name: String
  /// What a right answer earns.
  package var points: Double = 1
  /// How far a number may be off, both absolutely and relative to the expected one.
  package var tolerance: Double = 1e-6
  /// How long its program may run, in seconds.
  package var timeout: Double = 5
  /// The exercises whose solutions run before this one, in the order in which they run: what `needs` names, and what that
  /// needs in turn.
  package var needs: [String] = []
  /// The variable to compare where the exercise has no check.
  package var answer: String?
  /// The cell as it stands in the lesson: the author's starter code, or what the learner made of it there.
  package var starter: Cell
  /// What a submission has in its place.
  package var submitted: Cell?
  /// How many of the lesson's context cells (`Lesson.contextCells`) stand above the exercise.
  package var contextCount: Int
  package var solution: Cell?
  package var checks: [Cell] = []
  package var mistakes: [Cell] = []
  package var hints: [Hint] = []

  package init(name: String, cell: Cell, contextCount: Int) {
    (self.name, starter, self.contextCount) = (name, cell, contextCount)
  }

  /// The cell that holds the answer.
  package var cell: Cell {
    get { submitted ?? starter }
    set { submitted = newValue }
  }

  /// All of its cells.
  package var cells: [Cell] { [starter] + [submitted, solution].compactMap(\.self) + checks + mistakes }

  func mapCells(_ body: (Cell) -> Cell) -> Exercise {
    var copy = self
    copy.starter = body(starter)
    copy.submitted = submitted.map(body)
    copy.solution = solution.map(body)
    copy.checks = checks.map(body)
    copy.mistakes = mistakes.map(body)
    return copy
  }
}
