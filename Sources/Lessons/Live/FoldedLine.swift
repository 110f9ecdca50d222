import Reporting
import TextTable

/// A line in pieces of at most `width` columns, each after the first as far indented as the line. It is broken between words if there
/// are any near the end, and colours go on in the next piece.
/// - Complexity: O(*n*) in the length of the line.
package func folded(_ line: String, width: Int) -> [String] {
  guard visibleWidth(line) > width else { return [line] }
  let indent = String(repeating: " ", count: min(line.prefix { $0 == " " }.count, width / 2))
  var pieces: [String] = []
  var piece = FoldingPiece(start: "")
  for token in tokens(of: line) {
    if token.hasPrefix("\u{1B}") {
      piece.dress(token)
    } else {
      if piece.width + visibleWidth(token) > width, token != " " || piece.width >= width {
        let rest = piece.breakOff(atLeast: width * 2 / 3)
        pieces.append(piece.closed)
        piece = FoldingPiece(start: indent, colour: piece.colour)
        if token == " " && rest.isEmpty { continue }
        for left in rest { piece.append(left) }
      }
      piece.append(token)
    }
  }
  return pieces + [piece.closed]
}

/// A piece of a line that is being folded.
private struct FoldingPiece {
  private var text: String
  private(set) var width: Int
  private(set) var colour: String
  /// The text and the width at the last blank.
  private var blank: (text: String, width: Int)?
  private var sinceBlank: [String] = []

  init(start: String, colour: String = "") {
    (text, width, self.colour) = (start + colour, start.count, colour)
  }

  mutating func append(_ token: String) {
    if token == " " {
      blank = (text, width)
      sinceBlank = []
    } else {
      sinceBlank.append(token)
    }
    text += token
    width += visibleWidth(token)
  }

  mutating func dress(_ escape: String) {
    text += escape
    colour = escape == Style.ending(of: escape) ? "" : escape
    // A word that changes its colour stays whole where it is.
    blank = nil
  }

  /// Takes off the last word, if the piece stays at least so wide without it.
  mutating func breakOff(atLeast least: Int) -> [String] {
    guard let blank, blank.width >= least else { return [] }
    (text, width) = blank
    return sinceBlank
  }

  var closed: String { colour.isEmpty ? text : text + Style.ending(of: colour) }
}

/// The characters of a line, each sequence that sets a colour as one.
private func tokens(of line: String) -> [String] {
  var tokens: [String] = []
  var rest = line[...]
  while let first = rest.first {
    let end = first == "\u{1B}" ? rest.firstIndex(of: "m") : nil
    let token = rest[...(end ?? rest.startIndex)]
    tokens.append(String(token))
    rest = rest[token.endIndex...]
  }
  return tokens
}
