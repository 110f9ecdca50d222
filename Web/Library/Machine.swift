/// What is asked of the machine besides arithmetic. In the browser there is no C library: the elementary functions are our own, and differ
/// from those of others by a few units in the last place.
enum Machine {
  static func exp(_ x: Double) -> Double { Reproducible.exp(x) }

  static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    // The series takes no number that is too small to be written with all digits.
    return x < 0x1p-1022 ? Reproducible.log(x * 0x1p54) - 54 * 0.693_147_180_559_945_3 : Reproducible.log(x)
  }

  static func pow(_ x: Double, _ y: Double) -> Double {
    // Whole powers by multiplying: as exact as can be, and right for negative numbers.
    guard y.magnitude <= 1024, y == y.rounded(.down) else { return exp(y * log(x)) }
    var (result, factor, rest) = (1.0, x, Int(y.magnitude))
    while rest > 0 {
      if rest % 2 == 1 { result *= factor }
      factor *= factor
      rest /= 2
    }
    return y < 0 ? 1 / result : result
  }

  static func tanh(_ x: Double) -> Double { Reproducible.tanh(x) }
  static func cos(_ x: Double) -> Double { Reproducible.cos(turns: x / 6.283_185_307_179_586) }

  /// There is no clock: the page has one.
  static func seconds() -> Double { 0 }
}

extension Reproducible {
  /// e to the power of a number: `2ᵏ · e^r` with |r| ≤ ln 2 / 2, and e^r by its power series.
  static func exp(_ x: Double) -> Double {
    guard x > -746, x < 710 else { return x.isNaN ? x : x > 0 ? .infinity : 0 }
    let twos = (x * 1.442_695_040_888_963_4).rounded(.toNearestOrEven)
    // ln 2 in two parts, the first of which has so few digits that its product is exact.
    let rest = (x - twos * 0x1.62e42feep-1) - twos * 0x1.a39ef35793c76p-33
    let half = Int(twos) / 2
    return (1 + powersWithoutOne(rest)) * twoTo(half) * twoTo(Int(twos) - half)
  }

  /// `(e^2x − 1)/(e^2x + 1)`, near 0 without subtracting numbers that are almost the same.
  static func tanh(_ x: Double) -> Double {
    let size = x.magnitude
    guard size >= 0.17 else {
      let power = powersWithoutOne(2 * x)
      return power / (power + 2)
    }
    let value = 1 - 2 / (exp(2 * size) + 1)
    return x < 0 ? -value : value
  }

  /// `e^x − 1` near 0.
  private static func powersWithoutOne(_ x: Double) -> Double {
    var sum = 1.0
    for term in stride(from: 15, through: 2, by: -1) { sum = 1 + x / Double(term) * sum }
    return x * sum
  }

  private static func twoTo(_ exponent: Int) -> Double { Double(bitPattern: UInt64(exponent + 1023) << 52) }
}
