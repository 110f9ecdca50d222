import Figures
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

  /// - Returns: The lesson as its learner gets it, in whole lines.
  package func text(_ lesson: Lesson) -> String {
    text(Report(lesson: lesson), isWorked: false)
  }

  /// - Parameter report: What grading the lesson's own solutions found.
  /// - Returns: The lesson with its solutions and their values, in whole lines.
  package func text(worked report: Report) -> String {
    text(report, isWorked: true)
  }

  private func text(_ report: Report, isWorked: Bool) -> String {
    let note = report.lesson.hasSampleNumbers ? [wrapped(Words().page.sample, width: style.width)] : []
    return report.blocks.enumerated().flatMap { paragraphs($1, report, isWorked: isWorked) + ($0 == 0 ? note : []) }
      .filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
  }

  private func paragraphs(_ reported: ReportedBlock, _ report: Report, isWorked: Bool) -> [[String]] {
    switch reported.block.segment {
    case .heading(let heading): [title(heading)]
    case .prose(let block): [MarkdownDocument.plainLines(of: block.text, width: style.width, formulas: .unicode)]
    case .math(let block): [Formula(block.text).block(width: style.width - 4).map { $0.isEmpty ? "" : "    " + $0 }]
    case .listing(let block, _): [code(block.text)]
    case .cell: reported.block.cell.map { paragraphs($0, reported) } ?? []
    case .output(let block): isWorked || reported.block.figure != nil ? [] : [indented(block.text, with: "  │ ")]
    case .figure(let figure): [picture(of: figure, report)]
    case .hint, nil: []
    }
  }

  private func paragraphs(_ cell: Cell, _ reported: ReportedBlock) -> [[String]] {
    let trace = reported.trace.map(traced)
    switch cell.role {
    case .example:
      return [
        trace ?? code(cell.source), indented(reported.printed ?? "", with: "  │ "),
        RunReport(style: style).standardError(reported.examplesErrors),
      ]
    case .exercise:
      return reported.block.exercise.map { exerciseBlocks($0, reported.grade, trace: trace) } ?? []
    case .setup, .solution, .check, .mistake, .advice, .rubric:
      return []
    }
  }

  private func traced(_ trace: CellTrace) -> [String] {
    TraceText(style: style, width: style.width - 2).lines(trace).map { "  " + $0 }
  }

  private func exerciseBlocks(_ exercise: Exercise, _ grade: Grade?, trace: [String]?) -> [[String]] {
    let isSolved = grade != nil && (exercise.form != .swift || exercise.solution != nil)
    let (title, solved) = Words().report.exercise(exercise.name, exercise.points, isSolved: isSolved)
    let heading = style.dress(title, as: .title) + solved
    if exercise.form != .swift { return [[heading]] + answer(exercise, grade) }
    guard let grade, let solution = exercise.solution else { return [[heading], code(exercise.cell.source)] }
    let tables = grade.comparisons.flatMap { comparison in
      comparison.value.map { values.titled(printable(comparison.label), $0) } ?? []
    }
    return [[heading], trace ?? code(solution.source), tables.map { "  │ " + $0 }]
      + grade.problems.map { ProblemText(style: style).lines(for: $0) }
  }

  /// What is to be answered on paper, or the answer.
  private func answer(_ exercise: Exercise, _ grade: Grade?) -> [[String]] {
    let asked = KindText(width: style.width)
    guard let grade else { return asked.paragraphs(of: exercise) }
    guard let solution = exercise.solution else { return [] }
    if solution.form != .swift { return [asked.solution(solution)] }
    let tables = grade.comparisons.flatMap { comparison in
      comparison.value.map { values.titled(printable(comparison.label), $0) } ?? []
    }
    return [code(solution.source), tables.map { "  │ " + $0 }]
      + grade.problems.map { ProblemText(style: style).lines(for: $0) }
  }

  /// What a figure shows where nothing moves; where its example did not run, what the file says that it shows.
  private func picture(of figure: Figure, _ report: Report) -> [String] {
    let text = report.state(of: figure).map { StaticFigure($0).text } ?? report.lesson.recordedPicture(of: figure)
    return [style.dress(printable(Words().title(of: figure.state)), as: .title)] + indented(text, with: "  │ ")
  }

  private func title(_ heading: Heading) -> [String] {
    let line = String(repeating: heading.level == 1 ? "═" : "─", count: min(style.width, visibleWidth(heading.text)))
    let words = style.dress(heading.text, as: .title)
    return heading.level <= 2 ? [words, line] : [words]
  }

  private func code(_ text: String) -> [String] {
    let width = max(20, style.width - 4)
    return indented(text, with: "").flatMap { foldedCode($0, width: width) }.map { $0.isEmpty ? "" : "    " + $0 }
  }

  private func indented(_ text: String, with prefix: String = "    ") -> [String] {
    let lines = printable(text, keepingLines: true).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    return lines.trimmingBlankLines().map { $0.isEmpty && prefix.allSatisfy(\.isWhitespace) ? "" : prefix + $0 }
  }
}
