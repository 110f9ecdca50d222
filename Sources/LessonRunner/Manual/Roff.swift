/// The language of manual pages, as far as ours needs it.
enum Roff {
  /// Words that mean nothing but themselves, wherever they stand.
  static func plain(_ text: String) -> String {
    let characters = text.map { character in
      switch character {
      // Left as they are, these would become typographer's characters, which no shell takes.
      case "-": "\\-"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case "\\": "\\e"
      default: character.isASCII ? String(character) : escaped(character)
      }
    }
    // A line that begins with a dot is a request.
    return (text.hasPrefix(".") ? "\\&" : "") + characters.joined()
  }

  static func bold(_ text: String) -> String { "\\fB\(plain(text))\\fP" }

  static func section(_ title: String) -> String { ".SH \(title)" }

  static func subsection(_ title: String) -> String { ".SS \(plain(title))" }

  /// Paragraphs, from text with blank lines between them.
  static func paragraphs(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return [".PP"] + lines.map { $0.isEmpty ? ".PP" : plain($0) }
  }

  /// A term with what is said about it, indented.
  static func item(_ term: String, _ text: String) -> [String] { [".TP", term, plain(text)] }

  /// Lines that are to stay as they are.
  static func listing(_ lines: [String]) -> [String] {
    [".PP", ".RS 4", ".nf"] + lines.map(plain) + [".fi", ".RE"]
  }

  private static func escaped(_ character: Character) -> String {
    character.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }.joined()
  }
}
