/// What TeX's notation is made of.
struct FormulaToken: Hashable {
  enum Kind: Hashable {
    /// Without its backslash: `frac`, or one character that is no letter.
    case command(String)
    case character(Character)
    case opening, closing, up, down, ampersand
    case blank
  }

  var kind: Kind
  /// In bytes of UTF-8.
  var range: Range<Int>

  /// A text's tokens; comments, from `%` to the end of the line, are none.
  static func all(of source: String) -> [FormulaToken] {
    var tokens: [FormulaToken] = []
    var rest = Substring(source)
    var offset = 0
    while let character = rest.popFirst() {
      let start = offset
      offset += character.utf8.count
      let kind: Kind
      switch character {
      case "\\":
        var name = rest.prefix { $0.isASCII && $0.isLetter }
        if name.isEmpty { name = rest.prefix(1) }
        rest.removeFirst(name.count)
        offset += name.utf8.count
        kind = .command(name.first?.isWhitespace == true ? " " : String(name))
      case "%":
        let comment = rest.prefix { !$0.isNewline }
        rest.removeFirst(comment.count)
        offset += comment.utf8.count
        continue
      case "{": kind = .opening
      case "}": kind = .closing
      case "^": kind = .up
      case "_": kind = .down
      case "&": kind = .ampersand
      default: kind = character.isWhitespace ? .blank : .character(character)
      }
      tokens.append(FormulaToken(kind: kind, range: start..<offset))
    }
    return tokens
  }
}
