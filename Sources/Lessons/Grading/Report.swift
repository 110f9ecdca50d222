import Reading
import Running

/// Everything that running a lesson found, for a report of whatever kind to be made of it.
package struct Report: Hashable, Sendable {
  package var lesson: Lesson
  /// One for each context cell that was reached, in the lesson's order.
  package var examples: [ExampleResult]
  /// What the examples wrote to standard error, all of them together.
  package var examplesErrors = ""
  /// What stopped the examples, if anything did.
  package var examplesProblems: [Problem]
  /// One for each exercise that was asked for, in the lesson's order.
  package var grades: [Grade]
  /// Faults of the lesson itself that showed only when it ran: the author's to mend.
  package var authorProblems: [Problem]
  /// The traces of examples and of exercises' cells; `nil` if nothing was to be traced.
  package var traces: [CellID: CellTrace]?

  package init(
    lesson: Lesson, examples: [ExampleResult] = [], examplesProblems: [Problem] = [], grades: [Grade] = [],
    authorProblems: [Problem] = []
  ) {
    (self.lesson, self.examples, self.examplesProblems) = (lesson, examples, examplesProblems)
    (self.grades, self.authorProblems) = (grades, authorProblems)
  }

  package var points: Double { grades.reduce(0) { $0 + $1.points } }
  package var maximumPoints: Double { grades.reduce(0) { $0 + $1.exercise.points } }
}

/// What an example or setup cell printed.
package struct ExampleResult: Hashable, Sendable {
  package var cell: Cell
  package var parts: [PrintedPart]
  package var printed: String { parts.text }

  package init(cell: Cell, parts: [PrintedPart]) {
    (self.cell, self.parts) = (cell, parts)
  }

  package init(cell: Cell, printed: String) {
    self.init(cell: cell, parts: printed.isEmpty ? [] : [PrintedPart(printed)])
  }
}
