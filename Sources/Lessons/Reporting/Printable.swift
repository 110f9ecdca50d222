/// The text with the characters made visible that could command a terminal or turn round what stands beside them; line ends and tabs
/// stay if they are allowed.
package func printable(_ text: String, keepingLines: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isAllowed = keepingLines && (scalar == "\n" || scalar == "\t")
    if scalar.isCommand && !isAllowed {
      // One by one: appending a collection takes a hundred times as long.
      for part in "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars { result.append(part) }
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// The beginning of a text that is too long for its place.
///
/// Scalars are counted: a single character may have any number of them.
func clipped(_ text: String, to limit: Int = 400) -> String {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}

/// A text of any origin and length as part of a line.
///
/// It is clipped first, so that no time goes into what is not shown.
func inLine(_ text: String, limit: Int = 400) -> String { clipped(printable(clipped(text, to: limit)), to: limit) }

extension Style {
  /// The beginning of a flood of lines, and how many more there are.
  func shortened(_ lines: [String], limit: Int = 60) -> [String] {
    guard lines.count > limit else { return lines }
    let rest = lines.count - limit
    return lines.prefix(limit) + [dress("… and \(rest) more line\(rest == 1 ? "" : "s")", as: .faint)]
  }

  /// What a program printed, as lines to be shown.
  func printedLines(_ text: String, limit: Int = 60) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).trimmingBlankLines()
    let shown = lines.prefix(limit).map { clipped(printable(clipped($0), keepingLines: true)) }
    return shortened(shown + lines.dropFirst(limit), limit: limit)
  }
}

extension Unicode.Scalar {
  /// Whether this is no letter to be seen but an order to whoever shows the text: a control character, a break of lines, or one that
  /// sets the direction of writing.
  fileprivate var isCommand: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}
