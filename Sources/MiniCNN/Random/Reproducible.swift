/// Functions that give the same result to the last bit on every platform.
///
/// They use nothing but the operations that IEEE 754 rounds exactly. Their own error is a few units in the last place.
enum Reproducible {
  /// The natural logarithm of a positive, finite, normal number.
  ///
  /// `ln(m · 2ᵉ) = e · ln 2 + 2 · artanh((m − 1)/(m + 1))`, the area tangent by its power series.
  static func log(_ x: Double) -> Double {
    var (significand, exponent) = (x.significand, Double(x.exponent))
    // Around 1 the series needs the fewest terms.
    if significand > 1.414_213_562_373_095_1 { (significand, exponent) = (significand / 2, exponent + 1) }
    let ratio = (significand - 1) / (significand + 1)
    var sum = 0.0
    for power in stride(from: 21, through: 1, by: -2) { sum = sum * (ratio * ratio) + 1 / Double(power) }
    return exponent * 0.693_147_180_559_945_3 + 2 * ratio * sum
  }

  /// The cosine of an angle in whole turns.
  static func cos(turns: Double) -> Double {
    sin(turns: turns + 0.25)
  }

  /// The sine of an angle in whole turns.
  ///
  /// Brought to an eighth of a turn on either side of 0, where the power series of sine or cosine are short.
  static func sin(turns: Double) -> Double {
    let quarters = (turns * 4).rounded()
    let angle = (turns - quarters / 4) * 6.283_185_307_179_586
    let quadrant = Int(quarters - (quarters / 4).rounded(.down) * 4)
    let value = quadrant % 2 == 0 ? smallSine(angle) : smallCosine(angle)
    return quadrant < 2 ? value : -value
  }

  private static func smallSine(_ x: Double) -> Double {
    var sum = 1.0
    for term in stride(from: 16, through: 2, by: -2) { sum = 1 - x * x / Double(term * (term + 1)) * sum }
    return x * sum
  }

  private static func smallCosine(_ x: Double) -> Double {
    var sum = 1.0
    for term in stride(from: 15, through: 1, by: -2) { sum = 1 - x * x / Double(term * (term + 1)) * sum }
    return sum
  }
}
