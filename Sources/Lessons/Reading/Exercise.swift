/// A question of a lesson: the learner's answer and everything the author wrote about it.
///
/// What all kinds have, the cells above all, can be asked of the exercise itself.
@dynamicMemberLookup
package struct Exercise: Hashable, Sendable {
  package var name: String
  /// What a right answer earns.
  package var points: Double = 1
  package var hints: [Hint] = []
  package var kind = Kind.code
  package var parts: ExerciseParts

  /// How an exercise is answered, with what its author wrote for that kind alone.
  package enum Kind: Hashable, Sendable {
    /// A cell of code, which is run and compared with the solution.
    case code
    /// Options to be ticked.
    case choice(ChoiceExercise)
    /// A number, compared with the value of the solution's expression.
    case number
    /// A text that a person reads. No rubric: a learner's copy.
    case text(Rubric?)
    /// Lines to be put in order, compared with the solution's, or run where that is Swift.
    case order
  }

  package init(name: String, cell: Cell, contextCount: Int) {
    (self.name, parts) = (name, ExerciseParts(starter: cell, contextCount: contextCount))
    kind =
      switch cell.form {
      case .swift, .plain: .code
      case .choice: .choice(ChoiceExercise(picksOne: false))
      case .number: .number
      case .text: .text(nil)
      case .order: .order
      }
  }

  package subscript<Part>(dynamicMember part: WritableKeyPath<ExerciseParts, Part>) -> Part {
    get { parts[keyPath: part] }
    set { parts[keyPath: part] = newValue }
  }

  package subscript<Part>(dynamicMember part: KeyPath<ExerciseParts, Part>) -> Part { parts[keyPath: part] }

  /// What its cell is.
  package var form: Cell.Form { parts.starter.form }

  /// Whether it has what an answer is graded by, which no learner's copy has: a solution or a rubric.
  package var isAuthors: Bool {
    if case .text(.some) = kind { return true }
    return self.solution != nil
  }

  /// Whether the learner's answer itself is compiled and run.
  package var isRun: Bool { form == .swift || form == .order && parts.solution?.form == .swift }

  func mapCells(_ body: (Cell) -> Cell) -> Exercise {
    var copy = self
    copy.parts = parts.mapCells(body)
    return copy
  }
}

/// The cells of an exercise, and how its answer is run and compared.
package struct ExerciseParts: Hashable, Sendable {
  /// How far a number may be off, both absolutely and relative to the expected one.
  package var tolerance: Double = 1e-6
  /// How long its program may run, in seconds.
  package var timeout: Double = 5
  /// The exercises whose solutions run before this one, in the order in which they run: what `needs` names, and what that
  /// needs in turn.
  package var needs: [String] = []
  /// The variable to compare where the exercise has no check.
  package var answer: String?
  /// The functions that an answer may not use, by name.
  package var forbids: [String] = []
  /// The cell as it stands in the lesson: the author's starter, or what the learner made of it there.
  package var starter: Cell
  /// What a submission has in its place.
  package var submitted: Cell?
  /// How many of the lesson's context cells (`Lesson.contextCells`) stand above the exercise.
  package var contextCount: Int
  package var solution: Cell?
  package var checks: [Cell] = []
  package var mistakes: [Cell] = []
  /// The advice or the rubric, which no learner sees before an answer is graded.
  package var notes: [Cell] = []

  init(starter: Cell, contextCount: Int) {
    (self.starter, self.contextCount) = (starter, contextCount)
  }

  /// The cell that holds the answer.
  package var cell: Cell {
    get { submitted ?? starter }
    set { submitted = newValue }
  }

  /// All of its cells.
  package var cells: [Cell] { [starter] + [submitted, solution].compactMap(\.self) + checks + mistakes + notes }

  /// What runs before an exercise that needs this one: the solution, or in a learner's copy, which has none, the learner's answer.
  package var cellForOthers: Cell? {
    solution ?? (cell.hasBlank ? nil : cell.asCode)
  }

  /// The checks, or where there are none the one that `answer=` stands for.
  package var comparisons: [Cell] {
    guard checks.isEmpty, let answer else { return checks }
    return [
      Cell(
        role: .check, name: starter.name, source: "answer(\"\(answer)\", \(answer))\n", lines: cell.lines,
        file: cell.file)
    ]
  }

  func mapCells(_ body: (Cell) -> Cell) -> ExerciseParts {
    var copy = self
    copy.starter = body(starter)
    copy.submitted = submitted.map(body)
    copy.solution = solution.map(body)
    copy.checks = checks.map(body)
    copy.mistakes = mistakes.map(body)
    copy.notes = notes.map(body)
    return copy
  }
}
