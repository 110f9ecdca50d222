import Support

/// The code that a message speaks of.
package struct CodeAround: Sendable {
  /// The line, as the learner wrote it.
  var line = ""
  /// Where in the line, in bytes from 1.
  var column = 1
  /// The cell, and the code above it that a learner reads.
  private var sources: [String]

  package init(line: String = "", column: Int = 1, sources: [String] = []) {
    (self.line, self.column, self.sources) = (line, column, sources)
  }

  /// The line from the place on.
  var rest: Substring {
    let bytes = line.utf8.dropFirst(max(0, column - 1))
    return Substring(bytes)
  }

  /// The word that begins at the place.
  var word: String { String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }

  /// The first word of the line.
  var firstWord: String { String(line.trimmed.prefix { $0.isLetter }) }

  /// Whether the line gives a value to a name, without declaring it.
  func assigns(_ name: String) -> Bool {
    let line = line.trimmed
    guard line.hasPrefix(name) else { return false }
    let rest = line.dropFirst(name.count).drop { $0 == " " }
    return rest.hasPrefix("=") && !rest.hasPrefix("==")
  }

  /// Whether the place is a call of the name.
  func calls(_ name: String) -> Bool { word == name && rest.dropFirst(name.count).first == "(" }

  /// Whether the line declares a name.
  func declares(_ name: String) -> Bool {
    let words = line.trimmed.split { !$0.isPartOfWord }.prefix(2).map(String.init)
    return words.count == 2 && ["let", "var"].contains(words[0]) && words[1] == name
  }

  /// Whether a name stands in the code.
  func names(_ name: String) -> Bool { sources.contains { Self.names(in: $0).contains(name) } }

  /// Whether a value ends before the word at the place and another begins behind it, as on both sides of a sign.
  var isBetweenValues: Bool {
    let before = line.utf8.prefix(max(0, column - 1)).last { $0 != UInt8(ascii: " ") }.map {
      Character(Unicode.Scalar($0))
    }
    let behind = rest.dropFirst(word.count).first { $0 != " " }
    guard let before, let behind else { return false }
    return (before.isPartOfWord || before == ")" || before == "]")
      && (behind.isPartOfWord || behind == "(" || behind == "[")
  }

  /// What a parameter that callers label so is called inside of its function, in the cell itself.
  func parameter(labelled label: String) -> String? {
    let source = Substring((sources.last ?? "").utf8.prefix(Self.longestSource))
    return source.split(separator: "func ", omittingEmptySubsequences: false).dropFirst().lazy.flatMap { function in
      function.prefix { $0 != "{" }.split { $0 == "(" || $0 == "," }
    }.compactMap { parameter in
      let names = parameter.prefix { $0 != ":" }.split { !$0.isPartOfWord }
      return names.count == 2 && names[0] == label && parameter.contains(":") ? String(names[1]) : nil
    }.first
  }

  /// The name that a mistyped one was most likely meant to be, of the lesson's and MiniCNN's.
  func name(like mistyped: String) -> String? {
    let ownNames = sources.reduce(into: Set<String>()) { $0.formUnion(Self.names(in: $1)) }
    return Grading.name(
      like: mistyped, among: ownNames.union(LibraryNames.functionsAndTypes).union(LibraryNames.ofSwift))
  }

  /// The same for a member of a type; a type of which nothing is known has none.
  func member(like mistyped: String, of type: String) -> String? {
    LibraryNames.members(of: type).flatMap { Grading.name(like: mistyped, among: $0) }
  }
}

extension CodeAround {
  /// How much of a cell is looked through, in bytes: nobody mistypes a name among ten thousand others.
  private static let longestSource = 20_000

  /// The names in a piece of code: words that are no keywords.
  private static func names(in source: String) -> Set<String> {
    let words = Substring(source.utf8.prefix(longestSource)).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return Set(words.lazy.filter { $0.first.map { $0.isLetter || $0 == "_" } ?? false }.map(String.init))
      .subtracting(keywords)
  }

  private static let keywords: Set<String> = [
    "let", "var", "func", "for", "in", "if", "else", "while", "return", "where", "true", "false", "nil", "switch",
    "case",
    "struct", "enum", "guard", "repeat", "break", "continue", "import", "inout", "self", "_",
  ]
}

/// Whether each word of a name may be the other's, mistyped: in `meanPooled` and `maxPooled` one is another word.
private func isMistyped(_ name: String, _ other: String) -> Bool {
  guard name.filter(\.isNumber) == other.filter(\.isNumber) else { return false }
  let (mine, others) = (words(of: name), words(of: other))
  guard mine.count == others.count else { return true }
  return zip(mine, others).allSatisfy { one, two in
    one.lowercased() == two.lowercased() || nearest(to: one.lowercased(), among: [two.lowercased()]) != nil
  }
}

/// The words of a name that is written like `maxPooled`.
private func words(of name: String) -> [String] {
  name.reduce(into: [""]) { words, letter in
    if letter.isUppercase, words[words.count - 1] != "" { words.append("") }
    words[words.count - 1].append(letter)
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}

/// A name like another but for its capitals, or near enough to be meant, or one that only goes on.
func name(like mistyped: String, among names: Set<String>) -> String? {
  let others = names.subtracting([mistyped]).sorted()
  if let same = others.first(where: { $0.lowercased() == mistyped.lowercased() }) { return same }
  // A short word is near to many.
  if mistyped.count > 3, let near = nearest(to: mistyped, among: others), isMistyped(mistyped, near) { return near }
  guard mistyped.count > 3 else { return nil }
  let longer = others.filter { $0.lowercased().hasSuffix(mistyped.lowercased()) || $0.hasPrefix(mistyped) }
  return longer.count == 1 ? longer.first : nil
}
