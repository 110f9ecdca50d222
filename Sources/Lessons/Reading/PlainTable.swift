import Support
import TextTable

/// A table of pipes as text in aligned columns.
struct PlainTable {
  /// Between columns.
  private static let gap = "  "
  /// How narrow a column may become.
  private static let leastWidth = 6

  private let alignments: [MarkdownTable.Alignment]
  /// The titles first; each cell's words, as many cells in each row.
  private let rows: [[String]]

  /// - Parameters:
  ///   - table: The table.
  ///   - words: Turns a cell's Markdown into words.
  init(_ table: MarkdownTable, words: (String) -> String) {
    alignments = table.alignments
    rows = table.rows.map { $0.map { words($0.text) } }
  }

  // MARK: - Layout

  /// The table in aligned columns, cells folded where there is not enough room.
  func lines(width: Int) -> [String] {
    let widths = widths(fitting: width)
    let folded = rows.map { row in zip(row, widths).map { Self.folded($0, width: $1) } }
    let isFolded = folded.dropFirst().contains { row in row.contains { $0.count > 1 } }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
    let blocks = folded.map { row in
      (0..<(row.map(\.count).max() ?? 0)).map { number in
        line(row.map { number < $0.count ? $0[number] : "" }, widths)
      }
    }
    let body = blocks.dropFirst().map { $0.isEmpty ? [""] : $0 }
    return (blocks.first ?? []) + [rule] + (isFolded ? Array(body.joined(separator: [""])) : body.flatMap(\.self))
  }

  /// The columns' widths: of those that are too wide all are cut to the same.
  private func widths(fitting width: Int) -> [Int] {
    let natural = alignments.indices.map { column in
      max(1, rows.flatMap { Self.hardLines($0[column]) }.map(visibleWidth).max() ?? 0)
    }
    let room = width - Self.gap.count * (natural.count - 1)
    guard natural.reduce(0, +) > room else { return natural }
    // The widest limit with which all fit.
    var (fitting, tooWide) = (Self.leastWidth, (natural.max() ?? 1) + 1)
    while tooWide - fitting > 1 {
      let limit = (fitting + tooWide) / 2
      if natural.reduce(0, { $0 + min($1, limit) }) <= room { fitting = limit } else { tooWide = limit }
    }
    return natural.map { min($0, fitting) }
  }

  private static func hardLines(_ cell: String) -> [String] { cell.split(separator: "\u{2028}").map(String.init) }

  private static func folded(_ cell: String, width: Int) -> [String] {
    hardLines(cell).flatMap { wrapped($0, width: width) }.flatMap { line in
      visibleWidth(line) <= width ? [line] : cut(line, width: width)
    }
  }

  private static func cut(_ line: String, width: Int) -> [String] {
    var lines = [""]
    var columns = 0
    for character in line {
      let characterColumns = visibleWidth(String(character))
      if columns + characterColumns > width, columns > 0 {
        lines.append("")
        columns = 0
      }
      lines[lines.count - 1].append(character)
      columns += characterColumns
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(zip(cells, widths), alignments).map { cell, alignment in
      let blanks = max(0, cell.1 - visibleWidth(cell.0))
      let left =
        switch alignment {
        case .left: 0
        case .centre: blanks / 2
        case .right: blanks
        }
      return String(repeating: " ", count: left) + cell.0 + String(repeating: " ", count: blanks - left)
    }.joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }
}
