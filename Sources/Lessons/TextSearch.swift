// The few searches in text that the standard library lacks.

extension StringProtocol {
  /// Where `words` stands in this text.
  /// - Parameters:
  ///   - words: What to look for.
  ///   - fromEnd: Whether to find the last place instead of the first.
  /// - Returns: The place, or `nil` if there is none.
  func range(of words: String, fromEnd: Bool = false) -> Range<Index>? {
    let ranges = self[...].ranges(of: words)
    return fromEnd ? ranges.last : ranges.first
  }

  /// This text without the blanks and line ends around it.
  var trimmed: String {
    let isBlank: (Character) -> Bool = \.isWhitespace
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
