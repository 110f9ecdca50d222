/// The text with the characters made visible that could command a terminal or turn round what stands beside them; line ends and tabs
/// stay if they are allowed.
/// - Complexity: O(*n*).
package func printable(_ text: String, keepingLines: Bool = false) -> String {
  Screening(keepsLines: keepingLines, seal: nil).screened(text)
}

/// The beginning of a text that is too long for its place.
///
/// Scalars are counted: a single character may have any number of them.
package func clipped(_ text: String, to limit: Int = 400) -> String {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}

/// A text of any origin and length as part of a line.
///
/// It is clipped first, so that no time goes into what is not shown.
package func inLine(_ text: String, limit: Int = 400) -> String {
  clipped(printable(clipped(text, to: limit)), to: limit)
}
