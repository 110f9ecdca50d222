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
      var indent = 0
      for character in line.prefix(while: { $0.isWhitespace }) { indent += character == "\t" ? 4 - indent % 4 : 1 }
      let found = Line(text: bare, indent: indent, number: index + 1)
      if isParted { unused.append(found) } else { answer.append(found) }
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
