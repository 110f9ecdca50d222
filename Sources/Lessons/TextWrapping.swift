import TextTable

/// The text's words in lines of at most `width` columns; a longer word gets a line of its own.
func wrapped(_ text: some StringProtocol, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" }) {
    if !line.isEmpty && visibleWidth(line) + 1 + visibleWidth(String(word)) > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return line.isEmpty ? lines : lines + [line]
}

extension Array where Element == String {
  /// Without the blank lines at the beginning and the end.
  func trimmingBlankLines() -> [String] {
    let isBlank: (String) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return []
    }
    return Array(self[first...last])
  }
}
