#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How numbers are written in tables: as short as they can be without misleading.
package enum NumberText {
  /// At most so many decimals, of which zeros at the end are dropped.
  private static let decimals = 4

  /// Writes numbers that stand together, all with the same number of decimals.
  ///
  /// Whole numbers get none. Others get as few as show every number rounded to four. Where even the largest would all but vanish
  /// that way, or would fill the line, all are written with an exponent.
  /// - Complexity: O(*n*).
  package static func texts(of values: [Double]) -> [String] {
    let finite = values.filter(\.isFinite)
    let largest = finite.lazy.map(abs).max() ?? 0
    if largest >= 1e15 || largest > 0 && largest < 1e-3 || largest >= 1e9 && !finite.allSatisfy(isWhole) {
      return values.map { text(of: $0, format: "%.3e") }
    }
    let needed = finite.allSatisfy(isWhole) ? 0 : finite.lazy.map(decimalsNeeded).max() ?? 0
    return values.map { text(of: $0, format: "%.\(needed)f") }
  }

  package static func text(of value: Double) -> String {
    texts(of: [value])[0]
  }

  private static func isWhole(_ value: Double) -> Bool { value == value.rounded() }

  private static func decimalsNeeded(_ value: Double) -> Int {
    let digits = formatted(value, "%.\(decimals)f")
    return decimals - min(decimals, digits.reversed().prefix { $0 == "0" }.count)
  }

  private static func text(of value: Double, format: String) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let text = formatted(value, format)
    // A negative number that rounds to nothing is nothing.
    return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
  }

  private static func formatted(_ value: Double, _ format: String) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
