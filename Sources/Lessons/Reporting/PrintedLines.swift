import Support

extension Style {
  /// The beginning of a flood of lines, and how many more there are.
  func shortened(_ lines: [String], limit: Int = 60) -> [String] {
    guard lines.count > limit else { return lines }
    let rest = lines.count - limit
    return lines.prefix(limit) + [dress(Words().report.more(rest, "line"), as: .faint)]
  }

  /// What a program printed, as lines to be shown.
  package func printedLines(_ text: String, limit: Int = 60) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).trimmingBlankLines()
    let shown = lines.prefix(limit).map { clipped(printable(clipped($0), keepingLines: true)) }
    return shortened(shown + lines.dropFirst(limit), limit: limit)
  }
}
