import Support
import TextTable

/// A table of pipes, as Git hosts show it: a row of titles, a row of dashes that may say how columns are aligned, and rows. Pipes at a
/// row's ends may be missing, and `\|` is a pipe within a cell.
struct PlainTable {
  private enum Alignment {
    case left
    case centre
    case right
  }

  /// Between columns.
  private static let gap = "  "
  /// How many cells a table may have: short rows are filled up to the titles, so that there may be many more than are written.
  private static let mostCells = 100_000
  /// How narrow a column may become.
  private static let leastWidth = 6

  private let alignments: [Alignment]
  /// The titles first; each cell's words, as many cells in each row.
  private let rows: [[String]]

  /// Finds a table in a paragraph.
  /// - Parameters:
  ///   - lines: The paragraph's lines, Markdown's marks and all.
  ///   - words: Turns a cell's Markdown into words.
  /// - Returns: How many lines stand before the table, and the table; `nil` if there is none.
  static func find(in lines: [String], words: (String) -> String) -> (start: Int, table: PlainTable)? {
    for index in lines.indices.dropFirst() where lines[index].utf8.contains(UInt8(ascii: "-")) {
      guard let alignments = alignments(in: lines[index]) else { continue }
      let titles = cells(of: lines[index - 1])
      guard titles.count == alignments.count, (lines[index - 1] + lines[index]).contains("|"),
        titles.count * (lines.count - index) <= mostCells
      else { continue }
      let rows = ([titles] + lines[(index + 1)...].map(cells)).map { row in
        (0..<titles.count).map { $0 < row.count ? words(row[$0]) : "" }
      }
      return (index - 1, PlainTable(alignments: alignments, rows: rows))
    }
    return nil
  }

  private static func alignments(in line: String) -> [Alignment]? {
    var alignments: [Alignment] = []
    for cell in cells(of: line) {
      let dashes = cell.drop { $0 == ":" }.reversed().drop { $0 == ":" }
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }), cell.count <= dashes.count + 2 else { return nil }
      alignments.append(cell.hasSuffix(":") ? (cell.hasPrefix(":") ? .centre : .right) : .left)
    }
    return alignments.isEmpty ? nil : alignments
  }

  /// A row's cells, Markdown still.
  private static func cells(of line: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.trimmed {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        // The backslash is the table's, whatever stands around it.
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.count > 1, cells.first?.trimmed.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.trimmed.isEmpty == true { cells.removeLast() }
    return cells.map(\.trimmed)
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
