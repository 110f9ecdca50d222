import LessonWire

/// What explains some wrong answers of an exercise.
package struct Finding: Hashable, Sendable {
  /// The answers that it explains, in the order of the check.
  package var labels: [String]
  package var difference: Difference
  /// Whether those answers are single numbers, of which there is little to tell without telling the number.
  package var isOfLoneNumbers: Bool
}

/// Where the first wrong answer begins to differ.
package struct FirstDifference: Hashable, Sendable {
  package var label: String
  /// The place along each axis, from 0; empty for an answer that is wrong as a whole.
  package var place: [Int]
}

extension Grade {
  /// What explains the wrong answers that a learner may see; empty where a typical mistake is recognised or nothing fits.
  ///
  /// Hidden answers are never looked at.
  /// - Complexity: O(*n*) in the number of elements.
  package var findings: [Finding] {
    guard mistake == nil, !habits.contains(where: \.explanation.isCertain) else { return [] }
    let wrong = comparisons.filter { !$0.isHidden && !$0.isEqual }
    // Several numbers under labels of their own are one row: what explains but one of them is likely chance.
    let lone = wrong.filter { $0.loneNumbers != nil }
    let isRow = lone.count > 1
    var findings = isRow ? [Finding(joining: lone, tolerance: exercise.tolerance)].compactMap(\.self) : []
    for comparison in wrong where !(isRow && comparison.loneNumbers != nil) {
      guard let found = Finding(comparison, tolerance: exercise.tolerance) else { continue }
      if let same = findings.firstIndex(where: { $0.difference == found.difference }) {
        findings[same].labels += found.labels
      } else {
        findings.append(found)
      }
    }
    for index in findings.indices where !findings[index].isOfLoneNumbers {
      findings[index].corroborate(with: wrong, tolerance: exercise.tolerance)
    }
    findings = findings.filter { one in !findings.contains { Set($0.labels).isStrictSuperset(of: one.labels) } }
    let shown = comparisons.filter { !$0.isHidden }
    return findings
      + [Finding(opposites: shown), findings.isEmpty ? Finding(faultLineAmong: comparisons) : nil]
      .compactMap(\.self)
  }

  /// The first place at which an answer that a learner may see is wrong.
  package var firstDifference: FirstDifference? {
    guard let comparison = comparisons.first(where: { !$0.isHidden && !$0.isEqual }) else { return nil }
    guard case .differs(let places) = comparison.verdict, let first = places.first else {
      return FirstDifference(label: comparison.label, place: [])
    }
    let shape = Numbers(comparison.expected)?.shape ?? comparison.expected.listShape
    return FirstDifference(label: comparison.label, place: indices(ofPlace: first, in: shape))
  }
}

extension Finding {
  fileprivate init?(_ comparison: Comparison, tolerance: Double) {
    guard let mine = comparison.value.flatMap(Numbers.init), let expected = Numbers(comparison.expected),
      let difference = Difference(NumberPair(mine, expected: expected, tolerance: tolerance))
    else { return nil }
    self.init(
      labels: [comparison.label], difference: difference, isOfLoneNumbers: expected.shape.isEmpty)
  }

  /// Adds answers that are evidence of nothing by themselves, but are explained in the same way.
  fileprivate mutating func corroborate(with comparisons: [Comparison], tolerance: Double) {
    labels = comparisons.filter { comparison in
      if labels.contains(comparison.label) { return true }
      guard let mine = comparison.value.flatMap(Numbers.init), let expected = Numbers(comparison.expected) else {
        return false
      }
      var pair = NumberPair(mine, expected: expected, tolerance: tolerance)
      pair.isEvidence = false
      return !pair.isLone && Difference.all(pair).contains(difference)
    }.map(\.label)
  }

  /// Whether all answers that are true or false are the wrong one of the two.
  fileprivate init?(opposites comparisons: [Comparison]) {
    let pairs = comparisons.compactMap { comparison in
      comparison.booleans.map { (label: comparison.label, booleans: $0) }
    }
    let all = pairs.flatMap(\.booleans)
    // A learner who guesses has two wrong of two as often as not.
    guard all.count > 2, all.allSatisfy({ $0.mine != $0.expected }) else { return nil }
    self.init(
      labels: pairs.map(\.label), difference: .opposite, isOfLoneNumbers: pairs.allSatisfy { $0.booleans.count == 1 })
  }

  /// Whether a fault has been mended and only its line is given wrongly.
  fileprivate init?(faultLineAmong comparisons: [Comparison]) {
    let wrong = comparisons.filter { !$0.isEqual }
    guard comparisons.count > 1, wrong.count == 1, wrong[0].label == "line", !wrong[0].isHidden,
      wrong[0].loneNumbers != nil
    else { return nil }
    self.init(labels: ["line"], difference: .onlyFaultLine, isOfLoneNumbers: false)
  }

  /// Looks at single numbers under several labels as at one row.
  fileprivate init?(joining comparisons: [Comparison], tolerance: Double) {
    let pairs = comparisons.compactMap(\.loneNumbers)
    let (mine, expected) = (pairs.map(\.mine), pairs.map(\.expected))
    let labels = comparisons.map(\.label)
    if pairs.count == 2, mine[0] == expected[1], mine[1] == expected[0] {
      self.init(labels: labels, difference: .swapped(labels[0], labels[1]), isOfLoneNumbers: true)
      return
    }
    let pair = NumberPair(
      Numbers(shape: [mine.count], scalars: mine), expected: Numbers(shape: [mine.count], scalars: expected),
      tolerance: tolerance)
    guard let difference = Difference(pair), !difference.isAboutOrder else { return nil }
    self.init(labels: labels, difference: difference, isOfLoneNumbers: true)
  }
}

extension Difference {
  /// Whether this tells of places, which answers under labels do not have.
  fileprivate var isAboutOrder: Bool {
    switch self {
    case .flipped, .shifted, .unclipped, .rectified: true
    default: false
    }
  }
}

extension Comparison {
  /// What is true or false in both values, in pairs; `nil` if either holds anything else, or they are not equally many.
  fileprivate var booleans: [(mine: Bool, expected: Bool)]? {
    guard let mine = value?.booleans, let expected = expected.booleans, mine.count == expected.count else { return nil }
    return Array(zip(mine, expected)).map { (mine: $0, expected: $1) }
  }

  /// The learner's number and the expected one, if both are single.
  fileprivate var loneNumbers: (mine: Double, expected: Double)? {
    guard let mine = value.flatMap(Numbers.init), let expected = Numbers(expected), mine.integers.isEmpty,
      expected.integers.isEmpty, mine.shape.isEmpty,
      expected.shape.isEmpty, let one = mine.scalars.first, let other = expected.scalars.first
    else { return nil }
    return (one, other)
  }
}

extension Value {
  fileprivate var booleans: [Bool]? {
    switch self {
    case .boolean(let boolean): return [boolean]
    case .list(let elements):
      let parts = elements.compactMap(\.booleans)
      return parts.count == elements.count && !parts.isEmpty ? parts.flatMap(\.self) : nil
    default: return nil
    }
  }

  /// The shape of a list whose elements are no numbers; empty for what has no places.
  fileprivate var listShape: [Int] {
    guard case .list(let elements) = self else { return [] }
    return [elements.count]
  }
}

/// The place along each axis of an element that is counted row by row.
private func indices(ofPlace place: Int, in shape: [Int]) -> [Int] {
  var rest = place
  var indices: [Int] = []
  for size in shape.reversed() where size > 0 {
    indices.insert(rest % size, at: 0)
    rest /= size
  }
  return indices
}
