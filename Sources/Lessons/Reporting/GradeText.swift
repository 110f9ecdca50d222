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
    let (sign, role) = (grade.status.shown.sign, grade.status.shown.role)
    let points = "\(NumberText.text(of: grade.points))/\(NumberText.text(of: grade.exercise.points))"
    let name = grade.exercise.name
    let left = "  \(sign) \(name)"
    let right = "\(status)  \(points)"
    let gap = max(2, min(style.width, 72) - left.count - right.count)
    let dots = style.dress(String(repeating: ".", count: gap - 2), as: .faint)
    return "  \(style.dress(sign, as: role)) \(name) \(dots) \(style.dress(status, as: role))  \(points)"
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
    let shown = grade.shownComparisons.map { told($0, of: grade) }
    return shown.flatMap { hasSigns ? signed($0) : comparison($0) }
  }

  /// A comparison whose label gives nothing away.
  private func told(_ comparison: Comparison, of grade: Grade) -> Comparison {
    guard expected == .masked else { return comparison }
    var copy = comparison
    copy.label = Masking(grade).covered(comparison.label)
    return copy
  }

  /// The first hidden check that fails, for whoever learns by themselves and has all others right: the call, and what came of it.
  func failingHiddenCheck(_ grade: Grade) -> [String] {
    guard expected != .omitted, hiddenChecks(grade) != nil, grade.shownComparisons.allSatisfy(\.isEqual),
      let first = grade.comparisons.first(where: { $0.isHidden && !$0.isEqual })
    else { return [] }
    let call = grade.exercise.checks.lazy.filter(\.isHidden).compactMap { $0.answerCall(labelled: first.label) }.first
    let told = call.map { ["the first that fails: " + inLine($0, limit: 200)] } ?? ["the first that fails:"]
    return told.map { style.dress($0, as: .bad) }
      + comparison(self.told(first, of: grade)).map { $0.isEmpty ? "" : "  " + $0 }
  }

  /// How many of the hidden answers are right; `nil` if there are none, or if nothing came so far.
  func hiddenChecks(_ grade: Grade) -> (right: Int, total: Int)? {
    let hidden = grade.comparisons.filter(\.isHidden)
    if hidden.isEmpty || grade.shownComparisons.isEmpty && !grade.problems.isEmpty { return nil }
    return (hidden.filter(\.isEqual).count, hidden.count)
  }

  private func signed(_ comparison: Comparison) -> [String] {
    let lines = self.comparison(comparison)
    if comparison.isEqual { return ["✓ " + (lines.count == 1 ? lines[0] : title(comparison.label))] }
    return ["✗ " + lines[0]] + style.shortened(Array(lines.dropFirst())).map { $0.isEmpty ? "" : "  " + $0 }
  }

  private func comparison(_ comparison: Comparison) -> [String] {
    let label = title(comparison.label)
    guard let value = comparison.value else {
      return ["\(style.dress(label, as: .faint)): \(style.dress("no value; the check did not come so far", as: .bad))"]
    }
    if comparison.isEqual { return values.titled(label, value) }
    var marked: Set<Int> = []
    if case .differs(let places) = comparison.verdict { marked = Set(places) }
    // How many decimals it takes to tell two numbers apart says something about both.
    let decimals = expected == .masked ? 0 : comparison.decimalsToSeeDifferences
    let owner = expected == .omitted ? "" : ", yours"
    let (shownValue, expectedValue) =
      expected == .shown ? value.toldApart(from: comparison.expected) : (value.withUnseenEscaped, comparison.expected)
    let mine = values.titled(label + owner, shownValue, marked: marked, isWrong: true, leastDecimals: decimals)
    let remark = remark(on: comparison).map { [style.dress($0, as: .bad)] } ?? []
    if expected == .omitted { return mine + remark }
    let others =
      expected == .masked
      ? values.masked("expected", insteadOf: value, at: marked)
      : values.titled("expected", expectedValue, leastDecimals: decimals)
    let both = sideBySide([mine, others], gap: 4)
    let isNarrow = both.map(visibleWidth).max() ?? 0 <= style.width - 4
    return (isNarrow ? both : mine + others) + remark
  }

  private func title(_ label: String) -> String { inLine(label, limit: 100) }

  private func remark(on comparison: Comparison) -> String? {
    switch comparison.verdict {
    case .equal, .differs, .missing: nil
    case .shapeDiffers: shapeRemark(comparison)
    case .kindDiffers where comparison.value?.hasUnequalRows == true && Numbers(comparison.expected) != nil:
      "the rows are not equally long"
    case .kindDiffers:
      "this should be \(comparison.expected.kind)"
        + (comparison.value.map { ", not \(inLine($0.kind, limit: 100))" } ?? "")
    }
  }

  /// The expected shape is often the very answer, and told only with it.
  private func shapeRemark(_ comparison: Comparison) -> String {
    guard let mine = comparison.value.flatMap(Numbers.init), let expected = Numbers(comparison.expected) else {
      return self.expected == .shown ? "the two have different lengths" : "this has the wrong length"
    }
    guard self.expected == .shown else { return "\(sizes(mine.shape)): this is the wrong shape" }
    return "shape \(sizes(mine.shape)) instead of \(sizes(expected.shape))"
  }

  private func sizes(_ shape: [Int]) -> String {
    clipped(shape.count == 1 ? "\(shape[0]) values" : shape.map(String.init).joined(separator: " × "))
  }

  // MARK: - Advice

  /// Where wrong values begin to differ, and what explains them.
  var differences: DifferenceText { DifferenceText(expected: expected) }

  /// What differs, the typical mistake and the hints, for whoever has tried.
  func advice(_ grade: Grade) -> [String] { causes(grade) + (grade.status.isFailure ? hints(of: grade) : []) }

  /// Where an answer begins to be wrong, and what is likely behind that.
  func causes(_ grade: Grade) -> [String] {
    guard grade.status.isFailure else { return [] }
    var lines: [String] = []
    if let first = differences.firstDifference(grade) { lines += wrapped(first, prefix: "first difference: ") }
    for words in differences.explanations(grade) { lines += wrapped(words, prefix: "likely cause: ") }
    if let mistake = grade.mistake { lines += wrapped(covered(mistake, grade), prefix: "typical mistake: ") }
    return lines
  }

  /// The hints that are left in the grade's exercise.
  package func hints(of grade: Grade) -> [String] {
    grade.exercise.hints.flatMap { wrapped(covered($0.markdown, grade), prefix: "hint: ") }
  }

  private func covered(_ text: String, _ grade: Grade) -> String {
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

extension Comparison {
  /// How many decimals it takes to see that the numbers that differ do; 0 if they are seen to anyway.
  fileprivate var decimalsToSeeDifferences: Int {
    guard case .differs(let places) = verdict, let mine = value.flatMap(Numbers.init), let other = Numbers(expected)
    else {
      return 0
    }
    // Whoever sees a hundred differences knows that there are some.
    let pairs = places.prefix(100).filter { mine.integers[$0] == nil && other.integers[$0] == nil }.map {
      (mine.scalars[$0], other.scalars[$0])
    }
    return NumberText.decimals(toTellApart: pairs, among: (mine.scalars, other.scalars))
  }
}
