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

/// A name like another but for its capitals, or near enough to be meant, or one that only goes on.
func name(like mistyped: String, among names: Set<String>) -> String? {
  let others = names.subtracting([mistyped]).sorted()
  if let same = others.first(where: { $0.lowercased() == mistyped.lowercased() }) { return same }
  // A short word is near to many.
  if mistyped.count > 3, let near = nearest(to: mistyped, among: others) { return near }
  guard mistyped.count > 3 else { return nil }
  let longer = others.filter { $0.lowercased().hasSuffix(mistyped.lowercased()) || $0.hasPrefix(mistyped) }
  return longer.count == 1 ? longer.first : nil
}
