import TextTable

/// What `lesson-run` prints about a lesson: the examples' output and the exercises' results, in the lesson's order, and the score.
package struct RunReport {
  private let style: Style
  /// Whether expected values stand beside wrong ones.
  private let revealsExpected: Bool
  private let values: ValueText
  private let problems: ProblemText

  package init(style: Style, revealsExpected: Bool = true) {
    self.style = style
    self.revealsExpected = revealsExpected
    values = ValueText(style: style)
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
    let results = Dictionary(report.examples.map { ($0.cell.lines, $0) }, uniquingKeysWith: { first, _ in first })
    let grades = Dictionary(report.grades.map { ($0.exercise.cell.lines, $0) }, uniquingKeysWith: { first, _ in first })
    for segment in report.lesson.segments {
      switch segment {
      case .heading(let heading) where heading.text != report.lesson.title:
        pendingHeading = heading
      case .cell(let cell) where cell.role == .example:
        append(results[cell.lines].map(example) ?? [])
        append(report.problems(of: cell).flatMap { problems.lines(for: $0) })
      case .cell(let cell) where cell.role == .exercise:
        append(grades[cell.lines].map(exercise) ?? [])
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
    let text = printable(result.printed, keepingLines: true)
    return shortened(
      text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.trimmingBlankLines())
  }

  private func exercise(_ grade: Grade) -> [String] {
    let body = printed(grade) + comparisons(grade) + grade.problems.flatMap { problems.lines(for: $0) } + advice(grade)
    return [headline(grade)] + body.map { $0.isEmpty ? "" : "    " + $0 }
  }

  private func headline(_ grade: Grade) -> String {
    let (sign, role) = appearance(of: grade.status)
    let points = "\(NumberText.text(of: grade.points))/\(NumberText.text(of: grade.exercise.points))"
    let status = grade.status.rawValue.replacing("-", with: " ")
    let name = grade.exercise.name
    let left = "  \(sign) \(name)"
    let right = "\(status)  \(points)"
    let gap = max(2, min(style.width, 72) - left.count - right.count)
    let dots = style.dress(String(repeating: ".", count: gap - 2), as: .faint)
    return "  \(style.dress(sign, as: role)) \(name) \(dots) \(style.dress(status, as: role))  \(points)"
  }

  private func appearance(of status: Grade.Status) -> (sign: String, role: Style.Role) {
    switch status {
    case .passed: ("✓", .good)
    case .partial: ("◐", .attention)
    case .notAttempted, .missing, .ungraded: ("○", .faint)
    case .wrong, .compileError, .crashed, .timedOut, .overLimit: ("✗", .bad)
    }
  }

  private func printed(_ grade: Grade) -> [String] {
    guard !grade.printed.isEmpty else { return [] }
    let text = printable(grade.printed, keepingLines: true)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).trimmingBlankLines()
    return [style.dress("printed:", as: .faint)] + shortened(lines, limit: grade.status == .overLimit ? 6 : 30)
  }

  private func comparisons(_ grade: Grade) -> [String] {
    if grade.comparisons.isEmpty {
      return grade.values.flatMap { values.titled(printable($0.label), $0.value) }
    }
    let visible = grade.comparisons.filter { !$0.isHidden }
    let hidden = grade.comparisons.filter(\.isHidden)
    // A program that stopped early has handed over what it had; the rest is explained by the problem below.
    let shown = visible.filter { $0.verdict != .missing || grade.problems.isEmpty }
    var lines = shown.flatMap { comparison($0) }
    if !hidden.isEmpty && !(shown.isEmpty && !grade.problems.isEmpty) {
      let right = hidden.filter(\.isEqual).count
      lines.append(
        style.dress("hidden checks: \(right) of \(hidden.count) right", as: right == hidden.count ? .faint : .bad))
    }
    return lines
  }

  private func comparison(_ comparison: Comparison) -> [String] {
    let label = printable(comparison.label)
    guard let value = comparison.value else {
      return ["\(style.dress(label, as: .faint)): \(style.dress("no value; the check did not come so far", as: .bad))"]
    }
    if comparison.isEqual { return values.titled(label, value) }
    var marked: Set<Int> = []
    if case .differs(let places) = comparison.verdict { marked = Set(places) }
    let decimals = comparison.decimalsToSeeDifferences
    let mine = values.titled(label + ", yours", value, marked: marked, isWrong: true, leastDecimals: decimals)
    let remark = remark(on: comparison).map { [style.dress($0, as: .bad)] } ?? []
    guard revealsExpected else { return mine + remark }
    let expected = values.titled("expected", comparison.expected, leastDecimals: decimals)
    let both = sideBySide([mine, expected], gap: 4)
    let isNarrow = both.map(visibleWidth).max() ?? 0 <= style.width - 4
    return (isNarrow ? both : mine + expected) + remark
  }

  private func remark(on comparison: Comparison) -> String? {
    switch comparison.verdict {
    case .equal, .differs, .missing:
      return nil
    case .shapeDiffers:
      guard let mine = comparison.value.flatMap(Numbers.init), let expected = Numbers(comparison.expected) else {
        return "the two have different lengths"
      }
      return "shape \(sizes(mine.shape)) instead of \(sizes(expected.shape))"
    case .kindDiffers where comparison.value?.hasUnequalRows == true && Numbers(comparison.expected) != nil:
      return "the rows are not equally long"
    case .kindDiffers:
      let mine = comparison.value.map { ", not \($0.kind)" } ?? ""
      return "this should be \(comparison.expected.kind)\(mine)"
    }
  }

  private func sizes(_ shape: [Int]) -> String {
    shape.count == 1 ? "\(shape[0]) values" : shape.map(String.init).joined(separator: " × ")
  }

  private func advice(_ grade: Grade) -> [String] {
    guard grade.status.isFailure else { return [] }
    var lines: [String] = []
    if let mistake = grade.mistake { lines += wrapped(mistake, prefix: "typical mistake: ") }
    for hint in grade.exercise.hints { lines += wrapped(hint.markdown, prefix: "hint: ") }
    return lines
  }

  private func wrapped(_ text: String, prefix: String) -> [String] {
    let paragraphs = (prefix + text.trimmed).split(separator: "\n\n").map { $0.replacing("\n", with: " ") }
    return paragraphs.flatMap { Lessons.wrapped($0, width: min(style.width, 80) - 4) }.map {
      style.dress($0, as: .advice)
    }
  }

  private func score(_ report: Report) -> [String] {
    guard !report.grades.isEmpty else { return [] }
    let counts = Grade.Status.allCases.compactMap { status -> String? in
      let count = report.grades.filter { $0.status == status }.count
      let words = status.rawValue.replacing("-", with: " ") + (status == .compileError && count > 1 ? "s" : "")
      return count == 0 ? nil : "\(count) \(words)"
    }
    let points = "\(NumberText.text(of: report.points)) of \(NumberText.text(of: report.maximumPoints)) points"
    let score = style.dress("Score: \(points)", as: .title) + " (\(counts.joined(separator: ", ")))"
    guard report.grades.contains(where: { $0.status == .ungraded && $0.exercise.solution == nil }) else {
      return [score]
    }
    return [score, style.dress("There are no solutions here to compare with: answers are only shown.", as: .faint)]
  }

  /// A flood of output is shown by its beginning.
  private func shortened(_ lines: [String], limit: Int = 60) -> [String] {
    guard lines.count > limit else { return lines.map(clipped) }
    return lines.prefix(limit).map(clipped) + [style.dress("… and \(lines.count - limit) more lines", as: .faint)]
  }

  private func clipped(_ line: String) -> String {
    line.count > 400 ? String(line.prefix(400)) + "…" : line
  }
}

extension Report {
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

extension Comparison {
  /// How many decimals it takes to see that the numbers that differ do; 0 if they are seen to anyway.
  fileprivate var decimalsToSeeDifferences: Int {
    guard case .differs(let places) = verdict, let mine = value.flatMap(Numbers.init), let other = Numbers(expected)
    else {
      return 0
    }
    // Whoever sees a hundred differences knows that there are some.
    let pairs = places.prefix(100).map { (mine.scalars[$0], other.scalars[$0]) }
    return NumberText.decimals(toTellApart: pairs, among: (mine.scalars, other.scalars))
  }
}
