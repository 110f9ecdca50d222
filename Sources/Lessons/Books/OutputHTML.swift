import Grading
import Reporting
import Running
import Support

/// What a cell printed, and what it has shown as a picture of it.
package enum OutputHTML {
  private static let words = Words().page

  /// - Parameters:
  ///   - parts: What was printed.
  ///   - limit: How many lines of text are shown of each piece; `nil` for all.
  /// - Returns: A group, or nothing if nothing was printed.
  package static func html(_ parts: [PrintedPart], atMost limit: Int? = nil) -> String {
    guard parts.contains(where: { $0.value.map(ShownHTML.isDrawn) ?? false }) else {
      let text = self.text(parts.text, limit)
      return text.isEmpty ? "" : group("<pre><samp>\(text)</samp></pre>")
    }
    var pieces: [String] = []
    // What stands between two pictures is one text, however many pieces it came in.
    var plain = ""
    func end() {
      let text = self.text(plain, limit)
      if !text.isEmpty { pieces.append("<pre><samp>\(text)</samp></pre>\n") }
      plain = ""
    }
    for part in parts {
      if let value = part.value, ShownHTML.isDrawn(value) {
        end()
        pieces.append(ShownHTML.html(value))
      } else {
        plain += part.text
      }
    }
    end()
    return group("\n" + pieces.joined())
  }

  /// Text that was printed and is no value.
  static func html(_ printed: String) -> String {
    let text = self.text(printed, nil)
    return text.isEmpty ? "" : group("<pre><samp>\(text)</samp></pre>")
  }

  private static func text(_ printed: String, _ limit: Int?) -> String {
    guard let limit else { return HTML.text(String(OutputText(printed).text.dropLast())) }
    return HTML.text(Style().printedLines(printed, limit: limit).joined(separator: "\n"))
  }

  private static func group(_ content: String) -> String {
    "<div class=\"output\" role=\"group\" aria-label=\"\(words.output)\">\(content)</div>\n"
  }
}
