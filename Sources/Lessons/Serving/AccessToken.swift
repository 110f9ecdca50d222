/// What tells whoever may use a server from everybody else on the machine: 128 bits by chance.
package struct AccessToken: Hashable, Sendable {
  package let text: String

  /// A new one, of the system's own chance.
  package init() {
    var generator = SystemRandomNumberGenerator()
    self.init((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  package init(_ bytes: [UInt8]) {
    text = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Whether a text is this token. How long that takes says nothing of how much of it is right.
  package func matches(_ other: String?) -> Bool {
    guard let other else { return false }
    let (mine, theirs) = (Array(text.utf8), Array(other.utf8))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
