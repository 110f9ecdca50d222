import Support

/// Text as Markdown that means nothing but itself.
///
/// What comes from a student stands in code, where neither CommonMark nor a Git host's extensions (bare links, mentions of users) find
/// anything to interpret; only words that cannot be more than words are set as prose.
enum MarkdownText {
  /// Lines in a fenced block that none of them can close.
  static func fenced(_ lines: [String]) -> [String] {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: lines.joined(separator: "\n")) + 1))
    return [fence + "text"] + lines + [fence]
  }

  /// Words of unknown origin within a line: as prose if they are plain, and as code otherwise.
  static func words(_ text: String, limit: Int = 400) -> String {
    let text = inLine(text.trimmed, limit: limit)
    return isPlain(text) ? text : code(text)
  }

  /// A code span, with a fence that is longer than any within.
  static func code(_ text: String) -> String {
    let text = printable(text)
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    // One blank on either side is not shown, and keeps the text's own blanks and backticks off the fence.
    let needsBlanks = text.contains("`") || text.hasPrefix(" ") || text.hasSuffix(" ")
    let blank = needsBlanks && !text.allSatisfy { $0 == " " } ? " " : ""
    return text.isEmpty ? "" : fence + blank + text + blank + fence
  }

  /// An author's plain text as prose; what stands between backticks stays code.
  static func prose(_ text: String) -> String {
    let parts = text.trimmed.split(separator: "`", omittingEmptySubsequences: false)
    // A backtick without a partner is a character like any other.
    guard parts.count % 2 == 1, parts.enumerated().allSatisfy({ $0 % 2 == 0 || !$1.isEmpty }) else {
      return escaped(text.trimmed)
    }
    return parts.enumerated().map { $0 % 2 == 0 ? escaped(String($1)) : code(String($1)) }.joined()
  }

  /// An author's Markdown as a quotation, which holds together whatever is in it.
  static func quoted(_ title: String, _ markdown: String) -> [String] {
    let lines = markdown.trimmed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    // Lists, code and the like need a line to begin on.
    let continues = lines.first?.first.map { $0.isLetter || $0.isNumber } ?? false
    let isList = lines.first?.prefixMatch(of: /[0-9]+[.)]/) != nil
    let whole =
      continues && !isList ? ["**\(title):** " + lines[0]] + lines.dropFirst() : ["**\(title):**", ""] + lines
    return whole.map { $0.isEmpty ? ">" : "> " + $0 }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in printable(text) {
      if "\\`*_{}[]<>()#+-!|&~$@=".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// Whether a text is letters, digits and such punctuation as can begin nothing in Markdown.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    let characters = Array(text)
    return characters.indices.allSatisfy { index in
      let character = characters[index]
      if character.isLetter || character == " " || character.isASCII && character.isNumber { return true }
      if "-'’,;()…".contains(character) { return true }
      // Within a word these could make an address of it.
      return ".:?".contains(character) && (index + 1 == characters.count || characters[index + 1] == " ")
    }
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
