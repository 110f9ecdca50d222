import Grading
import Support
import TextTable

/// What there is to say about wrong values: where they begin to differ, and what is likely behind it.
struct DifferenceText {
  let expected: ExpectedValues

  /// Where the first difference is; `nil` where the values say so themselves: single ones stand beside their labels.
  func firstDifference(_ grade: Grade) -> String? {
    let wrong = grade.shownComparisons.filter { !$0.isEqual }
    guard let first = wrong.first, let found = grade.firstDifference, found.label == first.label,
      wrong.contains(where: { $0.value.map { !$0.isSingle } ?? false })
    else { return nil }
    let named = expected == .masked ? Masking(grade).covered(found.label) : found.label
    let label = grade.shownComparisons.count > 1 ? inLine(named, limit: 60) : nil
    let place = first.verdict == .shapeDiffers && label != nil ? Words().report.itsShape : found.placeWords
    let words = [label, place].compactMap(\.self).joined(separator: ", ")
    guard !words.isEmpty else { return nil }
    guard expected != .omitted, let (mine, expected) = first.firstDifferentNumbers else { return words }
    if self.expected == .masked {
      let text = first.firstDifferentIntegers?.mine ?? NumberText.text(of: mine)
      return Words().report.instead(words, text, of: ExpectedValues.mask)
    }
    if let texts = first.firstDifferentIntegers {
      return Words().report.instead(words, texts.mine, of: texts.expected)
    }
    let decimals = NumberText.decimals(toTellApart: [(mine, expected)], among: ([mine], [expected]))
    let texts = [mine, expected].map { NumberText(for: [$0], leastDecimals: decimals).text(of: $0) }
    return Words().report.instead(words, texts[0], of: texts[1])
  }

  /// What explains the wrong values, each in a sentence or two; or that nothing does.
  func explanations(_ grade: Grade) -> [String] {
    guard grade.status.isFailure else { return [] }
    return grade.habits.map(Words().habit) + aboutValues(grade)
  }

  private func aboutValues(_ grade: Grade) -> [String] {
    let wrong = grade.shownComparisons.filter { !$0.isEqual }
    guard !wrong.isEmpty, grade.mistake == nil else { return [] }
    let words = DifferenceWords(expected: expected)
    let findings = grade.findings
    guard findings.isEmpty else {
      let masking = expected == .masked ? Masking(grade) : nil
      return findings.compactMap { finding in
        var told = finding
        if let masking { told.labels = finding.labels.map(masking.covered) }
        let isAll = finding.labels.count == grade.shownComparisons.count
        return words.sentence(for: told, isAll: isAll || finding.difference == .onlyFaultLine)
      }
    }
    guard grade.habits.isEmpty else { return [] }
    if expected != .omitted, wrong.contains(where: \.looksEqual) {
      return [Words().report.lookAlike]
    }
    // Another shape or kind is an explanation of its own, and stands beside the value. Of lone numbers nothing is told to whoever may
    // not see the expected ones, not even that nothing is known.
    let isOpen = wrong.contains { comparison in
      guard case .differs = comparison.verdict else { return false }
      // Of large whole numbers no rule is looked for.
      if comparison.hasLargeIntegers { return false }
      return expected != .omitted || comparison.value.map { !$0.isSingle } ?? false
    }
    return isOpen && grade.problems.isEmpty ? [Words().report.unknownCause] : []
  }
}

extension Numbers {
  fileprivate func text(at place: Int) -> String {
    integers[place].map { clipped($0.description) } ?? NumberText.text(of: scalars[place])
  }
}

extension Comparison {
  fileprivate var hasLargeIntegers: Bool {
    [value, expected].contains { $0.flatMap(Numbers.init)?.integers.isEmpty == false }
  }

  /// The first number that is wrong, beside the expected one, if either is a large whole number.
  fileprivate var firstDifferentIntegers: (mine: String, expected: String)? {
    guard case .differs(let places) = verdict, let first = places.first, let mine = value.flatMap(Numbers.init),
      let expected = Numbers(expected), mine.integers[first] != nil || expected.integers[first] != nil
    else { return nil }
    return (mine.text(at: first), expected.text(at: first))
  }

  /// Whether nobody sees that the two differ.
  fileprivate var looksEqual: Bool { value.map { $0.toldApart(from: expected) != ($0, expected) } ?? false }

  /// The first number that is wrong, beside the expected one.
  fileprivate var firstDifferentNumbers: (mine: Double, expected: Double)? {
    guard case .differs(let places) = verdict, let first = places.first, let mine = value.flatMap(Numbers.init),
      let expected = Numbers(expected)
    else { return nil }
    return (mine.scalars[first], expected.scalars[first])
  }
}
