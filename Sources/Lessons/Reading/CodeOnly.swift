/// The source with its comments and string literals blanked out, every other character at its line and column (in bytes).
///
/// A string's interpolations go with it: nobody is asked to fill in a blank there.
/// - Complexity: O(*n*), however deeply comments and interpolations are nested.
func codeOnly(in source: String) -> String {
  var scanner = CodeScanner(bytes: Array(source.utf8))
  scanner.scan()
  return String(decoding: scanner.result, as: UTF8.self)
}

/// Whether a comment or a string of several lines is still open at the source's end.
/// - Complexity: O(*n*).
func endsOpen(_ source: String) -> Bool {
  var scanner = CodeScanner(bytes: Array(source.utf8))
  scanner.scan()
  return scanner.isOpen
}

/// Walks over Swift source and knows whether it stands in code, a comment or a string.
private struct CodeScanner {
  /// What is open around the current place; nothing means code.
  private enum Context {
    /// `/* … */`, which may hold others.
    case comment
    /// A string literal with as many `#` before its quotes, one or three.
    case string(pounds: Int, quotes: Int)
    /// The `\( … )` of a string, with the parentheses still open in it.
    case interpolation(openParentheses: Int)
  }

  let bytes: [UInt8]
  private(set) var result: [UInt8] = []
  private var position = 0
  private var contexts: [Context] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    result.reserveCapacity(bytes.count)
  }

  var isOpen: Bool { !contexts.isEmpty }

  mutating func scan() {
    while position < bytes.count {
      switch contexts.last {
      case .comment: scanComment()
      case .string(let pounds, let quotes): scanString(pounds: pounds, quotes: quotes)
      case .interpolation(let depth): scanCode(openParentheses: depth)
      case nil: scanCode(openParentheses: nil)
      }
    }
  }

  // MARK: - One step in each context

  private mutating func scanCode(openParentheses: Int?) {
    if follows("//") {
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank(1) }
    } else if follows("/*") {
      contexts.append(.comment)
      blank(2)
    } else if let string = openedString() {
      contexts.append(.string(pounds: string.pounds, quotes: string.quotes))
      blank(string.pounds + string.quotes)
    } else if follows("#") {
      // All at once: looking for a string behind each of them again would take quadratic time.
      repeat { pass(isCode: openParentheses == nil) } while follows("#")
    } else {
      if let depth = openParentheses, follows("(") {
        contexts[contexts.count - 1] = .interpolation(openParentheses: depth + 1)
      } else if let depth = openParentheses, follows(")") {
        closeParenthesis(depth)
      }
      pass(isCode: openParentheses == nil)
    }
  }

  private mutating func closeParenthesis(_ depth: Int) {
    if depth > 0 {
      contexts[contexts.count - 1] = .interpolation(openParentheses: depth - 1)
    } else {
      contexts.removeLast()
    }
  }

  private mutating func scanComment() {
    if follows("/*") {
      contexts.append(.comment)
      blank(2)
    } else if follows("*/") {
      contexts.removeLast()
      blank(2)
    } else {
      blank(1)
    }
  }

  private mutating func scanString(pounds: Int, quotes: Int) {
    if follows("\"", times: quotes), follows("#", times: pounds, from: position + quotes) {
      contexts.removeLast()
      blank(quotes + pounds)
    } else if follows("\n"), quotes == 1 {
      // An unclosed string ends with its line, and what it was an interpolation of.
      contexts.removeAll()
    } else if follows("\\"), follows("#", times: pounds, from: position + 1) {
      let escaped = position + 1 + pounds
      if escaped < bytes.count, bytes[escaped] == UInt8(ascii: "(") {
        contexts.append(.interpolation(openParentheses: 0))
      }
      blank(1 + pounds)
      // A backslash does not carry a one-line string over the end of its line.
      if quotes == 3 || !follows("\n") { blank(1) }
    } else {
      blank(1)
    }
  }

  // MARK: - Looking ahead and going on

  /// A string literal that begins here.
  private func openedString() -> (pounds: Int, quotes: Int)? {
    var pounds = 0
    while follows("#", times: 1, from: position + pounds) { pounds += 1 }
    guard follows("\"", times: 1, from: position + pounds) else { return nil }
    return (pounds, follows("\"", times: 3, from: position + pounds) ? 3 : 1)
  }

  private func follows(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private func follows(_ character: Unicode.Scalar, times: Int, from start: Int? = nil) -> Bool {
    let start = start ?? position
    guard start + times <= bytes.count else { return false }
    return bytes[start..<start + times].allSatisfy { $0 == UInt8(ascii: character) }
  }

  private mutating func pass(isCode: Bool) {
    guard isCode else { return blank(1) }
    result.append(bytes[position])
    position += 1
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<min(count, bytes.count - position) {
      result.append(bytes[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      position += 1
    }
  }
}
