extension Difference {
  /// The simplest rule that explains every number that differs; `nil` if none does, or if it could be by chance.
  ///
  /// The rules are tried from the simplest to the most particular. Each asks for evidence: a table that looks the same when it is turned
  /// round says nothing of turns, and a lone number nothing of most things.
  /// - Complexity: O(*n*) in the number of elements.
  package init?(_ pair: NumberPair) {
    guard let found = Self.found(pair).first(where: { _ in true }) else { return nil }
    self = found
  }

  /// Every rule that explains all numbers that differ, as far as each tells one.
  static func all(_ pair: NumberPair) -> [Difference] {
    Array(found(pair)) + (pair.hasSameShape ? Flip.allCases.compactMap { flip($0)(pair) } : [])
  }

  private static func found(_ pair: NumberPair) -> some Sequence<Difference> {
    // Rules compute with what a large whole number is only near to.
    let isExact = pair.mine.integers.isEmpty && pair.expected.integers.isEmpty
    let hypotheses = !isExact ? [] : pair.hasSameShape ? aboutValues : aboutShapes
    return hypotheses.lazy.compactMap { $0(pair) }
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
