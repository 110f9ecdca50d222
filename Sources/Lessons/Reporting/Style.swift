/// How a text report is dressed.
package struct Style: Hashable, Sendable {
  /// Whether to write escape sequences for colours.
  package var hasColour: Bool
  /// The columns that a line should stay within.
  package var width: Int

  package init(hasColour: Bool = false, width: Int = 80) {
    self.hasColour = hasColour
    self.width = width
  }

  /// The colours that reports use, by what they mean.
  enum Role: String {
    case title = "1"
    case good = "32"
    case bad = "31"
    case mark = "1;31"
    case advice = "36"
    case faint = "2"
    case attention = "33"
  }

  func dress(_ text: String, as role: Role) -> String {
    hasColour && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }
}
