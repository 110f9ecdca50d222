import Reading
import Support
import TextTable

extension FormulaWriting {
  /// In Unicode.
  package static var unicode: FormulaWriting {
    FormulaWriting { formula in
      let line = formula.line
      // A short one stays whole.
      return line.count > 30 ? line : line.replacing(" ", with: "\u{A0}")
    } onLines: { formula, width in
      formula.block(width: width)
    }
  }
}

extension Formula {
  /// The formula in lines of Unicode, as on a line of its own: fractions with a line between, limits below and above their sum,
  /// brackets as tall as what they hold. What is wider than there is room goes on below, behind a sign of relation or operation.
  /// - Parameter width: In columns.
  /// - Returns: At least one line, without blanks at its end.
  package func block(width: Int) -> [String] {
    var boxes = [FormulaBlock().box(root)]
    if boxes[0].width > width { boxes = FormulaBlock().broken(root, width: width) }
    return boxes.flatMap(\.lines).map { printable($0.trimmedAtEnd) }
  }
}

/// Makes boxes of a formula's parts.
struct FormulaBlock {
  /// Whether no blanks stand around signs, as below a sum.
  var isTight = false
  private var inLine: FormulaLine { FormulaLine(isTight: isTight) }

  func box(_ node: Formula.Node) -> FormulaBox {
    switch node {
    case .row: row(SpacedRow(node))
    case .fraction(let top, let bottom, let bar): fraction(top, bottom, bar)
    case .root(let content, let degree): root(content, degree)
    case .scripts(let base, let below, let above, let areLimits):
      areLimits ? limits(base, below, above) : scripts(base, below, above)
    case .accent(let content, .overbrace): brace(content, isAbove: true)
    case .accent(let content, .underbrace): brace(content, isAbove: false)
    case .fenced(let content, let fence): fenced(box(content), fence)
    case .table(let table): self.table(table)
    case .boxed(let content): framed(box(content))
    case .number, .identifier, .function, .symbol, .text, .space, .accent, .unknown: FormulaBox(inLine.text(node))
    }
  }

  // MARK: - Rows

  private func row(_ row: SpacedRow) -> FormulaBox {
    FormulaBox.beside(pieces(of: row).flatMap { [FormulaBox(String(repeating: " ", count: $0.blanks)), $0.box] })
  }

  private func pieces(of row: SpacedRow) -> [(blanks: Int, box: FormulaBox, role: SpacedRow.Role)] {
    row.parts.indices.map { index in
      (row.blanks(before: index, isTight: isTight), box(row.parts[index].node), row.parts[index].role)
    }
  }

  /// A row in several, each but the first of which begins with the sign of a relation or an operation; one where there is none.
  func broken(_ node: Formula.Node, width: Int) -> [FormulaBox] {
    var rows: [[FormulaBox]] = [[]]
    var columns = 0
    let indent = FormulaBox("    ")
    let pieces = pieces(of: SpacedRow(node))
    for (index, piece) in pieces.enumerated() {
      // What hangs together up to the next sign.
      let follows = pieces[(index + 1)...].prefix { $0.role != .relation && $0.role != .binary }
      let whole = piece.box.width + follows.reduce(0) { $0 + $1.blanks + $1.box.width }
      let isBreak = piece.role == .relation || piece.role == .binary || piece.blanks > 1
      if isBreak, columns > 4, columns + piece.blanks + whole > width {
        rows.append([indent])
        columns = 4
      } else {
        rows[rows.count - 1].append(FormulaBox(String(repeating: " ", count: piece.blanks)))
        columns += piece.blanks
      }
      rows[rows.count - 1].append(piece.box)
      columns += piece.box.width
    }
    return rows.map(FormulaBox.beside)
  }

  // MARK: - Parts

  private func fraction(_ top: Formula.Node, _ bottom: Formula.Node, _ bar: Formula.Bar) -> FormulaBox {
    let (top, bottom) = (box(top), box(bottom))
    // The outer line of nested ones is the longest.
    let width = max(top.width, bottom.width, 1) + (top.height > 1 || bottom.height > 1 ? 2 : 0)
    let line = FormulaBox(String(repeating: bar == .none ? " " : "─", count: width))
    return FormulaBox.stacked([top, line, bottom], level: 1)
  }

  private func root(_ content: Formula.Node, _ degree: Formula.Node?) -> FormulaBox {
    let inner = box(content)
    guard inner.height > 1 else { return FormulaBox(inLine.text(.root(content, degree: degree))) }
    let degree = degree.map { FormulaLine(isTight: true).text($0) } ?? ""
    let mark = FormulaScripts.above(degree) ?? degree
    let margin = String(repeating: " ", count: visibleWidth(mark))
    let roof = margin + " ┌" + String(repeating: "─", count: inner.width + 1)
    let body = inner.lines.enumerated().map { index, line in
      let isLast = index == inner.height - 1
      let before = index == max(0, inner.height - 2) ? mark : margin
      return before + (isLast ? "╲│ " : " │ ") + line
    }
    return FormulaBox([roof] + body, level: inner.level + 1)
  }

  private func scripts(_ base: Formula.Node, _ below: Formula.Node?, _ above: Formula.Node?) -> FormulaBox {
    let inner = box(base)
    guard inner.height > 1 else {
      return FormulaBox(inLine.text(.scripts(base, below: below, above: above, areLimits: false)))
    }
    let upper = FormulaBox(above.map(FormulaLine.above) ?? "")
    let lower = FormulaBox(below.map(FormulaLine.below) ?? "")
    let width = max(upper.width, lower.width)
    var lines = Array(repeating: String(repeating: " ", count: width), count: inner.height)
    lines[0] = upper.placed(.left, in: width).lines[0]
    if below != nil { lines[inner.height - 1] = lower.placed(.left, in: width).lines[0] }
    return FormulaBox.beside([inner, FormulaBox(lines, level: inner.level)])
  }

  private func limits(_ base: Formula.Node, _ below: Formula.Node?, _ above: Formula.Node?) -> FormulaBox {
    let limits = (above.map(limit), below.map(limit))
    let width = max(limits.0?.width ?? 0, limits.1?.width ?? 0)
    let boxes = [limits.0, arrow(base, width: width) ?? box(base), limits.1].compactMap(\.self)
    return FormulaBox.stacked(boxes, level: above == nil ? 0 : 1)
  }

  private func limit(_ node: Formula.Node) -> FormulaBox {
    // The lines of a condition stand one below the other.
    if case .table = node { return FormulaBlock(isTight: true).box(node) }
    return FormulaBox(FormulaLine(isTight: true).text(node))
  }

  /// An arrow as long as what stands above it.
  private func arrow(_ node: Formula.Node, width: Int) -> FormulaBox? {
    guard case .symbol(let symbol) = node, ["→", "←", "↔"].contains(symbol.text) else { return nil }
    let line = String(repeating: "─", count: max(1, width))
    return FormulaBox((symbol.text == "→" ? "" : "←") + line + (symbol.text == "←" ? "" : "→"))
  }

  private func brace(_ content: Formula.Node, isAbove: Bool) -> FormulaBox {
    let inner = box(content)
    let (left, right, point) = isAbove ? ("╭", "╮", "┴") : ("╰", "╯", "┬")
    let line: String
    switch inner.width {
    case ...1: line = isAbove ? "⏞" : "⏟"
    case 2: line = left + right
    default:
      let dashes = inner.width - 3
      line =
        left + String(repeating: "─", count: dashes / 2) + point + String(repeating: "─", count: dashes - dashes / 2)
        + right
    }
    return FormulaBox.stacked(isAbove ? [FormulaBox(line), inner] : [inner, FormulaBox(line)], level: isAbove ? 1 : 0)
  }

  private func fenced(_ inner: FormulaBox, _ fence: Formula.Fence) -> FormulaBox {
    FormulaBox.beside([
      FormulaBox.bracket(fence.opening, asTallAs: inner), inner, FormulaBox.bracket(fence.closing, asTallAs: inner),
    ])
  }

  private func framed(_ inner: FormulaBox) -> FormulaBox {
    let line = String(repeating: "─", count: inner.width + 2)
    return FormulaBox(
      ["┌" + line + "┐"] + inner.lines.map { "│ " + $0 + " │" } + ["└" + line + "┘"], level: inner.level + 1)
  }

  // MARK: - Tables

  private func table(_ table: Formula.Table) -> FormulaBox {
    let rows = table.rows.map { $0.map(box) }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
    let lines = rows.map { row in
      FormulaBox.beside(
        widths.indices.flatMap { column in
          let cell = column < row.count ? row[column] : FormulaBox("")
          let blanks = FormulaBox(String(repeating: " ", count: gap(before: column, in: table)))
          return [blanks, cell.placed(FormulaBox.Place(table.alignment(ofColumn: column)), in: widths[column])]
        })
    }
    let isTall = lines.contains { $0.height > 1 }
    // A brace has its point in the middle.
    let isSpread = isTall || table.kind == .cases && lines.count % 2 == 0
    let all = Array(lines.map(\.lines).joined(separator: isSpread ? [""] : []))
    let grid = FormulaBox(all, level: (all.count - 1) / 2)
    let fence = table.fence
    let inner = fence.opening.isEmpty && fence.closing.isEmpty ? grid : grid.padded
    return fenced(inner, fence)
  }

  private func gap(before column: Int, in table: Formula.Table) -> Int {
    guard column > 0 else { return 0 }
    switch table.kind {
    case .matrix: return 2
    case .cases: return 3
    case .aligned: return column % 2 == 1 ? 1 : 4
    case .lines: return 1
    }
  }
}

extension FormulaBox {
  /// With a blank on either side, between brackets and what they hold.
  fileprivate var padded: FormulaBox { FormulaBox(lines.map { " " + $0 + " " }, level: level) }
}

extension FormulaBox.Place {
  fileprivate init(_ alignment: Formula.Table.Alignment) {
    switch alignment {
    case .left: self = .left
    case .centre: self = .centre
    case .right: self = .right
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
