// The few searches in text that the standard library lacks.

extension StringProtocol {
  /// Where `words` stands in this text.
  /// - Parameters:
  ///   - words: What to look for.
  ///   - fromEnd: Whether to find the last place instead of the first.
  /// - Returns: The place, or `nil` if there is none.
  package func range(of words: String, fromEnd: Bool = false) -> Range<Index>? {
    let ranges = self[...].ranges(of: words)
    return fromEnd ? ranges.last : ranges.first
  }

  /// Whether these very bytes are in this text. That takes a hundredth of the time that a search for its letters does, and finds them
  /// also as a part of other letters.
  package func containsBytes(of words: String) -> Bool {
    let (bytes, sought) = (Array(utf8), Array(words.utf8))
    guard let first = sought.first else { return true }
    return bytes.indices.dropLast(sought.count - 1).contains { start in
      bytes[start] == first && bytes[start..<start + sought.count].elementsEqual(sought)
    }
  }

  /// This text without the blanks and line ends around it.
  package var trimmed: String {
    let isBlank: (Character) -> Bool = \.isWhitespace
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
