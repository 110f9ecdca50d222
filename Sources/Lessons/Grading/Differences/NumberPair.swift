/// A learner's numbers beside the expected ones, of which some differ.
package struct NumberPair: Sendable {
  let mine: Numbers
  let expected: Numbers
  let tolerance: Double
  /// Whether a rule has to be found in these numbers alone; `false` if others have shown it, and it only has to fit.
  var isEvidence = true

  /// - Parameters:
  ///   - mine: The learner's.
  ///   - expected: The solution's.
  ///   - tolerance: How far numbers may be apart and still count as equal, relatively and absolutely.
  package init(_ mine: Numbers, expected: Numbers, tolerance: Double) {
    (self.mine, self.expected, self.tolerance) = (mine, expected, tolerance)
  }

  var hasSameShape: Bool { mine.shape == expected.shape }

  /// Whether there is but one number, which any rule could explain by chance.
  var isLone: Bool { expected.scalars.count == 1 }

  /// Whether numbers are various enough for their order to tell something: of noughts and ones in a small table, many arrangements look
  /// alike by chance.
  func isTelling(_ numbers: some Collection<Double>) -> Bool {
    guard isEvidence else { return true }
    var counts: [Double: Int] = [:]
    for number in numbers {
      counts[number, default: 0] += 1
      if counts.count > 2 { return true }
    }
    return numbers.count >= 9 && counts.count == 2 && counts.values.allSatisfy { $0 >= 3 }
  }

  func isClose(_ number: Double, _ expected: Double) -> Bool {
    Grading.isClose(number, to: expected, tolerance: tolerance)
  }

  /// Whether a rule makes each expected number of the learner's.
  func isExplained(by rule: (_ mine: Double) -> Double) -> Bool {
    zip(mine.scalars, expected.scalars).allSatisfy { isClose(rule($0), $1) }
  }

  /// Whether a rule makes each of the learner's numbers of the expected one.
  func isMade(by rule: (_ expected: Double) -> Double) -> Bool {
    zip(mine.scalars, expected.scalars).allSatisfy { isClose($0, rule($1)) }
  }
}
