import LessonSyntax
import Running

/// What is left of an answer without comments and spacing, and with its own names replaced by numbers: in the order in which each first
/// occurs. Other names stay, since what an answer calls is what it does.
///
/// Made of the tokens that the compiler's own parser finds.
package struct AnswerShape: Hashable, Sendable {
  package let digest: ContentHash
  /// How many tokens there are.
  package let length: Int
  /// How many tokens were looked at, also again.
  package let steps: Int

  package static func == (left: Self, right: Self) -> Bool { left.digest == right.digest }
  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// - Parameters:
  ///   - source: The answer.
  ///   - tokens: Its tokens, comments among them, in the order of the text.
  /// - Complexity: O(*n*) in the number of tokens.
  package init(_ source: String, tokens: [SwiftToken]) {
    let bytes = Array(source.utf8)
    let words = tokens.filter { $0.kind != .comment && $0.range.upperBound <= bytes.count }.map {
      Word(kind: $0.kind, text: String(decoding: bytes[$0.range], as: UTF8.self))
    }
    let own = OwnNames(in: words)
    var numbers: [String: Int] = [:]
    var parts: [String] = []
    for (index, word) in words.enumerated() {
      let isMember = index > 0 && words[index - 1].text == "."
      let name = word.name
      guard word.kind == .identifier || word.kind == .type, own.names.contains(name), !isMember else {
        parts.append("\(word.kind.rawValue) \(word.text)")
        continue
      }
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      parts.append("\u{1}\(number)")
    }
    digest = ContentHash(of: parts.joined(separator: "\0").utf8)
    (length, steps) = (words.count, words.count + own.steps)
  }

  struct Word {
    var kind: SwiftToken.Kind
    var text: String
    /// Without backticks.
    var name: String { text.hasPrefix("`") && text.count > 2 ? String(text.dropFirst().dropLast()) : text }
  }
}
