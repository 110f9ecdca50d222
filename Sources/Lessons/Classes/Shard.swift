import Running

/// One of the parts into which a class is divided so that several processes, on one machine or on many, grade it together.
///
/// A student belongs to the same part wherever and whenever that is asked, and whoever else has handed in.
package struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// There are never more parts: more than a cluster starts at once, and few enough that no product of them overflows.
  package static let mostParts = 1_000_000

  /// Which part this is, from 1.
  package let number: Int
  /// How many parts there are.
  package let count: Int

  /// - Parameters:
  ///   - number: Which part, from 1 to `count`; `nil` for any other.
  ///   - count: How many parts, from 1 to `mostParts`; `nil` for any other.
  package init?(_ number: Int, of count: Int) {
    guard (1...Self.mostParts).contains(count), (1...count).contains(number) else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Reads `K/N`, two numbers in decimal digits; `nil` for anything else.
  package init?(_ text: String) {
    let numbers = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { digits in
      digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(String(Substring(digits))) : nil
    }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1] else { return nil }
    self.init(number, of: count)
  }

  /// Whether a student's submission is in this part. It depends on the name of the student's result, so that whatever shares a
  /// file is in one part.
  /// - Complexity: O(*n*) in the name's length.
  package func contains(_ student: String) -> Bool {
    let digest = ContentHash(of: ResultName(of: student).description.utf8)
    let value = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return value % UInt64(count) == UInt64(number - 1)
  }

  /// As it is given: `K/N`.
  package var description: String { "\(number)/\(count)" }
}
