import Support

/// Lines to be put in order: those that are used, and below a line that begins with `---` those that are not.
package struct OrderedLines: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    /// Without what stands before and behind it.
    package var text: String
    /// In columns; a tab takes four.
    package var indent: Int
    /// In the cell's text, from 1.
    package var number: Int
  }

  package private(set) var answer: [Line] = []
  package private(set) var unused: [Line] = []
  /// Whether there is a line that parts the two.
  package private(set) var isParted = false
  /// The lines that are used as they stand, each at its place.
  package private(set) var code = ""

  /// - Complexity: O(*n*).
  package init(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bare = String(line).trimmed
      if !isParted, bare.hasPrefix("---") {
        isParted = true
        continue
      }
      if !isParted { code += line + "\n" }
      guard !bare.isEmpty else { continue }
      let found = Line(text: bare, indent: Self.indent(of: line), number: index + 1)
      if isParted { unused.append(found) } else { answer.append(found) }
    }
  }

  /// An answer with each line as it is offered, where it differs from one offered line, and from no other, by nothing but blanks that an
  /// editor, a chat or a browser has changed: several, others than the usual one, and characters that are not to be seen.
  package static func text(_ text: String, asIn offered: String) -> String {
    let own = OrderedLines(offered).offered.map(\.text)
    let exact = Set(own)
    let alike = Dictionary(grouping: exact, by: \.plainWords)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = String(line).plainWords
      guard let found = alike[words], !words.isEmpty else { return String(line) }
      let written = String(line).trimmed
      let spelling = exact.contains(written) ? written : found.count == 1 ? found[0] : written
      return String(repeating: " ", count: indent(of: line)) + spelling
    }.joined(separator: "\n")
  }

  /// The first line with a tab where it depends on how wide tabs are which lines stand within which.
  package static func unclearTab(in text: String) -> Int? {
    guard text.utf8.contains(0x09) else { return nil }
    let depths = [2, 4, 8].map { width in
      Self.depths(
        of: OrderedLines(text).answer.map { line in
          var copy = line
          copy.indent = indent(
            of: text.split(separator: "\n", omittingEmptySubsequences: false)[line.number - 1], width)
          return copy
        })
    }
    guard Set(depths).count > 1 else { return nil }
    return text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { line in
      line.prefix(while: \.isWhitespace).contains("\t")
    }.map { $0 + 1 }
  }

  private static func indent(of line: Substring, _ tabWidth: Int = 4) -> Int {
    line.unicodeScalars.prefix { $0.properties.isWhitespace || $0.isUnseenInCode }.reduce(0) { columns, scalar in
      scalar == "\t" ? columns + tabWidth - columns % tabWidth : columns + (scalar.isUnseenInCode ? 0 : 1)
    }
  }

  /// All lines that can be used.
  package var offered: [Line] { answer + unused }

  /// How deep each line is indented: 0 for the outermost, whatever the width of a step.
  package static func depths(of lines: [Line]) -> [Int] {
    var open: [Int] = []
    return lines.map { line in
      while let last = open.last, last >= line.indent { open.removeLast() }
      open.append(line.indent)
      return open.count - 1
    }
  }
}

extension String {
  /// The words with one blank between each two, and without what nobody sees.
  fileprivate var plainWords: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isUnseenInCode }))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
