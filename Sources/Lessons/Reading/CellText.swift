extension Cell {
  /// Whether a blank (`___`) is left to be filled in: outside comments and strings, and not part of a longer word.
  package var hasBlank: Bool {
    codeOnly(in: source).split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
      word.count >= 3 && word.allSatisfy { $0 == "_" }
    }
  }

  /// The advice that a typical mistake starts with: its leading `//` lines, as one text.
  package var advice: String {
    source.split(separator: "\n", omittingEmptySubsequences: false).lazy
      .map { String($0).trimmed }
      .drop(while: \.isEmpty)
      .prefix { $0.hasPrefix("//") }
      .map { String($0.drop { $0 == "/" }).trimmed }
      .filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

/// The braces of a cell that have no partner in it.
package struct UnmatchedBraces {
  /// The place of the last brace that is opened and never closed, counted from 1, the column in bytes.
  package private(set) var opening: (line: Int, column: Int)?
  /// The place of the first brace that closes nothing.
  package private(set) var closing: (line: Int, column: Int)?

  package var areAny: Bool { opening != nil || closing != nil }

  package init(in source: String) {
    var open: [(line: Int, column: Int)] = []
    for (row, line) in codeOnly(in: source).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for (offset, byte) in line.utf8.enumerated() {
        if byte == UInt8(ascii: "{") { open.append((row + 1, offset + 1)) }
        if byte == UInt8(ascii: "}"), open.popLast() == nil { closing = closing ?? (row + 1, offset + 1) }
      }
    }
    opening = open.last
  }
}
