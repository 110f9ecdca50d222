extension Cell {
  /// Whether a blank (`___`) is left to be filled in: outside comments and strings, and not part of a longer word.
  package var hasBlank: Bool {
    code(of: source).split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
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

/// The source with its comments and string literals replaced by blanks.
///
/// A string's interpolations go with it: nobody is asked to fill in a blank there.
private func code(of source: String) -> String {
  var result = ""
  var rest = source[...]
  while let character = rest.first {
    if rest.hasPrefix("//") {
      rest = rest.drop { $0 != "\n" }
    } else if rest.hasPrefix("/*") {
      rest = afterBlockComment(rest)
    } else if rest.hasPrefix("\"\"\"") {
      rest = after(closing: "\"\"\"", in: rest.dropFirst(3), acrossLines: true)
    } else if character == "\"" {
      rest = after(closing: "\"", in: rest.dropFirst(), acrossLines: false)
    } else {
      result.append(character)
      rest = rest.dropFirst()
      continue
    }
    result.append(" ")
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

private func after(closing quote: String, in text: Substring, acrossLines: Bool) -> Substring {
  var rest = text
  while let character = rest.first {
    if rest.hasPrefix(quote) { return rest.dropFirst(quote.count) }
    if character == "\n" && !acrossLines { return rest }
    rest = rest.dropFirst(character == "\\" ? 2 : 1)
  }
  return rest
}
