/// A number from 0 as authors and teachers give it in headers, options and tables: decimal digits, and behind a point more of them.
///
/// `Double` reads much else, such as `0x10`, `+3`, `.5`, `nan` and digits of no use here; whoever wrote that meant something else.
/// - Parameters:
///   - text: The number and nothing else, no blanks either.
///   - takesExponent: Whether it may end as in `1e-9`, as small numbers are written.
///   - takesSign: Whether it may be less than 0, where that is to be answered otherwise than what is no number.
/// - Returns: `nil` for anything else, and for what is larger than any number.
package func plainDecimal(_ text: some StringProtocol, takesExponent: Bool = false, takesSign: Bool = false) -> Double?
{
  var rest = Array(text.utf8)[...]
  if takesSign { _ = rest.take("-") }
  guard rest.takeDigits() else { return nil }
  if rest.take(".") { guard rest.takeDigits() else { return nil } }
  if takesExponent, rest.take("e") {
    _ = rest.take("-")
    guard rest.takeDigits() else { return nil }
  }
  guard rest.isEmpty, let number = Double(String(text)), number.isFinite else { return nil }
  return number
}

extension ArraySlice<UInt8> {
  fileprivate mutating func take(_ character: Character) -> Bool {
    guard let first, first == character.asciiValue else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeDigits() -> Bool {
    let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    removeFirst(digits.count)
    return !digits.isEmpty
  }
}
