import Grading
import Testing

@Suite("What explains wrong values")
struct DifferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var mine: Numbers
    var expected: Numbers
    var difference: Difference?

    init(_ description: String, _ mine: [[Double]], _ expected: [[Double]], _ difference: Difference?) {
      (testDescription, self.difference) = (description, difference)
      (self.mine, self.expected) = (table(mine), table(expected))
    }
  }

  private static let map: [[Double]] = [[-475, -485, -137], [-444, -436, -144], [-325, -366, -193]]

  @Test(
    "one rule for all values",
    arguments: [
      Case("transposed", [[1, 4], [2, 5], [3, 6]], [[1, 2, 3], [4, 5, 6]], .transposed),
      Case("a square one transposed", [[1, 4], [2, 5]], [[1, 2], [4, 5]], .transposed),
      Case("back to front", [[3, 2, 1]], [[1, 2, 3]], .flipped(.leftRight)),
      Case("upside down", [[4, 5, 6], [1, 2, 3]], [[1, 2, 3], [4, 5, 6]], .flipped(.upsideDown)),
      Case("half a turn", [[6, 5, 4], [3, 2, 1]], [[1, 2, 3], [4, 5, 6]], .flipped(.halfTurn)),
      Case("another shape", [[1, 2, 3, 4]], [[1, 2], [3, 4]], .reshaped),
      Case("every sign", map.map { $0.map { -$0 } }, map, .negated),
      Case("doubled", map.map { $0.map { $0 * 2 } }, map, .scaled(by: 2)),
      Case("sums for means", [[9, 18, 4.5]], [[1, 2, 0.5]], .scaled(by: 9)),
      Case("divided by 255", map.map { $0.map { $0 / 255 } }, map, .scaled(by: 1 / 255)),
      Case("a bias of one half", map.map { $0.map { $0 - 0.5 } }, map, .offset(by: -0.5)),
      Case("counts from 1", [[1, 2, 3]], [[0, 1, 2]], .offset(by: 1)),
      Case("two decimals", [[0.33, 0.67]], [[1.0 / 3, 2.0 / 3]], .rounded(decimals: 2)),
      Case("fractions cut off", [[2, 3, -1]], [[2.9, 3.25, -1.75]], .truncated),
      Case("nearly", [[3.1417, 6.2832, 1]], [[3.1402, 6.2832, 1]], .near(within: 0.0015 / 3.1402)),
      Case("signs lost", [[1, 2, 3, 4]], [[1, -2, 3, -4]], .signsLost),
      Case("no ReLU", [[-1, 3, -2], [4, -5, 6]], [[0, 3, 0], [4, 0, 6]], .unclipped(below: 0, above: nil)),
      Case("a ReLU too many", [[0, 3, 0]], [[-1, 3, -2]], .rectified),
      Case("not clipped", [[300, 3, 512, 260]], [[255, 3, 255, 255]], .unclipped(below: nil, above: 255)),
      Case(
        "one row too far down", [[0, 0, 0], [1, 2, 3], [4, 5, 6]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        .shifted(rows: 1, columns: 0)),
      Case("one place too far left", [[2, 3, 9, 0]], [[1, 2, 3, 9]], .shifted(rows: 0, columns: -1)),
      Case(
        "padding too many", [[9, 9, 9, 9], [9, 1, 2, 9], [9, 3, 4, 9], [9, 9, 9, 9]], [[1, 2], [3, 4]], .framed(by: 1)),
      Case(
        "padding left out", [[1, 2], [3, 4]], [[9, 9, 9, 9], [9, 1, 2, 9], [9, 3, 4, 9], [9, 9, 9, 9]], .cropped(by: 1)
      ),
      Case(
        "stride left out", [[1, 0, 2], [0, 0, 0], [3, 0, 4]], [[1, 2], [3, 4]], .tooDense(step: 2)),
      Case("stride too large", [[1, 2], [3, 4]], [[1, 0, 2], [0, 0, 0], [3, 0, 4]], .tooSparse(step: 2)),
      Case(
        "stride left out along the rows", [[1, 2, 3], [0, 0, 0], [4, 5, 6]], [[1, 2, 3], [4, 5, 6]],
        .tooDenseAlong(rows: 2, columns: 1)),
      Case("0 / 0", [[.nan, 1]], [[0.5, 1]], .notFinite(hasNaN: true)),
      Case("log(0)", [[-.infinity, 1]], [[0.5, 1]], .notFinite(hasNaN: false)),
    ])
  func explains(sample: Case) throws {
    let found = Difference(NumberPair(sample.mine, expected: sample.expected, tolerance: 1e-6))
    if case .near(let share) = found, case .near(let other) = sample.difference {
      #expect(abs(share - other) < 1e-9)
    } else {
      #expect(found == sample.difference)
    }
  }

  @Test(
    "no rule where it could be by chance",
    arguments: [
      Case("some other numbers", [[1, 2], [4, 3]], [[7, 5], [6, 9]], nil),
      Case("one wrong number", [[1, 2, 3], [4, 5, 7]], [[1, 2, 3], [4, 5, 6]], nil),
      Case("one number above the largest", [[1, 2, 9]], [[1, 2, 3]], nil),
      Case("noughts and ones in a small table", [[0, 1], [0, 0]], [[0, 0], [1, 0]], nil),
      Case("nothing but zeros", [[0, 0, 0]], [[0.5, 0.25, 0.75]], nil),
      Case("two small counts, equally far off", [[5, 9]], [[2, 6]], nil),
      Case("another shape with other numbers", [[1, 2, 3, 5]], [[1, 2], [3, 4]], nil),
      Case("a frame around something else", [[9, 9, 9], [9, 1, 9], [9, 9, 9]], [[2]], nil),
    ])
  func isSilent(sample: Case) {
    #expect(Difference(NumberPair(sample.mine, expected: sample.expected, tolerance: 1e-6)) == nil)
  }

  @Test(
    "of a lone number, only what is telling",
    arguments: [
      (-475, 475, Difference.negated), (970, 485, .scaled(by: 2)), (0.5, 50, .scaled(by: 0.01)),
      (29, 28, .offset(by: 1)),
      (0.33, 1.0 / 3, .rounded(decimals: 2)), (1, 1.5, .truncated), (2, 1.5, .rounded(decimals: 0)), (4, 2, nil),
      (3, 2, nil), (7, 12, nil), (0, 0.5, nil), (1455, 485, nil),
    ] as [(Double, Double, Difference?)])
  func lone(mine: Double, expected: Double, difference: Difference?) {
    let pair = NumberPair(
      Numbers(shape: [], scalars: [mine]), expected: Numbers(shape: [], scalars: [expected]), tolerance: 1e-6)
    #expect(Difference(pair) == difference)
  }

  @Test("in a stack, each channel may lack its own bias")
  func channels() {
    let expected = Numbers(shape: [2, 2, 2], scalars: [3, -2, -2, 4, -1, -5, 1, 1])
    let mine = Numbers(shape: [2, 2, 2], scalars: expected.scalars.enumerated().map { $1 - ($0 % 2 == 0 ? 1 : -2) })
    #expect(Difference(NumberPair(mine, expected: expected, tolerance: 1e-6)) == .offsetByChannel([-1, 2]))
    let reversed = Numbers(shape: [2, 2, 2], scalars: [-2, 3, 4, -2, -5, -1, 1, 1])
    #expect(Difference(NumberPair(reversed, expected: expected, tolerance: 1e-6)) == .flipped(.channels))
  }

  @Test("two parts may have changed places, and three axes any order")
  func order() {
    func difference(_ shape: [Int], _ mine: [Double], _ other: [Int], _ expected: [Double]) -> Difference? {
      Difference(
        NumberPair(
          Numbers(shape: shape, scalars: mine), expected: Numbers(shape: other, scalars: expected), tolerance: 1e-6))
    }
    #expect(difference([2], [24, 32], [2], [32, 24]) == .partsExchanged)
    #expect(difference([2], [24, 24], [2], [32, 24]) == nil)
    // 2 × 2 × 3, and the same with the channels first.
    let expected: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    let channelsFirst: [Double] = [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]
    #expect(difference([3, 2, 2], channelsFirst, [2, 2, 3], expected) == .permuted([2, 0, 1]))
  }

  @Test("three computed numbers may be each other's mirror images by chance")
  func mirrors() {
    func difference(_ mine: [Double], _ expected: [Double]) -> Difference? {
      let count = expected.count
      return Difference(
        NumberPair(
          Numbers(shape: [count], scalars: mine), expected: Numbers(shape: [count], scalars: expected), tolerance: 1e-6)
      )
    }
    #expect(difference([0.665, 0.245, 0.09], [0.09, 0.245, 0.665]) == nil)
    #expect(difference([0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4]) == .flipped(.backToFront))
    #expect(difference([3, 2, 1], [1, 2, 3]) == .flipped(.backToFront))
  }

  @Test("a list that is too short or too long at one end")
  func ends() {
    let row = Numbers(shape: [3], scalars: [1, 2, 4])
    let cases: [([Double], Difference)] = [
      ([1, 2, 4, 8], .incomplete(count: 1, atEnd: true)), ([9, 8, 1, 2, 4], .incomplete(count: 2, atEnd: false)),
    ]
    for (other, difference) in cases {
      let longer = Numbers(shape: [other.count], scalars: other)
      #expect(Difference(NumberPair(row, expected: longer, tolerance: 1e-6)) == difference)
    }
    let longer = Numbers(shape: [4], scalars: [1, 2, 4, 8])
    #expect(Difference(NumberPair(longer, expected: row, tolerance: 1e-6)) == .surplus(count: 1, atEnd: true))
  }

  @Test("random wrong values are hardly ever explained", arguments: [[3, 3], [2, 2], [6], [4, 4, 2], [2]])
  func chance(shape: [Int]) {
    var random = Lottery(state: 42)
    let count = shape.reduce(1, *)
    var explained = 0
    for round in 0..<2000 {
      // Small counts, in which much is equal by chance, and fractions, of which hardly two are.
      let isWhole = round % 2 == 0
      let draw = { isWhole ? Double(random.next() % 10) - 3 : Double(random.next() % 1_000_003) / 1e5 }
      let (mine, expected) = ((0..<count).map { _ in draw() }, (0..<count).map { _ in draw() })
      let pair = NumberPair(
        Numbers(shape: shape, scalars: mine), expected: Numbers(shape: shape, scalars: expected), tolerance: 1e-6)
      if mine != expected, Difference(pair) != nil { explained += 1 }
    }
    // Of two small counts, one in a hundred is off by one in both, or has both signs wrong.
    #expect(explained <= (count == 2 ? 80 : 8))
  }
}

/// A table of numbers as its rows.
private func table(_ rows: [[Double]]) -> Numbers {
  Numbers(shape: [rows.count, rows.first?.count ?? 0], scalars: rows.flatMap(\.self))
}

/// Numbers that are the same in every run (xorshift, after Marsaglia, 2003).
private struct Lottery {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 11
  }
}
