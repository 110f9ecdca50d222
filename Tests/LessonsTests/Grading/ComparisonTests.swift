import Grading
import LessonWire
import Testing

@Suite("Comparing values")
struct ComparisonTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var value: Value?
    var expected: Value
    var verdict: Verdict

    init(_ description: String, _ value: Value?, _ expected: Value, _ verdict: Verdict) {
      (testDescription, self.value, self.expected, self.verdict) = (description, value, expected, verdict)
    }
  }

  private static let nan = Double.nan

  @Test(
    "verdicts",
    arguments: [
      Case("equal numbers", .number(2), .number(2), .equal),
      Case("within the absolute tolerance", .number(1e-7), .number(0), .equal),
      Case("within the relative tolerance", .number(1_000_000.5), .number(1_000_000), .equal),
      Case("just outside", .number(1.000002), .number(1), .differs(at: [0])),
      Case("a whole number beside another large one", .number(0x1p53 - 2), .number(0x1p53 - 1), .differs(at: [0])),
      Case("NaN equals nothing, not even NaN", .number(nan), .number(nan), .differs(at: [0])),
      Case("infinity equals itself", .number(.infinity), .number(.infinity), .equal),
      Case("infinity is near no number", .number(.infinity), .number(1), .differs(at: [0])),
      Case("no number is near infinity", .number(1), .number(.infinity), .differs(at: [0])),
      Case("the two infinities", .number(-.infinity), .number(.infinity), .differs(at: [0])),
      Case("nothing", nil, .number(1), .missing),
      Case("true and false", .boolean(true), .boolean(false), .differs(at: [0])),
      Case("texts", .string("a"), .string("a"), .equal),
      Case("a text for a number", .string("1"), .number(1), .kindDiffers),
      Case("true for 1", .boolean(true), .number(1), .kindDiffers),
      Case(
        "wrong elements by their place", .tensor(shape: [2, 2], scalars: [1, 2, 3, 4]),
        .tensor(shape: [2, 2], scalars: [1, 0, 3, 0]), .differs(at: [1, 3])),
      Case(
        "a row for a column", .tensor(shape: [1, 2], scalars: [1, 2]), .tensor(shape: [2, 1], scalars: [1, 2]),
        .shapeDiffers),
      Case("a row for a number", .tensor(shape: [1], scalars: [1]), .number(1), .kindDiffers),
      Case("a list of whole numbers for a shape", .list([.number(28), .number(6)]), .shape([28, 6]), .equal),
      Case(
        "a list of rows for a tensor", .list([.tensor(shape: [2], scalars: [1, 2])]),
        .tensor(shape: [1, 2], scalars: [1, 2]), .equal),
      Case(
        "rows of different lengths", .list([.list([.number(1)]), .list([])]), .tensor(shape: [2, 1], scalars: [1, 2]),
        .kindDiffers),
      Case(
        "lists of texts", .list([.string("a"), .string("b")]), .list([.string("a"), .string("c")]), .differs(at: [1])),
      Case("lists of different lengths", .list([.string("a")]), .list([.string("a"), .string("c")]), .shapeDiffers),
      Case("empty lists", .list([]), .list([]), .equal),
      Case("what cannot be compared", .other(type: "Cat"), .other(type: "Cat"), .kindDiffers),
    ])
  func verdict(sample: Case) {
    #expect(Verdict(sample.value, against: sample.expected, tolerance: 1e-6) == sample.verdict)
  }

  @Test(
    "as far off as may be is near enough on both sides, though binary fractions are not quite what decimals are",
    arguments: [(0.125, 0.01), (0.3, 0.1), (2.5, 0.2), (10.1, 0.05), (-0.7, 0.1), (0.4, 0.3), (1.1, 0.001)])
  func bounds(expected: Double, tolerance: Double) throws {
    let (numerator, denominator) = (expected * 10_000, tolerance * 10_000)
    for sign in [-1.0, 1] {
      // Rounded once, as whoever writes the decimal gets it.
      let relative = abs(expected) > 1 ? abs(expected) : 1
      let bound = (numerator.rounded() + sign * (denominator * relative).rounded()) / 10_000
      #expect(Verdict(.number(bound), against: .number(expected), tolerance: tolerance) == .equal, "\(bound)")
      let beyond = bound + sign * tolerance / 1000
      #expect(
        Verdict(.number(beyond), against: .number(expected), tolerance: tolerance) == .differs(at: [0]), "\(beyond)")
    }
    #expect(Verdict(.number(expected.nextUp), against: .number(expected), tolerance: 0) == .differs(at: [0]))
  }

  @Test("between two wrong answers NaN is like NaN")
  func matchingNaN() {
    let verdict = Verdict(.number(.nan), against: .number(.nan), tolerance: 0, matchesNaN: true)
    #expect(verdict == .equal)
  }
}
