/// Fields and rows of a CSV file, after RFC 4180.
///
/// A row ends with LF alone: spreadsheets read that as well as CRLF, and `cut`, `awk` and `join` would take a CR for part of the last
/// number.
enum CSVText {
  static func row(_ fields: [String]) -> String { fields.joined(separator: ",") + "\n" }

  /// A text as a field.
  ///
  /// A text that starts with `=`, `+`, `-`, `@`, a tab or a CR gets an apostrophe in front: a spreadsheet would otherwise compute what a
  /// student chose to be called. NUL, at which many readers stop, becomes U+FFFD.
  static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = (isFormula ? "'" : "") + (text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
    let needsQuotes = safe.utf8.contains { ",\"\r\n".utf8.contains($0) } || safe.first == " " || safe.last == " "
    return needsQuotes ? "\"\(doubled(safe))\"" : safe
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
