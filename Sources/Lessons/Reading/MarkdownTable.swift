import CCmark
import Support

/// A table of pipes, as Git hosts show it: a row of titles, a row of dashes that may say how columns are aligned, and rows. Pipes at a
/// row's ends may be missing, and `\|` is a pipe within a cell.
package struct MarkdownTable {
  package enum Alignment: Hashable, Sendable {
    case left
    case centre
    case right
  }

  struct Cell {
    /// Markdown still, but for the backslashes before pipes.
    var text: String
    /// Where it begins in its line, in bytes from 0.
    var offset: Int
  }

  /// How many cells a table may have: short rows are filled up to the titles, so that there may be many more than are written.
  private static let mostCells = 100_000

  let alignments: [Alignment]
  /// The titles first; as many cells in each row.
  let rows: [[Cell]]

  /// Finds a table in a paragraph.
  /// - Parameter lines: The paragraph's lines, Markdown's marks and all.
  /// - Returns: How many lines stand before the table, and the table; `nil` if there is none.
  static func find(in lines: [String]) -> (start: Int, table: MarkdownTable)? {
    for index in lines.indices.dropFirst() where lines[index].utf8.contains(UInt8(ascii: "-")) {
      guard let alignments = alignments(in: lines[index]) else { continue }
      let titles = cells(of: lines[index - 1])
      guard titles.count == alignments.count, (lines[index - 1] + lines[index]).contains("|"),
        titles.count * (lines.count - index) <= mostCells
      else { continue }
      let rows = ([titles] + lines[(index + 1)...].map(cells)).map { row in
        (0..<titles.count).map { $0 < row.count ? row[$0] : Cell(text: "", offset: 0) }
      }
      return (index - 1, MarkdownTable(alignments: alignments, rows: rows))
    }
    return nil
  }

  private static func alignments(in line: String) -> [Alignment]? {
    var alignments: [Alignment] = []
    for cell in cells(of: line).map(\.text) {
      let dashes = cell.drop { $0 == ":" }.reversed().drop { $0 == ":" }
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }), cell.count <= dashes.count + 2 else { return nil }
      alignments.append(cell.hasSuffix(":") ? (cell.hasPrefix(":") ? .centre : .right) : .left)
    }
    return alignments.isEmpty ? nil : alignments
  }

  private static func cells(of line: String) -> [Cell] {
    var cells = [Cell(text: "", offset: 0)]
    var isEscaped = false
    var offset = 0
    for character in line {
      offset += character.utf8.count
      if character == "|", !isEscaped {
        cells.append(Cell(text: "", offset: offset))
      } else {
        // The backslash is the table's, whatever stands around it.
        if character == "|" { cells[cells.count - 1].text.removeLast() }
        cells[cells.count - 1].text.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.count > 1, cells.first?.text.trimmed.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.text.trimmed.isEmpty == true { cells.removeLast() }
    return cells.map { cell in
      let blanks = cell.text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
      return Cell(text: cell.text.trimmed, offset: cell.offset + blanks)
    }
  }
}

extension SourceLines {
  /// The lines of a paragraph without what makes them part of a quotation or an item; `nil` where there are not two.
  func lines(ofParagraph node: OpaquePointer) -> [(number: Int, column: Int, text: String)]? {
    let (first, last) = (Int(cmark_node_get_start_line(node)), Int(cmark_node_get_end_line(node)))
    guard cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH, first > 0, last > first, last <= count else { return nil }
    let column = Int(cmark_node_get_start_column(node))
    return (first...last).map { number in
      let line = self[number - 1]
      // What stands before a paragraph in a quotation or an item is no part of it.
      let text = number == first ? line.dropFirst(column - 1) : line.drop { [0x20, 0x09, 0x3E].contains($0) }
      return (number, text.startIndex - line.startIndex + 1, String(decoding: text, as: UTF8.self))
    }
  }
}
