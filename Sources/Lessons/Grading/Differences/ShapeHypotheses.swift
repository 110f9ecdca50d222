// Rules for numbers in another shape, or in another arrangement.

extension Difference {
  @Sendable static func reshaping(_ pair: NumberPair) -> Difference? {
    guard pair.mine.scalars.count == pair.expected.scalars.count, pair.isExplained(by: { $0 }) else { return nil }
    return .reshaped
  }

  @Sendable static func transposition(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), grids.mine.rows == grids.expected.columns, grids.mine.columns == grids.expected.rows,
      min(grids.mine.rows, grids.mine.columns) > 1, pair.isTelling(grids.expected.scalars)
    else { return nil }
    return grids.isEqual { row, column, channel in (column, row, channel) } ? .transposed : nil
  }

  /// Axes in another order, such as channels first.
  @Sendable static func permutation(_ pair: NumberPair) -> Difference? {
    guard pair.mine.shape.count == 3, pair.expected.shape.count == 3, let mine = NumberGrid(pair.mine),
      let expected = NumberGrid(pair.expected), pair.isTelling(expected.scalars)
    else { return nil }
    for axes in [[0, 2, 1], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    where axes.map({ pair.expected.shape[$0] }) == pair.mine.shape {
      let isSame = mine.allPlaces(rows: 0..<mine.rows, columns: 0..<mine.columns) { row, column, channel in
        var place = [0, 0, 0]
        for (axis, index) in zip(axes, [row, column, channel]) { place[axis] = index }
        return pair.isClose(mine[row, column, channel], expected[place[0], place[1], place[2]])
      }
      if isSame { return .permuted(axes) }
    }
    return nil
  }

  @Sendable static func partsExchanged(_ pair: NumberPair) -> Difference? {
    let (mine, expected) = (pair.mine.scalars, pair.expected.scalars)
    guard pair.expected.shape == [2], expected[0] != expected[1] else { return nil }
    return pair.isClose(mine[0], expected[1]) && pair.isClose(mine[1], expected[0]) ? .partsExchanged : nil
  }

  /// A stride that is left out along one axis, or another one along each.
  @Sendable static func unevenStride(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), pair.isTelling(grids.expected.scalars) else { return nil }
    let (mine, expected) = (grids.mine, grids.expected)
    func step(_ dense: Int, _ sparse: Int) -> Int? { (1...4).first { sparse == (dense + $0 - 1) / $0 } }
    guard expected.rows > 1, expected.columns > 1, let down = step(mine.rows, expected.rows),
      let right = step(mine.columns, expected.columns), down != right
    else { return nil }
    let isPart = expected.allPlaces(rows: 0..<expected.rows, columns: 0..<expected.columns) { row, column, channel in
      pair.isClose(mine[row * down, column * right, channel], expected[row, column, channel])
    }
    return isPart ? .tooDenseAlong(rows: down, columns: right) : nil
  }

  @Sendable static func flip(_ pair: NumberPair) -> Difference? {
    Flip.allCases.lazy.compactMap { flip in Self.flip(flip)(pair) }.first
  }

  static func flip(_ flip: Flip) -> @Sendable (NumberPair) -> Difference? {
    { pair in
      guard let grids = Grids(pair), pair.isTelling(grids.expected.scalars), grids.isFlipped(flip) else { return nil }
      return .flipped(flip)
    }
  }

  /// Padding that should not be there, or too much of it.
  @Sendable static func frame(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), let width = grids.border(of: grids.mine, around: grids.expected) else { return nil }
    return pair.isExpected(grids.expected, in: grids.mine) { $0 + width } ? .framed(by: width) : nil
  }

  @Sendable static func crop(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), let width = grids.border(of: grids.expected, around: grids.mine) else { return nil }
    return pair.isPart(grids.mine, of: grids.expected) { $0 + width } ? .cropped(by: width) : nil
  }

  @Sendable static func missingStride(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), let step = grids.step(from: grids.mine, to: grids.expected) else { return nil }
    return pair.isExpected(grids.expected, in: grids.mine) { $0 * step } ? .tooDense(step: step) : nil
  }

  @Sendable static func needlessStride(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair), let step = grids.step(from: grids.expected, to: grids.mine) else { return nil }
    return pair.isPart(grids.mine, of: grids.expected) { $0 * step } ? .tooSparse(step: step) : nil
  }

  @Sendable static func missingEnd(_ pair: NumberPair) -> Difference? {
    guard let found = pair.excess(of: pair.expected, over: pair.mine) else { return nil }
    return .incomplete(count: found.count, atEnd: found.isAtEnd)
  }

  @Sendable static func surplusEnd(_ pair: NumberPair) -> Difference? {
    guard let found = pair.excess(of: pair.mine, over: pair.expected) else { return nil }
    return .surplus(count: found.count, atEnd: found.isAtEnd)
  }

  /// Everything stands one or two places further: what has come in at the edge may be anything.
  @Sendable static func shift(_ pair: NumberPair) -> Difference? {
    guard let grids = Grids(pair) else { return nil }
    for step in 1...2 {
      for (down, right) in directions where grids.isShifted(rows: down * step, columns: right * step) {
        return .shifted(rows: down * step, columns: right * step)
      }
    }
    return nil
  }

  private static let directions: [(Int, Int)] = [
    (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1),
  ]
}

/// Both sides as tables with the same number of channels.
private struct Grids {
  let mine: NumberGrid
  let expected: NumberGrid
  let pair: NumberPair

  init?(_ pair: NumberPair) {
    guard pair.mine.shape.count == pair.expected.shape.count, let mine = NumberGrid(pair.mine),
      let expected = NumberGrid(pair.expected), mine.channels == expected.channels
    else { return nil }
    (self.mine, self.expected, self.pair) = (mine, expected, pair)
  }

  /// Whether each of the learner's numbers is the expected one at some other place.
  func isEqual(to place: (Int, Int, Int) -> (row: Int, column: Int, channel: Int)) -> Bool {
    mine.allPlaces(rows: 0..<mine.rows, columns: 0..<mine.columns) { row, column, channel in
      let other = place(row, column, channel)
      return pair.isClose(mine[row, column, channel], expected[other.row, other.column, other.channel])
    }
  }

  func isFlipped(_ flip: Difference.Flip) -> Bool {
    let (lastRow, lastColumn, lastChannel) = (mine.rows - 1, mine.columns - 1, mine.channels - 1)
    switch flip {
    // Three computed numbers may be each other's mirror images, as those of equal steps are.
    case .backToFront:
      return pair.mine.shape.count == 1 && (lastColumn > 2 || pair.expected.areWhole)
        && isEqual { ($0, lastColumn - $1, $2) }
    case .leftRight: return pair.mine.shape.count > 1 && lastColumn > 0 && isEqual { ($0, lastColumn - $1, $2) }
    case .upsideDown: return lastRow > 0 && isEqual { (lastRow - $0, $1, $2) }
    case .halfTurn:
      // Of a single row, a half turn is told by other tables only.
      return (lastRow > 0 || !pair.isEvidence) && lastColumn > 0 && isEqual { (lastRow - $0, lastColumn - $1, $2) }
    case .channels: return lastChannel > 0 && isEqual { ($0, $1, lastChannel - $2) }
    }
  }

  /// How broad a border is if one table stands in the middle of another.
  func border(of outer: NumberGrid, around inner: NumberGrid) -> Int? {
    let width = (outer.rows - inner.rows) / 2
    let isEven = outer.rows == inner.rows + 2 * width && outer.columns == inner.columns + 2 * width
    return width > 0 && isEven ? width : nil
  }

  /// The stride that makes one table of another, if it could.
  func step(from dense: NumberGrid, to sparse: NumberGrid) -> Int? {
    (2...4).first { step in
      sparse.rows * sparse.columns > 1 && dense.rows > 1
        && sparse.rows == (dense.rows + step - 1) / step && sparse.columns == (dense.columns + step - 1) / step
    }
  }

  func isShifted(rows: Int, columns: Int) -> Bool {
    let rowRange = max(0, rows)..<max(max(0, rows), min(mine.rows, mine.rows + rows))
    let columnRange = max(0, columns)..<max(max(0, columns), min(mine.columns, mine.columns + columns))
    guard rowRange.count * columnRange.count >= 3 else { return false }
    var seen: Set<Double> = []
    let isMoved = mine.allPlaces(rows: rowRange, columns: columnRange) { row, column, channel in
      let number = mine[row, column, channel]
      if seen.count < 3 { seen.insert(number) }
      return pair.isClose(number, expected[row - rows, column - columns, channel])
    }
    return isMoved && seen.count > 2
  }
}

extension NumberPair {
  /// Whether the expected table stands in some rows and columns of the learner's.
  fileprivate func isExpected(_ part: NumberGrid, in whole: NumberGrid, at place: (Int) -> Int) -> Bool {
    isPart(part, of: whole, at: place) { isClose($1, $0) }
  }

  /// Whether the learner's table is what stands in some rows and columns of the expected one.
  fileprivate func isPart(_ part: NumberGrid, of whole: NumberGrid, at place: (Int) -> Int) -> Bool {
    isPart(part, of: whole, at: place, isClose)
  }

  /// A table with but few different numbers tells nothing.
  private func isPart(
    _ part: NumberGrid, of whole: NumberGrid, at place: (Int) -> Int, _ isSame: (Double, Double) -> Bool
  ) -> Bool {
    isTelling(part.scalars)
      && part.allPlaces(rows: 0..<part.rows, columns: 0..<part.columns) {
        isSame(part[$0, $1, $2], whole[place($0), place($1), $2])
      }
  }

  /// How many numbers one list has more than another, at which end, if the rest agrees.
  fileprivate func excess(of longer: Numbers, over shorter: Numbers) -> (count: Int, isAtEnd: Bool)? {
    let count = longer.scalars.count - shorter.scalars.count
    guard longer.shape.count == 1, shorter.shape.count == 1, count > 0, shorter.scalars.count > 1,
      Set(shorter.scalars).count > 1
    else { return nil }
    if zip(longer.scalars, shorter.scalars).allSatisfy(isClose) { return (count, true) }
    return zip(longer.scalars.dropFirst(count), shorter.scalars).allSatisfy(isClose) ? (count, false) : nil
  }
}
