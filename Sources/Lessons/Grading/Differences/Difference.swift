/// The one simple rule that leads from wrong numbers to all of the expected ones.
package enum Difference: Hashable, Sendable {
  /// Some are NaN or infinite where the expected ones are ordinary numbers.
  case notFinite(hasNaN: Bool)
  /// The same numbers in the same order, cut into another shape.
  case reshaped
  /// The axes stand in another order: of each of the learner's, which of the expected ones it is.
  case permuted([Int])
  /// The first of two numbers stands where the second belongs.
  case partsExchanged
  /// Only some rows and columns of the learner's table are expected, by a stride for each.
  case tooDenseAlong(rows: Int, columns: Int)
  /// Of a fault that was to be found and mended, only the line is wrong.
  case onlyFaultLine
  /// Rows and columns are exchanged.
  case transposed
  case flipped(Flip)
  /// The expected table stands inside, with a border of so many numbers around it.
  case framed(by: Int)
  /// A border of so many numbers is missing.
  case cropped(by: Int)
  /// Only every so manieth row and column of the learner's table is expected.
  case tooDense(step: Int)
  /// The learner's table has only every so manieth row and column of the expected one.
  case tooSparse(step: Int)
  /// The expected list lacks so many numbers at one end.
  case incomplete(count: Int, atEnd: Bool)
  /// The expected list with so many numbers more at one end.
  case surplus(count: Int, atEnd: Bool)
  /// The fractions are cut off.
  case truncated
  case rounded(decimals: Int)
  /// Every sign is the wrong one.
  case negated
  /// The sizes are right, but nothing is negative.
  case signsLost
  /// Every number is so many times the expected one.
  case scaled(by: Double)
  /// Every number is too large by so much; too small where that is negative.
  case offset(by: Double)
  /// Every number of a channel is too large by so much.
  case offsetByChannel([Double])
  /// Every number stands so many places too far down and to the right.
  case shifted(rows: Int, columns: Int)
  /// Numbers are left below or above the limits that the expected ones keep to.
  case unclipped(below: Double?, above: Double?)
  /// What is expected to be negative is 0.
  case rectified
  /// Two answers, by their labels, have changed places.
  case swapped(String, String)
  /// True and false have changed places.
  case opposite
  /// Numbers that are near the expected ones, but not near enough: by at most such a share of them.
  case near(within: Double)

  /// How a table is turned round.
  package enum Flip: Hashable, Sendable, CaseIterable {
    case leftRight
    case upsideDown
    case halfTurn
    case channels
    /// A row of numbers from back to front.
    case backToFront
  }
}
