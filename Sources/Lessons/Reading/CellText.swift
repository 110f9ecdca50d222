extension Cell {
  /// Whether a blank (`___`) is left to be filled in: outside comments and strings, and not part of a longer word.
  package var hasBlank: Bool {
    codeOnly(source).split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
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
      .joined(separator: " ")
      .trimmed
  }
}

/// The source with its comments and string literals blanked out, every other character at its line and column (in bytes).
///
/// A string's interpolations go with it: nobody is asked to fill in a blank there.
func codeOnly(_ source: String) -> String {
  var result = ""
  var rest = source[...]
  while let character = rest.first {
    let after: Substring
    if rest.hasPrefix("//") {
      after = rest.drop { $0 != "\n" }
    } else if rest.hasPrefix("/*") {
      after = afterBlockComment(rest)
    } else if rest.hasPrefix("\"\"\"") {
      after = afterString(closedBy: "\"\"\"", in: rest.dropFirst(3), spansLines: true)
    } else if character == "\"" {
      after = afterString(closedBy: "\"", in: rest.dropFirst(), spansLines: false)
    } else {
      result.append(character)
      rest = rest.dropFirst()
      continue
    }
    for skipped in rest[..<after.startIndex] {
      result += skipped == "\n" ? "\n" : String(repeating: " ", count: skipped.utf8.count)
    }
    rest = after
  }
  return result
}

/// What follows a block comment, which may hold others.
private func afterBlockComment(_ text: Substring) -> Substring {
  var rest = text
  var depth = 0
  while !rest.isEmpty {
    if rest.hasPrefix("/*") {
      depth += 1
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("*/") {
      depth -= 1
      rest = rest.dropFirst(2)
      if depth == 0 { return rest }
    } else {
      rest = rest.dropFirst()
    }
  }
  return rest
}

private func afterString(closedBy quote: String, in text: Substring, spansLines: Bool) -> Substring {
  var rest = text
  while let character = rest.first {
    if rest.hasPrefix(quote) { return rest.dropFirst(quote.count) }
    if character == "\n" && !spansLines { return rest }
    rest = rest.dropFirst(character == "\\" ? 2 : 1)
  }
  return rest
}

/// The braces of a cell that have no partner in it.
struct UnmatchedBraces {
  /// The place of the last brace that is opened and never closed, counted from 1, the column in bytes.
  private(set) var opening: (line: Int, column: Int)?
  /// The place of the first brace that closes nothing.
  private(set) var closing: (line: Int, column: Int)?

  init(in source: String) {
    var open: [(line: Int, column: Int)] = []
    for (row, line) in codeOnly(source).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for (offset, byte) in line.utf8.enumerated() {
        if byte == UInt8(ascii: "{") { open.append((row + 1, offset + 1)) }
        if byte == UInt8(ascii: "}"), open.popLast() == nil { closing = closing ?? (row + 1, offset + 1) }
      }
    }
    opening = open.last
  }
}
