extension Difference {
  /// The simplest rule that explains every number that differs; `nil` if none does, or if it could be by chance.
  ///
  /// The rules are tried from the simplest to the most particular. Each asks for evidence: a table that looks the same when it is turned
  /// round says nothing of turns, and a lone number nothing of most things.
  /// - Complexity: O(*n*) in the number of elements.
  package init?(_ pair: NumberPair) {
    // Rules compute with what a large whole number is only near to.
    guard pair.mine.integers.isEmpty, pair.expected.integers.isEmpty else { return nil }
    let hypotheses = pair.hasSameShape ? Self.aboutValues : Self.aboutShapes
    for hypothesis in hypotheses {
      if let found = hypothesis(pair) {
        self = found
        return
      }
    }
    return nil
  }

  private typealias Hypothesis = @Sendable (NumberPair) -> Difference?

  private static let aboutShapes: [Hypothesis] = [
    transposition, permutation, reshaping, frame, crop, missingStride, unevenStride, needlessStride, missingEnd,
    surplusEnd,
  ]

  private static let aboutValues: [Hypothesis] = [
    notFinite, rounding, truncation, negation, flip, partsExchanged, transposition, permutation, scale, offset,
    channelOffset, shift, rectification,
    lostSigns, clipping, nearness,
  ]
}
