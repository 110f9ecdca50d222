import Grading
import Reading
import Support
import TextTable

/// What there is to say about one exercise as lines of text, part by part, for each report to choose from.
package struct GradeText {
  let style: Style
  /// What stands beside wrong values.
  let expected: ExpectedValues
  /// Whether each answer says whether it is right: where expected values are missing, nothing else does. Right tables are then left
  /// out.
  let hasSigns: Bool

  package init(style: Style, expected: ExpectedValues, hasSigns: Bool = false) {
    (self.style, self.expected, self.hasSigns) = (style, expected, hasSigns)
  }

  private var values: ValueText { ValueText(style: style) }

  /// The exercise's line: its name, how it went and its points.
  func headline(_ grade: Grade, status: String) -> String {
    headline(grade.exercise.name, grade.status, status, grade.points, of: grade.exercise.points)
  }

  func headline(
    _ name: String, _ status: Grade.Status, _ words: String, _ points: Double, of maxPoints: Double
  ) -> String {
    let (sign, role) = (status.shown.sign, status.shown.role)
    let points = "\(NumberText.text(of: points))/\(NumberText.text(of: maxPoints))"
    let left = "  \(sign) \(name)"
    let right = "\(words)  \(points)"
    let gap = max(2, min(style.width, 72) - left.count - right.count)
    let dots = style.dress(String(repeating: ".", count: gap - 2), as: .faint)
    return "  \(style.dress(sign, as: role)) \(name) \(dots) \(style.dress(words, as: role))  \(points)"
  }

  /// What the cell printed, shortened.
  func printedLines(_ grade: Grade) -> [String] {
    style.printedLines(grade.printed, limit: grade.status == .overLimit ? 6 : 30)
  }

  // MARK: - Answers

  /// The answers that a learner may see.
  func answers(_ grade: Grade) -> [String] {
    if grade.comparisons.isEmpty {
      return grade.values.flatMap { values.titled(title($0.label), $0.value) }
    }
    return toldAnswers(grade).flatMap { hasSigns ? signed($0) : lines($0) }
  }

  /// The first hidden check that fails, for whoever learns by themselves and has all others right: the call, and what came of it.
  func failingHiddenCheck(_ grade: Grade) -> [String] {
    guard let (words, answer) = toldHiddenFailure(grade) else { return [] }
    return [style.dress(words, as: .bad)] + lines(answer).map { $0.isEmpty ? "" : "  " + $0 }
  }

  /// How many of the hidden answers are right; `nil` if there are none, or if nothing came so far.
  func hiddenChecks(_ grade: Grade) -> (right: Int, total: Int)? {
    let hidden = grade.comparisons.filter(\.isHidden)
    if hidden.isEmpty || grade.shownComparisons.isEmpty && !grade.problems.isEmpty { return nil }
    return (hidden.filter(\.isEqual).count, hidden.count)
  }

  private func signed(_ answer: ToldAnswer) -> [String] {
    let lines = self.lines(answer)
    if answer.isRight { return ["✓ " + (lines.count == 1 ? lines[0] : answer.label)] }
    return ["✗ " + lines[0]] + style.shortened(Array(lines.dropFirst())).map { $0.isEmpty ? "" : "  " + $0 }
  }

  private func lines(_ answer: ToldAnswer) -> [String] {
    guard let value = answer.value else {
      return ["\(style.dress(answer.label, as: .faint)): \(style.dress(Words().report.noValue, as: .bad))"]
    }
    if answer.isRight { return values.titled(answer.label, value) }
    let owner = expected == .omitted ? "" : Words().report.yours
    let mine = values.titled(
      answer.label + owner, value, marked: answer.marked, isWrong: true, leastDecimals: answer.decimals)
    let remark = answer.remark.map { [style.dress($0, as: .bad)] } ?? []
    let others: [String]
    switch answer.expected {
    case .untold: return mine + remark
    case .masked: others = values.masked(Words().report.expected, insteadOf: value, at: answer.marked)
    case .value(let expected): others = values.titled(Words().report.expected, expected, leastDecimals: answer.decimals)
    }
    let both = sideBySide([mine, others], gap: 4)
    let isNarrow = both.map(visibleWidth).max() ?? 0 <= style.width - 4
    return (isNarrow ? both : mine + others) + remark
  }

  // MARK: - Advice

  /// Where wrong values begin to differ, and what explains them.
  var differences: DifferenceText { DifferenceText(expected: expected) }

  /// What differs, the typical mistake and the hints, for whoever has tried.
  func advice(_ grade: Grade) -> [String] { causes(grade) + (grade.status.isFailure ? hints(of: grade) : []) }

  /// Where an answer begins to be wrong, and what is likely behind that.
  func causes(_ grade: Grade) -> [String] {
    toldCauses(grade).flatMap { wrapped($0.words, prefix: "\($0.label): ") }
  }

  /// The hints that are left in the grade's exercise.
  package func hints(of grade: Grade) -> [String] {
    grade.exercise.hints.flatMap { wrapped(covered($0.markdown, grade), prefix: Words().report.hint + ": ") }
  }

  func covered(_ text: String, _ grade: Grade) -> String {
    expected == .masked ? Masking(grade).covered(text) : text
  }

  private func wrapped(_ text: String, prefix: String) -> [String] {
    let paragraphs = (prefix + Formula.replaced(in: text.trimmed)).split(separator: "\n\n").map {
      $0.replacing("\n", with: " ")
    }
    return paragraphs.flatMap { Support.wrapped($0, width: min(style.width, 80) - 4) }.map {
      style.dress($0, as: .advice)
    }
  }
}

extension Grade {
  /// The comparisons that are shown one by one. A program that stopped early has handed over what it had; the problem explains what is
  /// missing.
  var shownComparisons: [Comparison] {
    comparisons.filter { !$0.isHidden && ($0.verdict != .missing || problems.isEmpty) }
  }
}
