import CCmark
import Support

/// How a text shows its formulas.
package struct FormulaWriting {
  let inLine: (Formula) -> String
  /// In so many columns.
  let onLines: (Formula, Int) -> [String]

  package init(inLine: @escaping (Formula) -> String, onLines: @escaping (Formula, Int) -> [String]) {
    (self.inLine, self.onLines) = (inLine, onLines)
  }

  /// In TeX's notation.
  package static var asWritten: FormulaWriting {
    FormulaWriting {
      "$`" + $0.source + "`$"
    } onLines: { formula, _ in
      formula.source.split(whereSeparator: \.isNewline).map(String.init)
    }
  }
}

// A formula within a line is code between dollar signs, `$`…`$`, which no other Markdown touches.
extension MarkdownDocument {
  /// The formula that a span of code is; `nil` if it is code.
  static func formula(_ code: OpaquePointer, in source: SourceLines) -> Formula? {
    isFormula(code, in: source) ? Formula(string(cmark_node_get_literal(code))) : nil
  }

  static func isFormula(_ code: OpaquePointer, in source: SourceLines) -> Bool {
    guard cmark_node_get_type(code) == CMARK_NODE_CODE, let before = cmark_node_previous(code),
      let after = cmark_node_next(code), cmark_node_get_type(before) == CMARK_NODE_TEXT,
      cmark_node_get_type(after) == CMARK_NODE_TEXT
    else { return false }
    return string(cmark_node_get_literal(before)).hasSuffix("$")
      && string(cmark_node_get_literal(after)).hasPrefix("$") && !hasEscapedMark(code, in: source)
  }

  /// Whether the sign before a span of code or behind it is one that the author wants to be seen: `\$`.
  private static func hasEscapedMark(_ code: OpaquePointer, in source: SourceLines) -> Bool {
    // cmark gives the places of the code within its backticks.
    let (line, column) = (Int(cmark_node_get_start_line(code)), Int(cmark_node_get_start_column(code)))
    if source.indices.contains(line - 1) {
      let before = source[line - 1].prefix(max(0, column - 1)).reversed().drop { $0 == 0x60 }
      if before.first == 0x24, before.dropFirst().prefix(while: { $0 == 0x5C }).count % 2 == 1 { return true }
    }
    let (lastLine, lastColumn) = (Int(cmark_node_get_end_line(code)), Int(cmark_node_get_end_column(code)))
    guard source.indices.contains(lastLine - 1) else { return false }
    let after = source[lastLine - 1].dropFirst(max(0, lastColumn))
    return after.first == 0x60 && after.drop { $0 == 0x60 }.first == 0x5C
  }

  /// A text without the dollar signs of the formulas beside it.
  static func textWithoutFormulaMarks(_ text: OpaquePointer, in source: SourceLines) -> String {
    var words = string(cmark_node_get_literal(text))[...]
    if let before = cmark_node_previous(text), isFormula(before, in: source) { words = words.dropFirst() }
    if let after = cmark_node_next(text), isFormula(after, in: source) { words = words.dropLast() }
    return String(words)
  }

  /// A span of code between its backticks, its blanks such as no line breaks at.
  static func codeWithMarks(_ code: OpaquePointer) -> String {
    let literal = string(cmark_node_get_literal(code)).replacing(" ", with: "\u{A0}")
    var (longest, run) = (0, 0)
    for character in literal {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let mark = String(repeating: "`", count: longest == 0 ? 1 : longest + 1)
    let blank = longest == 0 ? "" : "\u{A0}"
    return mark + blank + literal + blank + mark
  }
}
