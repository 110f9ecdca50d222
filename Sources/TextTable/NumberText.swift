import Glibc

/// How numbers that stand together are written: as short as they can be without misleading, all with the same number of decimals.
///
/// Whole numbers get none. Others get as few as show every number rounded to four, and all four where rounding takes something away:
/// `1.0000` is nearly one, `1` is one. Where even the largest would all but vanish that way, or would fill the line, all are written
/// with an exponent.
package struct NumberText {
  /// At most so many decimals; of numbers that fewer show exactly, zeros at the end are dropped.
  private static let mostDecimals = 4

  private let format: String
  /// How many characters the longest of the numbers takes, or a few more.
  let widest: Int

  /// Finds out how the numbers are best written, without writing them all: a table of many shows but a few.
  /// - Parameters:
  ///   - values: The numbers.
  ///   - leastDecimals: How many decimals all of them get at the least.
  /// - Complexity: O(*n*).
  package init(for values: [Double], leastDecimals: Int = 0) {
    var (smallest, largest, areWhole) = (0.0, 0.0, true)
    for value in values where value.isFinite {
      (smallest, largest) = (min(smallest, value), max(largest, value))
      areWhole = areWhole && value == value.rounded()
    }
    let magnitude = max(-smallest, largest)
    if magnitude >= 1e15 || magnitude > 0 && magnitude < 1e-3 || magnitude >= 1e9 && !areWhole {
      format = "%.\(max(3, leastDecimals))e"
      widest = "-1.000e-300".count + max(0, leastDecimals - 3)
    } else {
      format = "%.\(max(leastDecimals, areWhole ? 0 : Self.decimalsNeeded(by: values, upTo: magnitude)))f"
      widest = max(formatted(smallest, format).count, formatted(largest, format).count, "-inf".count)
    }
  }

  package func text(of value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let text = formatted(value, format)
    // A negative number that rounds to nothing is nothing.
    return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
  }

  package func texts(of values: some Sequence<Double>) -> [String] { values.map(text) }

  /// How many decimals it takes to see that numbers differ.
  /// - Parameters:
  ///   - pairs: Numbers of which each pair is to be told apart.
  ///   - company: The numbers that the first and the second of each pair stand together with.
  /// - Returns: 0 if they are told apart as they are written without that.
  package static func decimals(
    toTellApart pairs: [(Double, Double)], among company: ([Double], [Double])
  ) -> Int {
    [0, 6, 8, 10, 12, 15].first { decimals in
      let (one, other) = (
        Self(for: company.0, leastDecimals: decimals), Self(for: company.1, leastDecimals: decimals)
      )
      return pairs.allSatisfy { one.text(of: $0) != other.text(of: $1) }
    } ?? 17
  }

  /// Writes numbers that stand together.
  package static func texts(of values: [Double]) -> [String] {
    values.map(Self(for: values).text)
  }

  /// Writes a number that stands alone.
  package static func text(of value: Double) -> String {
    Self(for: [value]).text(of: value)
  }

  private static func decimalsNeeded(by values: [Double], upTo magnitude: Double) -> Int {
    var most = 0
    for value in values where value.isFinite && most < mostDecimals {
      // What computing loses anyway with numbers of this size, or with slopes by differences of them, is no loss.
      let rounded = (value * 1e4).rounded() / 1e4
      if abs(value - rounded) > 1e-8 * max(1, magnitude) { return mostDecimals }
      let zeros = formatted(value, "%.\(mostDecimals)f").reversed().prefix { $0 == "0" }.count
      most = max(most, mostDecimals - min(mostDecimals, zeros))
    }
    return most
  }
}

/// What `printf` makes of a number.
private func formatted(_ value: Double, _ format: String) -> String {
  var buffer = [CChar](repeating: 0, count: 64)
  let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
  return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
}
