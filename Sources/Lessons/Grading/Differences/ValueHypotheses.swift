// Rules that make each number of another, at the same place.

extension Difference {
  @Sendable static func notFinite(_ pair: NumberPair) -> Difference? {
    let wild = zip(pair.mine.scalars, pair.expected.scalars).filter { !$0.isFinite && $1.isFinite }
    return wild.isEmpty ? nil : .notFinite(hasNaN: wild.contains { $0.0.isNaN })
  }

  @Sendable static func rounding(_ pair: NumberPair) -> Difference? {
    guard let decimals = pair.mine.decimals, pair.mine.scalars.contains(where: { $0 != 0 }) else { return nil }
    let unit = powersOfTen[decimals]
    // What lies in the middle may have been rounded either way.
    let isRounded = zip(pair.mine.scalars, pair.expected.scalars).allSatisfy { mine, expected in
      abs(mine - expected) * unit <= 0.5 + 1e-9
    }
    // 1 in the place of 1.5 is no rounding that anybody learns.
    let isCut = decimals == 0 && pair.isMade { $0.rounded(.towardZero) } && !pair.isMade { $0.rounded() }
    return isRounded && !isCut ? .rounded(decimals: decimals) : nil
  }

  @Sendable static func truncation(_ pair: NumberPair) -> Difference? {
    guard pair.mine.scalars.contains(where: { $0 != 0 }), pair.isMade(by: { $0.rounded(.towardZero) }) else {
      return nil
    }
    return .truncated
  }

  @Sendable static func negation(_ pair: NumberPair) -> Difference? {
    pair.isExplained { -$0 } ? .negated : nil
  }

  /// The right sizes without their signs.
  @Sendable static func lostSigns(_ pair: NumberPair) -> Difference? {
    guard pair.mine.scalars.count > 2, Set(pair.expected.scalars.map(abs)).count > 2, pair.isMade(by: abs) else {
      return nil
    }
    return .signsLost
  }

  @Sendable static func scale(_ pair: NumberPair) -> Difference? {
    let largest = zip(pair.mine.scalars, pair.expected.scalars).max { abs($0.1) < abs($1.1) }
    guard let (mine, expected) = largest, expected != 0, mine != 0, expected.isFinite else { return nil }
    let factor = mine / expected
    guard pair.isMade(by: { $0 * factor }) else { return nil }
    let counted = pair.expected.scalars.filter { $0 != 0 }
    if Set(counted).count > 1 || counted.count > 2 { return .scaled(by: factor) }
    // A lone number is some multiple of any other.
    let isSmallCount = expected == expected.rounded() && abs(expected) < 5
    return tellingFactors.contains { isClose(factor, to: $0, tolerance: 1e-9) } && !isSmallCount
      ? .scaled(by: factor) : nil
  }

  /// A doubling, a per cent, a thousandth, a pixel's highest value.
  private static let tellingFactors: [Double] = [2, 10, 100, 1000, 255, 1 / 2, 1 / 10, 1 / 100, 1 / 1000, 1 / 255]

  @Sendable static func offset(_ pair: NumberPair) -> Difference? {
    guard let mine = pair.mine.scalars.first, let expected = pair.expected.scalars.first else { return nil }
    let offset = cleaned(mine - expected)
    guard pair.isMade(by: { $0 + offset }) else { return nil }
    let isLarge = pair.expected.scalars.contains { abs($0) >= 10 }
    let isCount = abs(offset) == 1 && pair.expected.areWhole && (pair.expected.scalars.count > 2 || isLarge)
    let count = pair.expected.scalars.count
    // Two small counts are often equally far off by chance.
    let areSmall = pair.expected.areWhole && pair.expected.scalars.allSatisfy { abs($0) < 100 }
    let isEvident = count > 2 || count == 2 && Set(pair.expected.scalars).count > 1 && !areSmall
    return isEvident || isCount ? .offset(by: offset) : nil
  }

  /// A bias that is missing in every map, as a stack's.
  @Sendable static func channelOffset(_ pair: NumberPair) -> Difference? {
    guard let mine = NumberGrid(pair.mine), let expected = NumberGrid(pair.expected), expected.channels > 1,
      expected.rows * expected.columns > 2
    else { return nil }
    let offsets = (0..<expected.channels).map { cleaned(mine[0, 0, $0] - expected[0, 0, $0]) }
    let isExplained = mine.allPlaces(rows: 0..<mine.rows, columns: 0..<mine.columns) {
      pair.isClose(mine[$0, $1, $2], expected[$0, $1, $2] + offsets[$2])
    }
    return isExplained && pair.isTelling(expected.scalars) ? .offsetByChannel(offsets) : nil
  }

  @Sendable static func rectification(_ pair: NumberPair) -> Difference? {
    let lost = zip(pair.mine.scalars, pair.expected.scalars).filter { !pair.isClose($0, $1) }
    guard Set(lost.map(\.1)).count > 1, lost.allSatisfy({ $0 == 0 && $1 < 0 }) else { return nil }
    return pair.expected.scalars.contains { $0 > 0 } ? .rectified : nil
  }

  /// A ReLU that is missing, or a brightness that is not kept within its limits.
  @Sendable static func clipping(_ pair: NumberPair) -> Difference? {
    guard let low = pair.expected.scalars.min(), let high = pair.expected.scalars.max(), low < high else { return nil }
    let wrong = zip(pair.mine.scalars, pair.expected.scalars).filter { !pair.isClose($0, $1) }
    let (below, above) = (wrong.filter { $0.0 < low && $0.1 == low }, wrong.filter { $0.0 > high && $0.1 == high })
    // One number beyond the others may be there by chance, several of different size at the very limit hardly.
    guard wrong.count > 2, below.count + above.count == wrong.count, wrong.count < pair.mine.scalars.count else {
      return nil
    }
    return .unclipped(below: below.isEmpty ? nil : low, above: above.isEmpty ? nil : high)
  }

  /// Nothing but a little inexactness.
  @Sendable static func nearness(_ pair: NumberPair) -> Difference? {
    guard !pair.expected.areWhole else { return nil }
    let shares = zip(pair.mine.scalars, pair.expected.scalars).map { mine, expected in
      pair.isClose(mine, expected) ? 0 : abs(mine - expected) / abs(expected)
    }
    guard let largest = shares.max(), largest < 0.01 else { return nil }
    return .near(within: largest)
  }

  /// A difference without the last digits, which are nothing but rounding.
  private static func cleaned(_ difference: Double) -> Double { (difference * 1e9).rounded() / 1e9 }
}

extension Numbers {
  /// Whether all of them are whole.
  var areWhole: Bool { scalars.allSatisfy { $0 == $0.rounded() } }

  /// How many decimals it takes to write all of them; `nil` if those are more than six.
  fileprivate var decimals: Int? {
    powersOfTen.indices.first { decimals in
      let unit = powersOfTen[decimals]
      return scalars.allSatisfy { abs($0 * unit - ($0 * unit).rounded()) < 1e-7 && abs($0) < 1e9 }
    }
  }
}

private let powersOfTen: [Double] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
