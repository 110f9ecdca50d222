extension String {
  /// The lines, each with what ends it: `\n`, `\r\n` or `\r`. The last one may have nothing.
  /// - Complexity: O(*n*).
  package var endedLines: [Substring] {
    var lines: [Substring] = []
    var start = utf8.startIndex
    while start < utf8.endIndex {
      var end = utf8[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? utf8.endIndex
      if end < utf8.endIndex {
        let isReturn = utf8[end] == 0x0D
        utf8.formIndex(after: &end)
        if isReturn, end < utf8.endIndex, utf8[end] == 0x0A { utf8.formIndex(after: &end) }
      }
      lines.append(self[start..<end])
      start = end
    }
    return lines
  }

  /// What ends the first line, and so most likely all.
  package var lineEnd: String {
    guard let end = utf8.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    return utf8[end...].starts(with: "\r\n".utf8) ? "\r\n" : utf8[end] == 0x0D ? "\r" : "\n"
  }
}

extension Substring {
  /// What ends this line, `nil` if nothing does.
  package var lineEnd: String? { ["\r\n", "\n", "\r"].first { utf8.reversed().starts(with: $0.utf8.reversed()) } }
}
