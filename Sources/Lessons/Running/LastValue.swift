/// Whether a cell's last statement is an expression, of which the value can be shown.
///
/// Judged by the lines' first words and brackets. It says no where it cannot tell; where it says yes and is wrong, the compiler refuses
/// what is made of it, and the cell is compiled as it is.
package func endsInExpression(_ source: String) -> Bool {
  guard let statement = lastStatement(of: source), let first = statement.first else { return false }
  let word = first.trimmed.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
  if first.trimmed.hasPrefix("@") || first.trimmed.hasPrefix("#") || first.trimmed.hasPrefix("}") { return false }
  guard !statementWords.contains(String(word)) else { return false }
  // Of two statements on a line the first was looked at; and an assignment has no value.
  return !statement.contains { $0.contains(";") || $0.contains(/(^|[^=!<>~])=([^=]|$)/) }
}

/// The words that begin what is no expression, or one that shows something by itself.
private let statementWords: Set<String> = [
  "actor", "answer", "break", "case", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
  "fallthrough", "fileprivate", "final", "for", "func", "guard", "if", "import", "indirect", "infix", "internal",
  "lazy", "let",
  "mutating", "open", "operator", "package", "postfix", "precedencegroup", "prefix", "print", "private", "protocol",
  "public",
  "repeat", "return", "show", "static", "struct", "switch", "throw", "typealias", "unowned", "var", "weak", "while",
]

/// The lines of a source's last statement, strings and comments blanked out; `nil` if it cannot be told where it begins.
private func lastStatement(of source: String) -> [String]? {
  let originals = source.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).trimmed }
  let codes = codeOnly(in: source).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard originals.count == codes.count,
    let last = originals.indices.last(where: { !originals[$0].isEmpty && !originals[$0].hasPrefix("//") }),
    !codes[last].trimmed.isEmpty
  else { return nil }
  var start = last
  var depth = 0
  while true {
    depth += codes[start].closedBrackets
    let previous = start > 0 ? codes[start - 1].trimmed : ""
    let goesOn = codes[start].trimmed.first.map { ".?:)]}+-*/%&|<>=,".contains($0) } ?? true
    let isOpen = previous.last.map { ",([{+-*/%&|<>=?:.".contains($0) } ?? false
    guard depth > 0 || goesOn || isOpen else { break }
    guard start > 0 else { return nil }
    start -= 1
  }
  return depth == 0 ? Array(codes[start...last]) : nil
}

extension String {
  /// How many more brackets the line closes than it opens.
  fileprivate var closedBrackets: Int {
    utf8.reduce(0) { depth, byte in
      if ")]}".utf8.contains(byte) { return depth + 1 }
      return "([{".utf8.contains(byte) ? depth - 1 : depth
    }
  }
}
