import Grading
import Reading
import Support
import TextTable

/// A lesson as plain text for paper or a terminal: `print`, and with the solutions and their values `print --worked`.
package struct PrintedLesson {
  private let style: Style
  private let values: ValueText

  package init(style: Style) {
    self.style = style
    values = ValueText(style: style)
  }

  /// - Parameters:
  ///   - lesson: The lesson to print.
  ///   - worked: What grading the lesson's own solutions found; `nil` to print the lesson as its learner gets it.
  /// - Returns: Whole lines.
  package func text(_ lesson: Lesson, worked: Report? = nil) -> String {
    let grades = Dictionary(
      (worked?.grades ?? []).map { ($0.exercise.name, $0) }, uniquingKeysWith: { first, _ in first })
    let printed = Dictionary(
      (worked?.examples ?? []).map { ($0.cell.lines, $0.printed) }, uniquingKeysWith: { first, _ in first })
    var blocks: [[String]] = []
    for segment in lesson.segments {
      switch segment {
      case .heading(let heading): blocks.append(title(heading))
      case .prose(let block): blocks.append(MarkdownDocument.plainLines(of: block.text, width: style.width))
      case .listing(let block, _), .math(let block): blocks.append(indented(block.text))
      case .cell(let cell):
        blocks += cellBlocks(cell, in: lesson, grades: grades, printed: printed, traces: worked?.traces ?? [:])
        if let worked, cell == worked.lastExample { blocks.append(RunReport(style: style).standardError(worked)) }
      case .output(let block) where worked == nil: blocks.append(indented(block.text, with: "  │ "))
      case .output, .hint: break
      }
    }
    return blocks.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
  }

  private func cellBlocks(
    _ cell: Cell, in lesson: Lesson, grades: [String: Grade], printed: [ClosedRange<Int>: String],
    traces: [ClosedRange<Int>: CellTrace]
  ) -> [[String]] {
    let trace = traces[cell.lines].map(traced)
    switch cell.role {
    case .example:
      return [trace ?? indented(cell.source)] + (printed[cell.lines].map { [indented($0, with: "  │ ")] } ?? [])
    case .exercise:
      guard let name = cell.name, let exercise = lesson.exercise(named: name) else { return [] }
      return exerciseBlocks(exercise, grades[name], trace: trace)
    case .setup, .solution, .check, .mistake:
      return []
    }
  }

  private func traced(_ trace: CellTrace) -> [String] {
    TraceText(style: style, width: style.width - 2).lines(trace).map { "  " + $0 }
  }

  private func exerciseBlocks(_ exercise: Exercise, _ grade: Grade?, trace: [String]?) -> [[String]] {
    let points = exercise.points == 1 ? "1 point" : "\(NumberText.text(of: exercise.points)) points"
    let heading = style.dress("Exercise \(exercise.name) (\(points))", as: .title)
    guard let grade, let solution = exercise.solution else { return [[heading], indented(exercise.cell.source)] }
    let tables = grade.comparisons.flatMap { comparison in
      comparison.value.map { values.titled(printable(comparison.label), $0) } ?? []
    }
    return [[heading + ", solved"], trace ?? indented(solution.source), tables.map { "  │ " + $0 }]
      + grade.problems.map { ProblemText(style: style).lines(for: $0) }
  }

  private func title(_ heading: Heading) -> [String] {
    let line = String(repeating: heading.level == 1 ? "═" : "─", count: min(style.width, visibleWidth(heading.text)))
    let words = style.dress(heading.text, as: .title)
    return heading.level <= 2 ? [words, line] : [words]
  }

  private func indented(_ text: String, with prefix: String = "    ") -> [String] {
    let lines = printable(text, keepingLines: true).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    return lines.trimmingBlankLines().map { $0.isEmpty && prefix.allSatisfy(\.isWhitespace) ? "" : prefix + $0 }
  }
}
