import Support

/// Text and elements of a page, which is HTML and well-formed XML at once.
enum HTML {
  /// A text between tags: control characters made visible, all else as it is, whatever it says.
  static func text(_ text: String) -> String { XMLText.escaped(printable(text, keepingLines: true)) }

  /// A text between an attribute's quotation marks.
  static func attribute(_ text: String) -> String {
    XMLText.escaped(printable(text, keepingLines: true), inAttribute: true)
  }

  /// An element; attributes without a value are left out.
  static func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: String = "")
    -> String
  {
    let opening = attributes.compactMap { name, value in value.map { " \(name)=\"\(attribute($0))\"" } }.joined()
    if content.isEmpty, emptyElements.contains(name) { return "<\(name)\(opening) />" }
    return "<\(name)\(opening)>\(content)</\(name)>"
  }

  private static let emptyElements: Set = ["meta", "link", "br", "hr", "img", "input"]

  /// A text in which what is written in Korean says so: readers aloud and fonts go by that.
  static func prose(_ text: String, language: String) -> String {
    guard !language.hasPrefix("ko"), text.unicodeScalars.contains(where: isHangul) else { return self.text(text) }
    var result = ""
    var run = String.UnicodeScalarView()
    var isKorean = false
    func ended() -> String {
      guard isKorean, let last = run.lastIndex(where: isHangul) else { return self.text(String(run)) }
      let behind = self.text(String(run[run.index(after: last)...]))
      return "<span lang=\"ko\">\(self.text(String(run[...last])))</span>\(behind)"
    }
    for scalar in text.unicodeScalars {
      let belongs = isHangul(scalar)
      // Blanks, digits and signs belong to whatever they stand in.
      let isNeutral = !scalar.properties.isAlphabetic && scalar != "(" && scalar != ")"
      if belongs != isKorean, !(isNeutral && isKorean) {
        result += ended()
        run = String.UnicodeScalarView()
        isKorean = belongs
      }
      run.append(scalar)
    }
    return result + ended()
  }

  private static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true
    default: false
    }
  }
}
