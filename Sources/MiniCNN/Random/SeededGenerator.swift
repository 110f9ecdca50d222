/// A source of random numbers that gives the same numbers for the same seed, on every platform and in every version.
///
/// SplitMix64: a counter, each value of which is mixed; see Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
/// (2014). Good for drawing pictures, shuffling and starting weights; not for secrets.
///
/// Use its own functions rather than `Double.random(in:using:)` or `shuffled(using:)`: how those turn bits into results may change
/// with the standard library.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  private var counter: UInt64
  /// Whether what is made with its numbers is not looked at, only how much of it there is.
  var isIdle = false

  /// Makes a generator; any seed is as good as another.
  public init(seed: UInt64) {
    counter = seed
  }

  /// Where the generator is in its sequence.
  var state: UInt64 { counter }

  /// Goes on from a place in a generator's sequence.
  init(state: UInt64) {
    counter = state
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 0x9E37_79B9_7F4A_7C15
    var bits = counter
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to but not including 1, all multiples of 2⁻⁵³ being equally likely.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number between two others, the larger one excluded (up to rounding).
  /// - Parameters:
  ///   - low: The smallest possible number, finite.
  ///   - high: Its upper bound, finite, not below `low`.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A number; `low` if both are equal.
  public mutating func uniform(
    from low: Double, to high: Double, file: StaticString = #filePath, line: UInt = #line
  ) -> Double {
    guard low.isFinite, high.isFinite, low <= high else {
      stop("no numbers lie between \(low) and \(high): both must be finite, the lower first", file, line)
    }
    return low + (high - low) * uniform()
  }

  /// A number of the normal distribution.
  ///
  /// `mean + deviation · √(−2 · ln u) · cos(2π · v)` with u and v uniform; see Box and Muller, "A note on the generation of random
  /// normal deviates" (1958). Logarithm and cosine are our own, since those of the platforms differ in the last digit.
  public mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
    // From 2⁻⁵³ to 1: the logarithm of 0 would be infinite.
    let radius = (-2 * Reproducible.log(1 - uniform())).squareRoot()
    return mean + deviation * radius * Reproducible.cos(turns: uniform())
  }

  /// A whole number from 0 up to but not including a bound, each equally likely.
  ///
  /// The upper half of a product of 128 bits, with the few products drawn again that would make some numbers likelier; see Lemire,
  /// "Fast random integer generation in an interval" (2019).
  public mutating func integer(below bound: Int, file: StaticString = #filePath, line: UInt = #line) -> Int {
    guard bound > 0 else { stop("no whole number from 0 is below \(bound)", file, line) }
    let range = UInt64(bound)
    let surplus = (0 &- range) % range
    var product = next().multipliedFullWidth(by: range)
    while product.low < surplus { product = next().multipliedFullWidth(by: range) }
    return Int(product.high)
  }

  /// The indices from 0 up to but not including a count, in random order, every order equally likely.
  ///
  /// See Durstenfeld, "Algorithm 235: random permutation" (1964).
  /// - Complexity: O(*count*).
  public mutating func shuffledIndices(
    count: Int, file: StaticString = #filePath, line: UInt = #line
  ) -> [Int] {
    guard count >= 0 else { stop("cannot shuffle \(count) indices: there are at least 0", file, line) }
    var indices = Array(0..<count)
    for last in indices.indices.dropFirst().reversed() { indices.swapAt(last, integer(below: last + 1)) }
    return indices
  }
}
