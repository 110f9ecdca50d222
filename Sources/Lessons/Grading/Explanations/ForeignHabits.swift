import LessonSyntax

/// What a learner has brought along from another language, seen in the tokens of a cell.
///
/// Each rule speaks only where Swift gives the same tokens no meaning, or another one for certain.
package struct ForeignHabits: Sendable {
  package struct Found: Hashable, Sendable {
    package var explanation: Explanation
    /// In the cell's code.
    package var place: SwiftFacts.Place
  }

  struct Token {
    var kind: SwiftToken.Kind
    var text: String
    var range: Range<Int>
    var place: SwiftFacts.Place
  }

  let tokens: [Token]

  /// - Parameters:
  ///   - source: A cell's code.
  ///   - tokens: What the parser makes of it.
  package init(_ source: String, _ tokens: [SwiftToken]) {
    let (bytes, lines) = (Array(source.utf8), LineTable(source))
    self.tokens = tokens.map { token in
      let text = String(decoding: bytes[token.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
      // What a text says is no code.
      let isText = token.kind == .string && text != "\""
      return Token(
        kind: token.kind, text: isText ? "" : text, range: token.range, place: lines.place(of: token.range.lowerBound))
    }
    foreignSigns = Self.foreignSigns(in: bytes, tokens, lines)
  }

  /// Signs that only look like Swift's; in the order of the code.
  private let foreignSigns: [Found]

  /// All that is found, in the order of the lines.
  /// - Complexity: O(*n* · *m*) for *n* tokens and *m* of them in the longest line.
  package var all: [Found] {
    let byRule = tokens.indices.compactMap { index in
      Self.rules.lazy.compactMap { $0(self, index) }.first
        .map { Found(explanation: $0, place: tokens[index].place) }
    }
    // A strange sign explains what its line seems to be: it goes first.
    let found = foreignSigns + byRule
    return found.enumerated().sorted { ($0.element.place.line, $0.offset) < ($1.element.place.line, $1.offset) }
      .map(\.element)
  }

  /// What goes through the compiler, and means something else than its author believes.
  package var unnoticed: [Found] { all.filter { $0.explanation.isUnnoticed } }
}

// MARK: - Tokens

extension ForeignHabits {
  func token(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

  /// The token before, or behind, if it stands in the same line.
  func neighbour(_ index: Int, _ step: Int) -> Token? {
    token(index + step).flatMap { $0.place.line == tokens[index].place.line ? $0 : nil }
  }

  func isFirstInLine(_ index: Int) -> Bool { neighbour(index, -1) == nil }

  /// Whether no blank stands before a token.
  func isGlued(_ index: Int) -> Bool {
    token(index - 1).map { $0.range.upperBound == tokens[index].range.lowerBound } ?? false
  }

  /// The tokens of the line in which one stands.
  func line(of index: Int) -> ArraySlice<Token> {
    let number = tokens[index].place.line
    let start = tokens[..<index].lastIndex { $0.place.line != number }.map { $0 + 1 } ?? 0
    let end = tokens[index...].firstIndex { $0.place.line != number } ?? tokens.count
    return tokens[start..<end]
  }

  /// The innermost bracket that is open before a token.
  func openBracket(before index: Int) -> Int? {
    var depth = 0
    for other in tokens[..<index].indices.reversed() {
      switch tokens[other].text {
      case ")", "]", "}": depth += 1
      case "(", "[", "{":
        if depth == 0 { return other }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  /// Where a bracket closes, and the commas between that belong to no bracket within.
  func inside(bracketAt index: Int) -> (end: Int, commas: [Int])? {
    var depth = 0
    var commas: [Int] = []
    for other in tokens[index...].indices {
      switch tokens[other].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return (other, commas) }
      case "," where depth == 1: commas.append(other)
      default: break
      }
    }
    return nil
  }

  /// Whether a name is declared as a list of lists, as a parameter or with its type.
  func isListOfLists(_ name: String) -> Bool {
    tokens.indices.contains { index in
      tokens[index].text == name && [":", "="].contains(token(index + 1)?.text) && token(index + 2)?.text == "["
        && token(index + 3)?.text == "["
    }
  }

  /// Whether a whole number stands beside a sign whose other side is known to be a whole number.
  func isAmongInts(_ index: Int) -> Bool {
    line(of: index).contains { $0.kind == .identifier && isInt($0.text) }
      && !line(of: index).contains { $0.kind == .number && $0.text.contains(".") || $0.text == "Double" }
  }

  /// Whether a name is declared as a whole number, as a parameter or with its type.
  func isInt(_ name: String) -> Bool {
    tokens.indices.contains { index in
      tokens[index].text == name && token(index + 1)?.text == ":" && token(index + 2)?.text == "Int"
        && token(index + 3)?.text != "."
    }
  }
}

extension ForeignHabits.Token {
  /// Whether a value ends with the token.
  var endsValue: Bool {
    kind == .identifier || kind == .number || kind == .string && text == "\"" || text == ")" || text == "]"
      || text == "true" || text == "false"
  }

  /// Whether a value begins with the token.
  var beginsValue: Bool { kind == .identifier || kind == .number || text == "(" || text == "[" || text == "\"" }
}

// MARK: - Signs

extension ForeignHabits {
  /// Each where it stands, with all in its line that mean the same: the compiler speaks of one of two quotes.
  private static func foreignSigns(in bytes: [UInt8], _ tokens: [SwiftToken], _ lines: LineTable) -> [Found] {
    let scalars = foreignScalars(in: bytes, tokens, lines)
    return scalars.map { one in
      var signs: [Explanation.ForeignSign] = []
      for other in scalars where other.place.line == one.place.line && other.meant == one.meant {
        if !signs.contains(other.sign) { signs.append(other.sign) }
      }
      return Found(explanation: .foreignSigns(signs, meant: one.meant), place: one.place)
    }
  }

  private static func foreignScalars(
    in bytes: [UInt8], _ tokens: [SwiftToken], _ lines: LineTable
  ) -> [(sign: Explanation.ForeignSign, meant: String, place: SwiftFacts.Place)] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return [] }
    var isText = [Bool](repeating: false, count: bytes.count)
    for token in tokens where token.kind == .comment || token.kind == .string {
      for offset in token.range.clamped(to: 0..<bytes.count) { isText[offset] = true }
    }
    var found: [(sign: Explanation.ForeignSign, meant: String, place: SwiftFacts.Place)] = []
    var offset = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { offset += UTF8.width(scalar) }
      guard !scalar.isASCII, offset < isText.count, !isText[offset], let meant = meaning(of: scalar) else { continue }
      let name = scalar.properties.name ?? scalar.properties.nameAlias ?? ""
      found.append((Explanation.ForeignSign(code: codePoint(of: scalar), name: name), meant, lines.place(of: offset)))
    }
    return found
  }

  private static func codePoint(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// What belongs in the place of a sign of another keyboard; empty for one that nobody sees.
  private static func meaning(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{2212}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{FE63}", "\u{FF0D}": "-"
    case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}", "\u{2033}": "\""
    case "\u{2215}", "\u{2044}": "/"
    case "\u{2217}", "\u{22C5}": "*"
    case "\u{2236}": ":"
    case "\u{37E}": ";"
    case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    default:
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator: " "
      case .format, .control: ""
      default: nil
      }
    }
  }
}
