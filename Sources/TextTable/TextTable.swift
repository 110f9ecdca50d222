/// Text in aligned columns, some of it marked.
///
/// A column's cells are aligned right and have a blank on either side, in the place of which a marked cell has brackets: `[3]`
/// beside ` 3 `. The mark is thus seen without colour, and nothing moves when a cell is marked.
package struct TextTable: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    package var text: String
    package var isMarked: Bool

    package init(_ text: String, isMarked: Bool = false) {
      (self.text, self.isMarked) = (text, isMarked)
    }
  }

  package var rows: [[Cell]]
  /// The columns' titles; none if empty.
  package var header: [String]
  /// The rows' titles, aligned left; none if empty.
  package var rowTitles: [String]

  package init(rows: [[Cell]], header: [String] = [], rowTitles: [String] = []) {
    (self.rows, self.header, self.rowTitles) = (rows, header, rowTitles)
  }

  /// The table, line by line, without blanks at the ends of lines.
  /// - Parameter mark: Dresses a marked cell, brackets included, after everything is aligned: with colour, say.
  /// - Returns: As many lines as there are rows, and one more for a header.
  package func lines(mark: (String) -> String = { $0 }) -> [String] {
    let allRows = (header.isEmpty ? [] : [header.map { Cell($0) }]) + rows
    let titles = rowTitles.isEmpty ? [] : (header.isEmpty ? [] : [""]) + rowTitles
    let widths = (0..<(allRows.map(\.count).max() ?? 0)).map { column in
      allRows.map { column < $0.count ? visibleWidth($0[column].text) : 0 }.max() ?? 0
    }
    let titleWidth = titles.map(visibleWidth).max() ?? 0
    return allRows.enumerated().map { index, row in
      let title = index < titles.count ? padded(titles[index], to: titleWidth) + " " : ""
      let cells = zip(row, widths).map { cell, width in
        let text = String(repeating: " ", count: width - visibleWidth(cell.text)) + cell.text
        return cell.isMarked ? mark("[\(text)]") : " \(text) "
      }
      return withoutTrailingBlanks(title + cells.joined())
    }
  }
}

/// Puts blocks of lines next to one another, their first lines level.
package func sideBySide(_ blocks: [[String]], gap: Int = 3) -> [String] {
  let widths = blocks.map { $0.map(visibleWidth).max() ?? 0 }
  let height = blocks.map(\.count).max() ?? 0
  return (0..<height).map { row in
    let parts = zip(blocks, widths).map { block, width in padded(row < block.count ? block[row] : "", to: width) }
    return withoutTrailingBlanks(parts.joined(separator: String(repeating: " ", count: gap)))
  }
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - visibleWidth(text)))
}

private func withoutTrailingBlanks(_ text: String) -> String {
  var text = text
  while text.last == " " { text.removeLast() }
  return text
}
