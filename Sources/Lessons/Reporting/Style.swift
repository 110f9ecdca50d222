/// How a text report is dressed.
package struct Style: Hashable, Sendable {
  /// Whether to write escape sequences for colours.
  package var hasColour: Bool
  /// The columns that a line should stay within.
  package var width: Int
  /// What only our own escape sequences contain, and nobody who writes a lesson can guess: by it the terminal tells them from what
  /// stands in foreign text (`Screening`).
  package var seal: String

  package init(hasColour: Bool = false, width: Int = 80, seal: String = "") {
    (self.hasColour, self.width, self.seal) = (hasColour, width, seal)
  }

  /// The colours that reports use, by what they mean.
  package enum Role: String {
    case title = "1"
    case good = "32"
    case bad = "31"
    case mark = "1;31"
    case advice = "36"
    case faint = "2"
    case attention = "33"
  }

  package func dress(_ text: String, as role: Role) -> String {
    guard hasColour, !text.isEmpty else { return text }
    let opening = "\u{1B}[\(seal)\(role.rawValue)m"
    return opening + text + Self.ending(of: opening)
  }

  /// The sequence that ends what another begins.
  package static func ending(of opening: String) -> String {
    (opening.lastIndex(of: Self.sealMark).map { opening[...$0] } ?? "\u{1B}[") + "0m"
  }

  /// Stands before and after the seal's digits; no colour's sequence contains it.
  private static let sealMark: Character = "="

  /// A seal that there has not been before.
  package static func newSeal() -> String { "\(sealMark)\(UInt64.random(in: 0...UInt64.max))\(sealMark)" }
}
