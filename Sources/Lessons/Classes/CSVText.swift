/// Fields and rows of a CSV file, after RFC 4180.
///
/// A row ends with LF alone: spreadsheets read that as well as CRLF, and `cut`, `awk` and `join` would take a CR for part of the last
/// number.
enum CSVText {
  static func row(_ fields: [String]) -> String { fields.joined(separator: ",") + "\n" }

  /// A text as a field.
  ///
  /// A text that a spreadsheet would compute, since a student chose to be called so, gets an apostrophe in front. NUL, at which many
  /// readers stop, becomes U+FFFD.
  static func field(_ text: String) -> String {
    let safe = unformulaic(text)
    let needsQuotes = safe.utf8.contains { ",\"\r\n".utf8.contains($0) } || safe.first == " " || safe.last == " "
    return needsQuotes ? "\"\(doubled(safe))\"" : safe
  }

  /// A text that no spreadsheet computes.
  static func unformulaic(_ text: String) -> String {
    (isFormula(text) ? "'" : "") + (text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
  }

  /// A text as a field for the very program that it came from, which must find it again as it was.
  static func plainField(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { ",\"\r\n;\t".utf8.contains($0) } || text.first == " " || text.last == " "
    return needsQuotes ? "\"\(doubled(text))\"" : text
  }

  /// A number, login or address by which a platform finds a student, letter by letter: left as it is where nothing could come of it in a
  /// spreadsheet but a sum.
  static func identityField(_ text: String) -> String {
    let isHarmless = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789.@_+- ".unicodeScalars.contains(scalar))
    }
    return isHarmless ? plainField(text) : field(text)
  }

  /// Whether a spreadsheet may take a text for a formula: it begins with a sign for that, also a full-width one, if one leaves out what
  /// many readers leave out before it: blanks of all kinds, control characters and what is not seen, such as a byte-order mark.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { !isPassedOver($0) }
    // Tabs and line ends alone move what follows to another cell in some programs.
    return first.map { signs.contains($0) } ?? false || text.unicodeScalars.first.map { breaks.contains($0) } ?? false
  }

  private static let signs = Set("=+-@＝＋－＠﹦﹢﹣﹫−".unicodeScalars)
  private static let breaks = Set("\t\r\n\u{B}\u{C}\u{85}\u{2028}\u{2029}".unicodeScalars)

  private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Scalar by scalar: to Swift, a quote with an accent on it is another character.
  private static func doubled(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    return String(result)
  }
}
