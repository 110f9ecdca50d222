import CCmark
import Support

extension Lesson {
  /// What of the lesson's formulas could only be shown as it is written, with where it stands, from top to bottom.
  /// - Complexity: O(*n*).
  package var unknownTeX: [(text: String, range: SourceRange)] {
    let source = SourceText(Array(text.utf8), path: path)
    guard let document = MarkdownDocument(source.bytes(without: frontMatter?.lines)) else { return [] }
    let hints = segments.compactMap { if case .hint(let hint) = $0 { hint } else { nil } }
    let found =
      document.formulaPlaces(in: source, own: source.lines)
      + hints.flatMap { hint -> [FormulaPlace] in
        let lines = hint.lines.lowerBound + 1...max(hint.lines.lowerBound + 1, hint.lines.upperBound - 1)
        return MarkdownDocument(Array(hint.markdown.utf8))?.formulaPlaces(
          in: source, own: SourceLines(Array(hint.markdown.utf8)), from: lines.lowerBound) ?? []
      }
    return found.flatMap { place in
      place.formula.unknown.map { ($0.text, place.range(of: $0.range, in: source)) }
    }.sorted { $0.range.start < $1.range.start }
  }
}

/// A formula and where its source begins.
struct FormulaPlace {
  var formula: Formula
  var line: Int
  /// In bytes, from 1.
  var column: Int
  /// How many bytes at the beginning of each further line are no part of it.
  var margin: (ArraySlice<UInt8>) -> Int

  func range(of bytes: Range<Int>, in text: SourceText) -> SourceRange {
    var (line, column) = (line, column)
    var rest = bytes.lowerBound
    while text.lines.indices.contains(line - 1), column - 1 + rest > text.lines[line - 1].count, line < text.lines.count
    {
      rest -= text.lines[line - 1].count - column + 2
      line += 1
      column = 1 + margin(text.lines[line - 1])
    }
    let first = String(decoding: formula.source.utf8.dropFirst(bytes.lowerBound).prefix(bytes.count), as: UTF8.self)
    let length = first.prefix { !$0.isNewline }.utf8.count
    return text.range(line: line, column: column + max(0, rest), length: length)
  }
}

extension MarkdownDocument {
  /// The formulas of a document and their places, from top to bottom.
  /// - Parameters:
  ///   - text: The file.
  ///   - own: The document's lines.
  ///   - first: The line of the file with which the document begins.
  /// - Returns: Each formula once.
  fileprivate borrowing func formulaPlaces(
    in text: SourceText, own: SourceLines, from first: Int = 1
  ) -> [FormulaPlace] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var places: [FormulaPlace] = []
    // Where the last formula of a line ended, in bytes from 0.
    var reached: (line: Int, byte: Int) = (0, 0)
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      let line = first + Int(cmark_node_get_start_line(node)) - 1
      guard text.lines.indices.contains(line - 1) else { continue }
      let literal = Self.string(cmark_node_get_literal(node))
      if cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK {
        guard Self.string(cmark_node_get_fence_info(node)) == "math" else { continue }
        let fence = text.lines[line - 1]
        let margin = fence.count - fence.drop { $0 == 0x20 || $0 == 0x3E || $0 == 0x09 }.count
        let strip = { (line: ArraySlice<UInt8>) in
          line.prefix(margin).prefix { $0 == 0x20 || $0 == 0x3E || $0 == 0x09 }.count
        }
        let start = text.lines.indices.contains(line) ? strip(text.lines[line]) : 0
        places.append(FormulaPlace(formula: Formula(literal), line: line + 1, column: start + 1, margin: strip))
      } else if Self.isFormula(node, in: own) {
        if reached.line != line { reached = (line, 0) }
        let start = Self.start(of: literal, in: text.lines[line - 1], from: reached.byte)
        reached.byte = start + literal.utf8.count
        let strip = { (line: ArraySlice<UInt8>) in line.prefix { $0 == 0x20 || $0 == 0x3E || $0 == 0x09 }.count }
        places.append(FormulaPlace(formula: Formula(literal), line: line, column: start + 1, margin: strip))
      }
    }
    return places
  }

  /// Where the source of a formula begins in its line, in bytes from 0: behind the next dollar sign with backticks.
  private static func start(of literal: String, in line: ArraySlice<UInt8>, from byte: Int) -> Int {
    let bytes = Array(line)
    let beginning = Array(literal.utf8.prefix(8))
    for index in stride(from: byte, to: bytes.count, by: 1) where bytes[index] == 0x24 {
      var next = index + 1
      while next < bytes.count, bytes[next] == 0x60 { next += 1 }
      guard next > index + 1 else { continue }
      if next < bytes.count, bytes[next] == 0x20, beginning.first != 0x20 { next += 1 }
      let rest = bytes[next...].prefix(beginning.count)
      if beginning.starts(with: rest), !rest.isEmpty || beginning.isEmpty { return next }
    }
    return min(byte, bytes.count)
  }
}
