/// Text within XML 1.0 and HTML.
package enum XMLText {
  /// A text between tags or in an attribute's quotes.
  ///
  /// Characters that XML 1.0 forbids, even as references, are left out: control characters but for tab, LF and CR, and U+FFFE and U+FFFF.
  /// CR, and in attributes tab and LF, are written as references, since a reader would make other blanks of them.
  /// - Complexity: O(*n*).
  package static func escaped(_ text: String, inAttribute: Bool = false) -> String {
    guard text.utf8.contains(where: { needsCare($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\r": result.append(contentsOf: "&#13;".unicodeScalars)
      case "\n" where inAttribute: result.append(contentsOf: "&#10;".unicodeScalars)
      case "\t" where inAttribute: result.append(contentsOf: "&#9;".unicodeScalars)
      case "\n", "\t": result.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a byte may be part of something to escape or leave out.
  private static func needsCare(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0xEF || "&<>\"'".utf8.contains(byte)
  }
}
