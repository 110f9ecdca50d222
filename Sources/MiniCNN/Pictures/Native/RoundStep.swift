internal import Glibc

/// A power of ten, or 2 or 5 times one: the distance between an axis' figures.
struct RoundStep {
  private let factor: Double
  private let exponent: Int

  init(factor: Double, exponent: Int) {
    (self.factor, self.exponent) = (factor, exponent)
  }

  /// The smallest that is not below a positive number.
  init(atLeast least: Double) {
    let exponent = least > 0 ? Int(log10(least).rounded(.down)) : 0
    // The logarithm of a power of ten may come out a little off.
    let factor = [1, 2, 5].first { RoundStep(factor: $0, exponent: exponent).size >= least * 0.999_999 }
    self.init(factor: factor ?? 1, exponent: factor == nil ? exponent + 1 : exponent)
  }

  var size: Double { times(1) }

  /// A multiple, as exact as a number can be: 0.3 and not 0.30000000000000004.
  func times(_ count: Double) -> Double {
    exponent < 0 ? count * factor / pow(10, Double(-exponent)) : count * factor * pow(10, Double(exponent))
  }
}
