/// What a key asks for while a lesson is watched.
package enum WatchKey: Hashable, Sendable {
  /// The next exercise that is not passed yet.
  case next
  /// The exercise below the current one, or above it.
  case below
  case above
  case hint
  /// The expected values, or not any more.
  case reveal
  case solution
  /// The starter in place of the answer.
  case reset
  case nextLesson
  /// The lessons, to choose one.
  case list
  case choose
  case all
  /// Runs everything again, unchanged or not.
  case runAgain
  case scrollDown
  case scrollUp
  case suspend
  case quit

  /// Ctrl-Z, the key for a new line and, where the terminal hands it over, Ctrl-C and Ctrl-D.
  private static let controls: [UInt8: WatchKey] = [
    0x1A: .suspend, 0x03: .quit, 0x04: .quit, 0x0A: .choose, 0x0D: .choose,
  ]
  private static let letters: [Character: WatchKey] = [
    "n": .next, "p": .above, "h": .hint, "x": .reveal, "s": .solution, "R": .reset, "N": .nextLesson, "l": .list,
    "a": .all, "r": .runAgain, "q": .quit, "j": .scrollDown, "k": .scrollUp, " ": .scrollDown,
  ]
  private static let arrows: [Character: WatchKey] = ["A": .scrollUp, "B": .scrollDown, "C": .below, "D": .above]

  /// The keys that were pressed, from what a terminal sends for them. Whatever else it sends means nothing.
  package static func all(in bytes: [UInt8]) -> [WatchKey] {
    var keys: [WatchKey] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == 0x1B, let introducer = rest.first, introducer == UInt8(ascii: "[") || introducer == UInt8(ascii: "O") {
        rest.removeFirst()
        // A sequence ends with its first letter or sign; numbers stand before it.
        let parameters = rest.prefix { $0 < 0x40 }
        rest = rest.dropFirst(parameters.count)
        guard let last = rest.popFirst(), parameters.isEmpty else { continue }
        if let key = arrows[Character(Unicode.Scalar(last))] { keys.append(key) }
      } else if let key = controls[byte] ?? letters[Character(Unicode.Scalar(byte))] {
        keys.append(key)
      }
    }
    return keys
  }
}
