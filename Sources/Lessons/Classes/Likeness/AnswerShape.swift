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

  /// - Parameters:
  ///   - source: The answer.
  ///   - tokens: Its tokens, comments among them, in the order of the text.
  /// - Complexity: O(*n*) in the number of tokens.
  package init(_ source: String, tokens: [SwiftToken]) {
    let bytes = Array(source.utf8)
    let words = tokens.filter { $0.kind != .comment && $0.range.upperBound <= bytes.count }.map {
      Word(kind: $0.kind, text: String(decoding: bytes[$0.range], as: UTF8.self))
    }
    let own = OwnNames(in: words).names
    var numbers: [String: Int] = [:]
    var parts: [String] = []
    for (index, word) in words.enumerated() {
      let isMember = index > 0 && words[index - 1].text == "."
      let name = word.name
      guard word.kind == .identifier || word.kind == .type, own.contains(name), !isMember else {
        parts.append("\(word.kind.rawValue) \(word.text)")
        continue
      }
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      parts.append("\u{1}\(number)")
    }
    digest = ContentHash(of: parts.joined(separator: "\0").utf8)
    length = words.count
  }

  struct Word {
    var kind: SwiftToken.Kind
    var text: String
    /// Without backticks.
    var name: String { text.hasPrefix("`") && text.count > 2 ? String(text.dropFirst().dropLast()) : text }
  }
}

/// The names that an answer declares itself: of variables, functions, types, loops, parameters.
private struct OwnNames {
  private static let introducers: Set = [
    "let", "var", "func", "struct", "class", "enum", "actor", "case", "for", "typealias", "associatedtype",
  ]

  private(set) var names: Set<String> = []

  init(in words: [AnswerShape.Word]) {
    for (index, word) in words.enumerated() where word.kind == .keyword {
      if Self.introducers.contains(word.text) { addBound(behind: index, in: words) }
      if word.text == "func" || word.text == "init" { addParameters(behind: index, in: words) }
      if word.text == "in" { addClosureParameters(before: index, in: words) }
    }
  }

  /// The name behind `let`, or those in parentheses.
  private mutating func addBound(behind index: Int, in words: [AnswerShape.Word]) {
    var place = index + 1
    guard words.indices.contains(place) else { return }
    if words[place].text == "(" {
      while place < words.count, words[place].text != ")" {
        if words[place].kind == .identifier { names.insert(words[place].name) }
        place += 1
      }
    } else if words[place].kind == .identifier || words[place].kind == .type {
      names.insert(words[place].name)
    }
  }

  /// The identifiers before the colons of a signature.
  private mutating func addParameters(behind index: Int, in words: [AnswerShape.Word]) {
    guard let open = words[index...].firstIndex(where: { $0.text == "(" }) else { return }
    var depth = 0
    for place in open..<words.count {
      switch words[place].text {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth == 0 { return }
      case ":" where depth == 1 && words[place - 1].kind == .identifier: names.insert(words[place - 1].name)
      default: break
      }
    }
  }

  /// What stands between a closure's brace and its `in`.
  private mutating func addClosureParameters(before index: Int, in words: [AnswerShape.Word]) {
    var found: [String] = []
    var place = index - 1
    while place >= 0 {
      let word = words[place]
      if word.text == "{" { return names.formUnion(found) }
      if word.kind == .identifier { found.append(word.name) }
      guard
        word.kind == .identifier || word.kind == .type || [",", "(", ")", ":", "[", "]", "->", "_"].contains(word.text)
      else { return }
      place -= 1
    }
  }
}
