import Grading
import Reading
import Support

/// What `lesson-run` prints about a lesson: the examples' output and the exercises' results, in the lesson's order, and the score.
package struct RunReport {
  private let style: Style
  private let grades: GradeText
  private let problems: ProblemText
  private let study: SelfStudy?
  private let words = Words().report

  /// - Parameters:
  ///   - style: How it may look.
  ///   - expected: What stands beside wrong values.
  ///   - study: What has been asked for in a learner's workspace; `nil` elsewhere, where all hints are shown.
  package init(style: Style, expected: ExpectedValues = .shown, study: SelfStudy? = nil) {
    (self.style, self.study) = (style, study)
    grades = GradeText(style: style, expected: expected)
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
    var unplaced = report.examplesProblems
    for reported in report.blocks {
      if case .heading(let heading) = reported.block.segment, heading.text != report.lesson.title {
        pendingHeading = heading
      }
      for part in parts(of: reported, in: report) { append(part) }
      unplaced.removeAll(where: reported.problems.contains)
    }
    pendingHeading = nil
    append(unplaced.flatMap { problems.lines(for: $0) })
    append(report.authorProblems.flatMap { problems.lines(for: $0) })
    append(score(report))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Parts

  /// What was found of a block that was run.
  private func parts(of reported: ReportedBlock, in report: Report) -> [[String]] {
    guard let cell = reported.block.cell else { return [] }
    switch cell.role {
    case .example:
      let found = [trace(reported.trace, indent: 2), style.printedLines(reported.printed ?? "")]
      return found.map { $0.map { "  " + $0 } }
        + [standardError(reported.examplesErrors), reported.problems.flatMap { problems.lines(for: $0) }]
    case .exercise:
      return reported.grade.map { [exercise($0, reported.trace, in: report)] } ?? []
    case .setup, .solution, .check, .mistake, .advice, .rubric:
      return []
    }
  }

  /// What all examples wrote to standard error.
  package func standardError(_ errors: String) -> [String] {
    let lines = style.printedLines(errors)
    return lines.isEmpty ? [] : [style.dress("  " + words.examplesErrors, as: .faint)] + lines.map { "    " + $0 }
  }

  /// What every statement of a cell gave, to be indented by so many columns.
  private func trace(_ trace: CellTrace?, indent: Int) -> [String] {
    trace.map { TraceText(style: style, width: style.width - indent).lines($0) } ?? []
  }

  /// How a learner sees where an answer went wrong.
  private func offer(_ grade: Grade, in report: Report) -> [String] {
    let path = report.lesson.path
    let file = path.contains(" ") ? "'\(path)'" : path
    let asked = study.map { $0.offer(grade, in: file).map { style.dress(printable($0), as: .advice) } } ?? []
    guard report.traces == nil, grade.exercise.isRun, grade.status == .wrong || grade.status == .partial else {
      return asked
    }
    return asked + [style.dress(printable(words.everyStep(of: grade.exercise.name, in: file)), as: .advice)]
  }

  private func valuesAtCrash(_ grade: Grade) -> [String] {
    guard !grade.valuesAtCrash.isEmpty else { return [] }
    let lines = TraceText(style: style, width: style.width - 6).lines(grade.valuesAtCrash)
    return [style.dress(words.atThatPoint, as: .faint)] + lines.map { "  " + $0 }
  }

  private func exercise(_ grade: Grade, _ trace: CellTrace?, in report: Report) -> [String] {
    let body = self.trace(trace, indent: 4) + details(grade) + offer(grade, in: report)
    return [headline(grade)] + body.map { $0.isEmpty ? "" : "    " + $0 }
  }

  package func headline(_ grade: Grade) -> String {
    grades.headline(grade, status: grade.status.term)
  }

  /// What stands below an exercise's headline, without indentation.
  package func details(_ grade: Grade) -> [String] {
    let printed = grades.printedLines(grade)
    return (printed.isEmpty ? [] : [style.dress(words.printed, as: .faint)] + printed)
      + blanksLeft(grade) + grades.answers(grade) + hiddenChecks(grade) + grades.failingHiddenCheck(grade)
      + grade.problems.flatMap { problems.lines(for: $0) } + valuesAtCrash(grade)
      + grades.advice(study?.limited(grade) ?? grade)
  }

  /// The same in the other order: why it is not right, the hidden check that fails where all others are right, and then what was
  /// answered. Hints are left out.
  package func causesFirst(_ grade: Grade) -> (causes: [String], values: [String]) {
    let printed = grades.printedLines(grade)
    return (
      blanksLeft(grade) + grade.problems.flatMap { problems.lines(for: $0) } + grades.causes(grade)
        + grades.failingHiddenCheck(grade) + valuesAtCrash(grade),
      grades.answers(grade) + hiddenChecks(grade)
        + (printed.isEmpty ? [] : [style.dress(words.printed, as: .faint)] + printed)
    )
  }

  private func blanksLeft(_ grade: Grade) -> [String] {
    grade.blanksLeft.map { [style.dress(Words().blanksLeft($0), as: .attention)] } ?? []
  }

  private func hiddenChecks(_ grade: Grade) -> [String] {
    guard let (right, total) = grades.hiddenChecks(grade) else { return [] }
    return [style.dress(words.hiddenChecks(right, of: total), as: right == total ? .faint : .bad)]
  }

  package func score(_ report: Report) -> [String] {
    guard !report.grades.isEmpty else { return [] }
    let counts = Grade.Status.allCases.compactMap { status -> String? in
      let count = report.grades.filter { $0.status == status }.count
      return count == 0 ? nil : words.count(count, status)
    }
    let points = words.score(report.points, of: report.maximumPoints)
    let score = style.dress(points, as: .title) + " (\(counts.joined(separator: ", ")))"
    guard report.grades.contains(where: { $0.status == .ungraded && $0.exercise.solution == nil }) else {
      return [score]
    }
    return [score, style.dress(words.nothingToCompare, as: .faint)]
  }
}
