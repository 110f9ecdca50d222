#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How numbers that stand together are written: as short as they can be without misleading, all with the same number of decimals.
///
/// Whole numbers get none. Others get as few as show every number rounded to four. Where even the largest would all but vanish that
/// way, or would fill the line, all are written with an exponent.
package struct NumberText {
  /// At most so many decimals, of which zeros at the end are dropped.
  private static let mostDecimals = 4

  private let format: String
  /// How many characters the longest of the numbers takes, or a few more.
  let widest: Int

  /// Finds out how the numbers are best written, without writing them all: a table of many shows but a few.
  /// - Complexity: O(*n*).
  package init(for values: [Double]) {
    var (smallest, largest, areWhole) = (0.0, 0.0, true)
    for value in values where value.isFinite {
      (smallest, largest) = (min(smallest, value), max(largest, value))
      areWhole = areWhole && value == value.rounded()
    }
    let magnitude = max(-smallest, largest)
    if magnitude >= 1e15 || magnitude > 0 && magnitude < 1e-3 || magnitude >= 1e9 && !areWhole {
      format = "%.3e"
      widest = "-1.000e-300".count
    } else {
      format = "%.\(areWhole ? 0 : Self.decimalsNeeded(by: values))f"
      widest = max(formatted(smallest, format).count, formatted(largest, format).count, "-inf".count)
    }
  }

  package func text(of value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let text = formatted(value, format)
    // A negative number that rounds to nothing is nothing.
    return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
  }

  /// Writes numbers that stand together.
  package static func texts(of values: [Double]) -> [String] {
    values.map(Self(for: values).text)
  }

  /// Writes a number that stands alone.
  package static func text(of value: Double) -> String {
    Self(for: [value]).text(of: value)
  }

  private static func decimalsNeeded(by values: [Double]) -> Int {
    var most = 0
    for value in values where value.isFinite && most < mostDecimals {
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
