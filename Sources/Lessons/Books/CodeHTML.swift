import LessonSyntax
import Support

/// Swift code in a page, coloured as the compiler's own parser sees it, with links from the library's names to its reference.
package struct CodeHTML: Sendable {
  /// By source, its tokens.
  private let tokens: [String: [SwiftToken]]
  /// Where the library's names are explained, by name.
  private let names: [String: String]
  private let root: String

  /// - Parameters:
  ///   - tokens: The tokens of each piece of code, by the code.
  ///   - names: Where the reference explains a name.
  ///   - declared: The names that the lesson declares itself, which mean something else there.
  ///   - root: What leads from the page to the site's first folder.
  package init(
    tokens: [String: [SwiftToken]] = [:], names: [String: String] = [:], declared: Set<String> = [], root: String = ""
  ) {
    self.tokens = tokens
    self.names = names.filter { !declared.contains($0.key) }
    self.root = root
  }

  /// The names that pieces of code declare: what stands behind a word such as `let` or `func`.
  package static func declaredNames(in tokens: [String: [SwiftToken]]) -> Set<String> {
    let introducers: Set = ["let", "var", "func", "struct", "class", "enum", "case", "for", "typealias"]
    var names: Set<String> = []
    for (source, tokens) in tokens {
      let bytes = Array(source.utf8)
      func text(_ token: SwiftToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }
      for (word, name) in zip(tokens, tokens.dropFirst()) where word.kind == .keyword && name.kind == .identifier {
        if introducers.contains(text(word)) { names.insert(text(name)) }
      }
    }
    return names
  }

  /// The same, without links: for code that stands on the page a second time.
  var withoutLinks: CodeHTML { CodeHTML(tokens: tokens) }

  /// A block of code.
  static func block(_ html: String, language: String, label: String? = nil) -> String {
    let attributes = label.map { " role=\"group\" aria-label=\"\(HTML.attribute($0))\"" } ?? ""
    let name = language.isEmpty ? "" : " class=\"language-\(HTML.attribute(language))\""
    return "<pre class=\"code\"\(attributes)><code\(name)>\(html)</code></pre>\n"
  }

  /// A listing in any language: only Swift is coloured.
  package func html(_ source: String, language: String) -> String {
    let source = source.hasSuffix("\n") ? String(source.dropLast()) : source
    return language == "swift" ? html(source) : HTML.text(source)
  }

  func html(_ source: String) -> String {
    guard let tokens = tokens[source] ?? tokens[source + "\n"] else { return HTML.text(source) }
    let bytes = Array(source.utf8)
    var html = ""
    var end = 0
    for (kind, range) in Self.joined(tokens) where range.lowerBound >= end && range.upperBound <= bytes.count {
      html += HTML.text(String(decoding: bytes[end..<range.lowerBound], as: UTF8.self))
      html += span(kind, String(decoding: bytes[range], as: UTF8.self), isUse: Self.isUse(bytes, range))
      end = range.upperBound
    }
    return html + HTML.text(String(decoding: bytes[end...], as: UTF8.self))
  }

  /// A string's quotation marks are tokens of their own: what is alike and stands together is coloured in one go.
  private static func joined(_ tokens: [SwiftToken]) -> [(kind: SwiftToken.Kind, range: Range<Int>)] {
    var joined: [(kind: SwiftToken.Kind, range: Range<Int>)] = []
    for token in tokens {
      if let last = joined.last, last.kind == token.kind, token.kind == .string,
        last.range.upperBound == token.range.lowerBound
      {
        joined[joined.count - 1].range = last.range.lowerBound..<token.range.upperBound
      } else {
        joined.append((token.kind, token.range))
      }
    }
    return joined
  }

  /// Whether a name stands where something is called, asked for or named as a type, and not where something is declared or labelled.
  private static func isUse(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0
    let after = range.upperBound < bytes.count ? bytes[range.upperBound] : 0
    let isType = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[range.lowerBound])
    return after != UInt8(ascii: ":") && (isType || before == UInt8(ascii: ".") || after == UInt8(ascii: "("))
      && !bytes[..<range.lowerBound].suffix(5).elementsEqual("func ".utf8)
  }

  private func span(_ kind: SwiftToken.Kind, _ text: String, isUse: Bool) -> String {
    let shown = HTML.text(text)
    // What a learner is to write.
    if kind == .identifier, text.count >= 3, text.allSatisfy({ $0 == "_" }) {
      return "<mark class=\"blank\">\(shown)</mark>"
    }
    let isName = kind == .identifier || kind == .type
    if isName, isUse, let place = names[text] {
      return "<a class=\"name\" href=\"\(HTML.attribute(root + place))\">\(shown)</a>"
    }
    guard let letter = kind.letter else { return shown }
    return "<span class=\"\(letter)\">\(shown)</span>"
  }
}

extension SwiftToken.Kind {
  /// The class of such tokens; `nil` for what has no colour of its own.
  fileprivate var letter: String? {
    switch self {
    case .keyword: "k"
    case .type: "t"
    case .number: "n"
    case .string: "s"
    case .comment: "c"
    case .attribute, .directive: "d"
    case .identifier, .operator, .punctuation, .other: nil
    }
  }
}
