import TextTable

/// The text's words in lines of at most `width` columns; a longer word gets a line of its own. Scripts that write no blanks between
/// words break where they may.
package func wrapped(_ text: some StringProtocol, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var columns = 0
  /// - Parameter isWord: Whether a blank stands before this part.
  func append(_ part: String, isWord: Bool, isHyphenated: Bool) {
    let gap = isWord && !line.isEmpty ? 1 : 0
    let partColumns = visibleWidth(part)
    if !line.isEmpty, columns + gap + partColumns + (isHyphenated ? 1 : 0) > width {
      lines.append(line)
      (line, columns) = (part, partColumns)
    } else {
      line += (gap > 0 ? " " : "") + part
      columns += gap + partColumns
    }
  }
  for word in text.split(whereSeparator: \.isBreakingBlank) {
    let breaks = WordBreaks(Substring(word), width: width)
    for (index, part) in breaks.parts.enumerated() {
      if index > 0, breaks.hyphens.contains(index), columns + visibleWidth(part) > width {
        line += "-"
        columns += 1
      }
      append(part, isWord: index == 0, isHyphenated: breaks.hyphens.contains(index + 1))
    }
  }
  return line.isEmpty ? lines : lines + [line]
}

extension Character {
  /// Whether a line may end here, and the blank then is not to be seen. Other spaces of Unicode keep what stands beside them together,
  /// or have a width that means something.
  fileprivate var isBreakingBlank: Bool {
    switch self {
    case " ", "\t", "\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}

extension Array where Element == String {
  /// Without the blank lines at the beginning and the end.
  package func trimmingBlankLines() -> [String] {
    let isBlank: (String) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return []
    }
    return Array(self[first...last])
  }
}
