import Reading
import Running

/// A block of a lesson with what running the lesson found of it.
package struct ReportedBlock: Sendable {
  package var block: LessonBlock
  /// What the block's example printed; `nil` if it was not reached.
  package var parts: [PrintedPart]?
  package var printed: String? { parts?.text }
  package var grade: Grade?
  /// What every statement of this cell gave, where that was looked for.
  package var trace: CellTrace?
  /// What went wrong in this example.
  package var problems: [Problem] = []
  /// What the examples wrote to standard error: which of them did is not known, so it stands at the last.
  package var examplesErrors = ""
}

extension Report {
  /// The lesson's blocks in the order of the text.
  package var blocks: some Sequence<ReportedBlock> {
    let parts = Dictionary(examples.map { ($0.cell.id, $0.parts) }, uniquingKeysWith: { first, _ in first })
    let grades = Dictionary(grades.map { ($0.exercise.name, $0) }, uniquingKeysWith: { first, _ in first })
    let last = lesson.contextCells.last { $0.role == .example }?.id
    return lesson.blocks.lazy.map { block in
      var reported = ReportedBlock(block: block)
      reported.parts = block.example.flatMap { parts[$0.id] }
      reported.grade = block.exercise.flatMap { grades[$0.name] }
      guard let cell = block.cell else { return reported }
      reported.trace = traces?[cell.id]
      if cell.role == .example {
        reported.problems = examplesProblems.filter { $0.cell == cell.id }
        if cell.id == last { reported.examplesErrors = examplesErrors }
      }
      return reported
    }
  }
}
