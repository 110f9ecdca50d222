/// A question of a lesson: the learner's answer and everything the author wrote about it.
///
/// While code is the one kind, what belongs to it can be asked of the exercise itself.
@dynamicMemberLookup
package struct Exercise: Hashable, Sendable {
  package var name: String
  /// What a right answer earns.
  package var points: Double = 1
  package var hints: [Hint] = []
  package var kind: Kind

  /// How an exercise is answered, with what its author wrote for that.
  package enum Kind: Hashable, Sendable {
    case code(CodeExercise)
  }

  package init(name: String, cell: Cell, contextCount: Int) {
    (self.name, kind) = (name, .code(CodeExercise(starter: cell, contextCount: contextCount)))
  }

  var code: CodeExercise {
    get {
      switch kind {
      case .code(let code): code
      }
    }
    set { kind = .code(newValue) }
  }

  package subscript<Part>(dynamicMember part: WritableKeyPath<CodeExercise, Part>) -> Part {
    get { code[keyPath: part] }
    set { code[keyPath: part] = newValue }
  }

  package subscript<Part>(dynamicMember part: KeyPath<CodeExercise, Part>) -> Part { code[keyPath: part] }

  func mapCells(_ body: (Cell) -> Cell) -> Exercise {
    var copy = self
    copy.code = code.mapCells(body)
    return copy
  }
}

/// What an exercise consists of that is answered with a cell of code and compared with a solution.
package struct CodeExercise: Hashable, Sendable {
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
  /// The cell as it stands in the lesson: the author's starter code, or what the learner made of it there.
  package var starter: Cell
  /// What a submission has in its place.
  package var submitted: Cell?
  /// How many of the lesson's context cells (`Lesson.contextCells`) stand above the exercise.
  package var contextCount: Int
  package var solution: Cell?
  package var checks: [Cell] = []
  package var mistakes: [Cell] = []

  init(starter: Cell, contextCount: Int) {
    (self.starter, self.contextCount) = (starter, contextCount)
  }

  /// The cell that holds the answer.
  package var cell: Cell {
    get { submitted ?? starter }
    set { submitted = newValue }
  }

  /// All of its cells.
  package var cells: [Cell] { [starter] + [submitted, solution].compactMap(\.self) + checks + mistakes }

  /// What runs before an exercise that needs this one: the solution, or in a learner's copy, which has none, the learner's answer.
  package var cellForOthers: Cell? { solution ?? (cell.hasBlank ? nil : cell) }

  /// The checks, or where there are none the one that `answer=` stands for.
  package var comparisons: [Cell] {
    guard checks.isEmpty, let answer else { return checks }
    return [
      Cell(
        role: .check, name: starter.name, source: "answer(\"\(answer)\", \(answer))\n", lines: cell.lines,
        file: cell.file)
    ]
  }

  func mapCells(_ body: (Cell) -> Cell) -> CodeExercise {
    var copy = self
    copy.starter = body(starter)
    copy.submitted = submitted.map(body)
    copy.solution = solution.map(body)
    copy.checks = checks.map(body)
    copy.mistakes = mistakes.map(body)
    return copy
  }
}
