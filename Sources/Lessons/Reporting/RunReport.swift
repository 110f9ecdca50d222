import Grading
import Reading
import Support
import TextTable

/// What `lesson-run` prints about a lesson: the examples' output and the exercises' results, in the lesson's order, and the score.
package struct RunReport {
  private let style: Style
  private let grades: GradeText
  private let problems: ProblemText

  package init(style: Style, revealsExpected: Bool = true) {
    self.style = style
    grades = GradeText(style: style, revealsExpected: revealsExpected)
    problems = ProblemText(style: style)
  }

  package func text(_ report: Report) -> String {
    var lines = [style.dress(report.lesson.title, as: .title)]
    // A heading is printed when something comes below it.
    var pendingHeading: Heading?
    func append(_ block: [String]) {
      guard !block.isEmpty else { return }
      if let heading = pendingHeading {
        lines += ["", style.dress(heading.text, as: .title)]
        pendingHeading = nil
      }
      lines += [""] + block
    }
    let examples = Dictionary(report.examples.map { ($0.cell.lines, $0) }, uniquingKeysWith: { first, _ in first })
    let results = Dictionary(
      report.grades.map { ($0.exercise.cell.lines, $0) }, uniquingKeysWith: { first, _ in first })
    for segment in report.lesson.segments {
      switch segment {
      case .heading(let heading) where heading.text != report.lesson.title:
        pendingHeading = heading
      case .cell(let cell) where cell.role == .example:
        append(trace(ofCellIn: cell.lines, in: report, indent: 2).map { "  " + $0 })
        append(examples[cell.lines].map(example) ?? [])
        if cell == report.lastExample { append(standardError(report)) }
        append(report.problems(of: cell).flatMap { problems.lines(for: $0) })
      case .cell(let cell) where cell.role == .exercise:
        append(results[cell.lines].map { exercise($0, in: report) } ?? [])
      default:
        break
      }
    }
    pendingHeading = nil
    append(report.unplacedExamplesProblems.flatMap { problems.lines(for: $0) })
    append(report.authorProblems.flatMap { problems.lines(for: $0) })
    append(score(report))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Parts

  private func example(_ result: ExampleResult) -> [String] {
    style.printedLines(result.printed).map { "  " + $0 }
  }

  /// What the examples wrote to standard error: which of them did is not known, so it stands below the last.
  package func standardError(_ report: Report) -> [String] {
    let lines = style.printedLines(report.examplesErrors)
    return lines.isEmpty ? [] : [style.dress("  the examples' standard error:", as: .faint)] + lines.map { "    " + $0 }
  }

  /// What every statement of a cell gave, where that was looked for, to be indented by so many columns.
  private func trace(ofCellIn lines: ClosedRange<Int>, in report: Report, indent: Int) -> [String] {
    report.traces?[lines].map { TraceText(style: style, width: style.width - indent).lines($0) } ?? []
  }

  /// How a learner sees where an answer went wrong.
  private func offer(_ grade: Grade, in report: Report) -> [String] {
    guard report.traces == nil, grade.status == .wrong || grade.status == .partial else { return [] }
    let path = report.lesson.path
    let file = path.contains(" ") ? "'\(path)'" : path
    let words = printable("every step: lesson-run run --trace --exercise \(grade.exercise.name) \(file)")
    return [style.dress(words, as: .advice)]
  }

  private func valuesAtCrash(_ grade: Grade) -> [String] {
    guard !grade.valuesAtCrash.isEmpty else { return [] }
    let lines = TraceText(style: style, width: style.width - 6).lines(grade.valuesAtCrash)
    return [style.dress("at that point:", as: .faint)] + lines.map { "  " + $0 }
  }

  private func exercise(_ grade: Grade, in report: Report) -> [String] {
    let trace = trace(ofCellIn: grade.exercise.cell.lines, in: report, indent: 4)
    let body = trace + details(grade) + offer(grade, in: report)
    return [headline(grade)] + body.map { $0.isEmpty ? "" : "    " + $0 }
  }

  package func headline(_ grade: Grade) -> String {
    grades.headline(grade, status: grade.status.rawValue.replacing("-", with: " "))
  }

  /// What stands below an exercise's headline, without indentation.
  package func details(_ grade: Grade) -> [String] {
    let printed = grades.printedLines(grade)
    return (printed.isEmpty ? [] : [style.dress("printed:", as: .faint)] + printed)
      + grades.answers(grade) + hiddenChecks(grade)
      + grade.problems.flatMap { problems.lines(for: $0) } + valuesAtCrash(grade) + grades.advice(grade)
  }

  private func hiddenChecks(_ grade: Grade) -> [String] {
    guard let (right, total) = grades.hiddenChecks(grade) else { return [] }
    return [style.dress("hidden checks: \(right) of \(total) right", as: right == total ? .faint : .bad)]
  }

  package func score(_ report: Report) -> [String] {
    guard !report.grades.isEmpty else { return [] }
    let counts = Grade.Status.allCases.compactMap { status -> String? in
      let count = report.grades.filter { $0.status == status }.count
      let words = status.rawValue.replacing("-", with: " ") + (status == .compileError && count > 1 ? "s" : "")
      return count == 0 ? nil : "\(count) \(words)"
    }
    let most = "\(NumberText.text(of: report.maximumPoints)) point\(report.maximumPoints == 1 ? "" : "s")"
    let points = "\(NumberText.text(of: report.points)) of \(most)"
    let score = style.dress("Score: \(points)", as: .title) + " (\(counts.joined(separator: ", ")))"
    guard report.grades.contains(where: { $0.status == .ungraded && $0.exercise.solution == nil }) else {
      return [score]
    }
    return [score, style.dress("There are no solutions here to compare with: answers are only shown.", as: .faint)]
  }
}

extension Report {
  var lastExample: Cell? { lesson.contextCells.last { $0.role == .example } }

  /// What went wrong in one example.
  fileprivate func problems(of cell: Cell) -> [Problem] {
    examplesProblems.filter { problem in problem.location.map { cell.lines.contains($0.line) } ?? false }
  }

  /// What went wrong in none of the examples that a reader sees.
  fileprivate var unplacedExamplesProblems: [Problem] {
    let examples = lesson.contextCells.filter { $0.role == .example }
    return examplesProblems.filter { problem in
      !examples.contains { cell in problem.location.map { cell.lines.contains($0.line) } ?? false }
    }
  }
}
