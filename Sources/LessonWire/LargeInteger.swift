/// A whole number that a `Double` does not hold, or that is not written digit by digit as one: its decimal digits.
package struct LargeInteger: Hashable, Sendable, CustomStringConvertible {
  /// Longer ones are not told apart.
  package static let mostDigits = 1000

  /// A `-` if it is negative, and digits, of which the first is no 0 unless it is the only one.
  package let description: String

  /// - Parameter text: The number as `description` is; `nil` for any other text, and for too long a one.
  package init?(_ text: String) {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    guard text.utf8.count - digits.count <= 1, (1...Self.mostDigits).contains(digits.count),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      digits.first != UInt8(ascii: "0") || text == "0"
    else { return nil }
    description = text
  }

  /// - Parameter integer: Any number; `nil` for one of too many digits.
  package init?(_ integer: some BinaryInteger) { self.init(String(integer)) }

  /// - Parameter number: `nil` unless it is whole, and not so large that it stands for others too.
  package init?(exactly number: Double) {
    guard number == number.rounded(), abs(number) <= 0x1p53 else { return nil }
    description = "\(Int64(number))"
  }

  /// The nearest number that a `Double` holds; infinite if it is too large for all of them.
  package var double: Double { Double(description) ?? (isNegative ? -.infinity : .infinity) }

  /// How far another number is from this one: exact up to 2⁵³.
  /// - Complexity: O(*n*) in the number of digits.
  package func distance(to other: LargeInteger) -> Double {
    guard isNegative == other.isNegative else { return abs(double - other.double) }
    let (mine, others) = (digits, other.digits)
    let isLess = mine.count != others.count ? mine.count < others.count : mine.lexicographicallyPrecedes(others)
    let (larger, smaller) = isLess ? (others, mine) : (mine, others)
    var (result, borrow) = ([UInt8](), 0)
    for place in 0..<larger.count {
      let taken = place < smaller.count ? Int(smaller[smaller.count - 1 - place]) - 48 : 0
      let digit = Int(larger[larger.count - 1 - place]) - 48 - taken - borrow
      borrow = digit < 0 ? 1 : 0
      result.append(UInt8(digit + 10 * borrow + 48))
    }
    return Double(String(decoding: result.reversed(), as: UTF8.self)) ?? .infinity
  }

  private var isNegative: Bool { description.utf8.first == UInt8(ascii: "-") }
  private var digits: [UInt8] { Array(description.utf8.drop { $0 == UInt8(ascii: "-") }) }
}
