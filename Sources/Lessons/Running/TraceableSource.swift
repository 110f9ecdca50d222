/// A cell's source with statements added that make a playground's instrumentation report what it does not by itself: what a loop's
/// variables are, what a condition or a pattern binds, and what an array or tensor has become by a change of one element.
///
/// They stand at the ends of lines, so that everything else keeps its line and column.
package struct TraceableSource: Sendable {
  package let text: String
  /// The lines of the text, and how many bytes of each are the cell's own code.
  private let lines: [(text: String, ownLength: Int)]

  /// - Complexity: O(*n*).
  package init(_ source: String) {
    let originals = source.split(separator: "\n", omittingEmptySubsequences: false)
    let codes = codeOnly(in: source).split(separator: "\n", omittingEmptySubsequences: false)
    lines = originals.indices.map { index in
      let code = codes.indices.contains(index) ? codes[index] : ""
      let next = codes.dropFirst(index + 1).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
      return Self.line(String(originals[index]), code: String(code), next: String(next))
    }
    text = lines.map(\.text).joined(separator: "\n")
  }

  /// The name of the variable that an added statement reports.
  /// - Parameters:
  ///   - line: From 1.
  ///   - column: In bytes, from 1.
  /// - Returns: `nil` for a place in the cell's own code.
  package func nameAdded(atLine line: Int, column: Int) -> String? {
    guard lines.indices.contains(line - 1), column > lines[line - 1].ownLength else { return nil }
    let rest = String(decoding: lines[line - 1].text.utf8.dropFirst(column - 1), as: UTF8.self)
    let name = rest.prefix(while: Self.isPartOfName)
    return name.isEmpty ? nil : String(name)
  }

  private static func line(_ original: String, code: String, next: String) -> (text: String, ownLength: Int) {
    var own = Substring(original)
    // A comment at the line's end makes room.
    let codeLength = code.utf8.count - code.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    let rest = original.utf8.dropFirst(codeLength).drop { $0 == UInt8(ascii: " ") }
    if rest.starts(with: "//".utf8) { own = original[..<rest.startIndex] }
    let whole = String(own)
    let bare = whole.trimmedAtEnd
    guard bare.utf8.count == codeLength else { return (original, original.utf8.count) }
    let names = loopVariables(in: code) + conditionVariables(in: code)
    if !names.isEmpty { return (bare + " " + names.joined(separator: "; "), bare.utf8.count) }
    let others =
      next.continuesStatement ? [] : boundVariables(in: code) + [changedVariable(in: code)].compactMap(\.self)
    if others.isEmpty { return (original, original.utf8.count) }
    return (([bare] + others).joined(separator: "; "), bare.utf8.count)
  }

  /// The variables of `for x in … {` and `for (x, y) in … {`, where the line ends with the brace.
  private static func loopVariables(in code: String) -> [String] {
    guard let match = code.firstMatch(of: /^\s*for\s+(\w+|\([\w\s,]+\))\s+in\s.*\{\s*$/) else { return [] }
    return match.1.split { !isPartOfName($0) }.map(String.init).filter { $0 != "_" }
  }

  /// What `if let x = … {` and `while case (let x, let y) = … {` bind, where the line ends with the brace.
  private static func conditionVariables(in code: String) -> [String] {
    guard let match = code.firstMatch(of: /^\s*(?:\}\s*else\s+)?(?:if|while)\s(.*)\{\s*$/) else { return [] }
    return names(declaredIn: match.1)
  }

  /// What `let (x, y) = …` and `guard let x = … else { … }` bind, in a statement of one line.
  private static func boundVariables(in code: String) -> [String] {
    if let match = code.firstMatch(of: /^\s*guard\s(.*)\selse\s*\{[^{}]*\}\s*$/) { return names(declaredIn: match.1) }
    guard let match = code.firstMatch(of: /^\s*(?:let|var)\s*\(([\w\s,]+)\)\s*=\s[^{}]*[\w\])]\s*$/),
      code.hasBalancedBrackets
    else { return [] }
    return match.1.split { !isPartOfName($0) }.map(String.init).filter { $0 != "_" }
  }

  private static func names(declaredIn code: Substring) -> [String] {
    code.matches(of: /\b(?:let|var)\s+(\w+)/).map { String($0.1) }.filter { $0 != "_" }
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// The variable of which `x[…] = …` changes an element, or `x.part += …` a part, in a statement of one line.
  private static func changedVariable(in code: String) -> String? {
    let change = /^\s*([a-zA-Z_]\w*)(?:\[[^=]*\]\s*[-+*\/]?|\.[\w.]+\s*[-+*\/])=\s[^{}]*[\w\])]\s*$/
    guard let match = code.firstMatch(of: change), match.1 != "self" else { return nil }
    return code.hasBalancedBrackets ? String(match.1) : nil
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Whether a line goes on with the statement above it.
  fileprivate var continuesStatement: Bool {
    guard let first = first(where: { !$0.isWhitespace }) else { return false }
    return ".+-*/?:&|<>=%,)]".contains(first)
  }

  fileprivate var hasBalancedBrackets: Bool {
    var depth = 0
    for byte in utf8 {
      if "([".utf8.contains(byte) { depth += 1 }
      if ")]".utf8.contains(byte) { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
