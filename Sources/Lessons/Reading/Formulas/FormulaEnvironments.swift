extension FormulaParser {
  private struct Layout {
    var kind: Formula.Table.Kind
    var opening = ""
    var closing = ""
    var alignments: [Formula.Table.Alignment] = [.centre]
  }

  private static let layouts: [String: Layout] = {
    var layouts = [
      "matrix": Layout(kind: .matrix), "smallmatrix": Layout(kind: .matrix), "array": Layout(kind: .matrix),
      "pmatrix": Layout(kind: .matrix, opening: "(", closing: ")"),
      "bmatrix": Layout(kind: .matrix, opening: "[", closing: "]"),
      "Bmatrix": Layout(kind: .matrix, opening: "{", closing: "}"),
      "vmatrix": Layout(kind: .matrix, opening: "|", closing: "|"),
      "Vmatrix": Layout(kind: .matrix, opening: "‖", closing: "‖"),
      "cases": Layout(kind: .cases, opening: "{", alignments: [.left]),
      "dcases": Layout(kind: .cases, opening: "{", alignments: [.left]),
      "rcases": Layout(kind: .cases, closing: "}", alignments: [.left]),
    ]
    for name in ["aligned", "align", "split", "alignat", "alignedat", "eqnarray", "flalign"] {
      layouts[name] = Layout(kind: .aligned)
    }
    for name in ["gathered", "gather", "multline", "equation", "displaymath", "math", "subarray"] {
      layouts[name] = Layout(kind: .lines)
    }
    return layouts
  }()

  /// A table, whose `\begin` was taken. Where its `\end` is missing or it is none that is known, it stays as it is written.
  mutating func environment(from token: FormulaToken) -> Node {
    let known = unknown.count
    let start = position
    guard let name = rawGroup() else { return unknownNode(token.range) }
    let plainName = name.hasSuffix("*") ? String(name.dropLast()) : name
    guard var layout = Self.layouts[plainName] else { return whole(token, name) }
    // Matrices with a star, and `alignat` and `array` without one, say something of their columns.
    if name == "array" || name == "subarray" {
      layout.alignments = rawGroup().map(Self.alignments) ?? layout.alignments
    } else if name.hasSuffix("matrix*"), self.token?.kind == .character("[") {
      layout.alignments = bracketed().map(Self.alignments) ?? layout.alignments
    } else if plainName.hasPrefix("aligna") || plainName == "alignedat" {
      _ = rawGroup()
    }
    let rows = tableRows()
    guard take(command: "end"), rawGroup() == name else {
      unknown.removeSubrange(known...)
      position = start
      return whole(token, name)
    }
    let fence = Formula.Fence(opening: layout.opening, closing: layout.closing, stretches: true)
    return .table(Formula.Table(kind: layout.kind, rows: rows, alignments: layout.alignments, fence: fence))
  }

  private mutating func tableRows() -> [[Node]] {
    var rows: [[Node]] = []
    repeat {
      _ = bracketed()
      var cells: [Node] = []
      repeat { cells.append(row(until: .cell)) } while take(.ampersand)
      rows.append(cells)
    } while take(command: "\\") || take(command: "cr") || take(command: "newline")
    if rows.count > 1, rows.last?.allSatisfy(\.isEmpty) == true { rows.removeLast() }
    return rows
  }

  /// The text of what stands in brackets right here, such as the height of a gap behind `\\`.
  private mutating func bracketed() -> String? {
    guard token?.kind == .character("["),
      let end = tokens[position...].prefix(12).firstIndex(where: { $0.kind == .character("]") })
    else { return nil }
    let range = tokens[position].range.upperBound..<tokens[end].range.lowerBound
    position = end + 1
    return String(decoding: source[range], as: UTF8.self)
  }

  private static func alignments(_ letters: String) -> [Formula.Table.Alignment] {
    let alignments: [Formula.Table.Alignment] = letters.compactMap { letter in
      switch letter {
      case "l": .left
      case "c": .centre
      case "r": .right
      default: nil
      }
    }
    return alignments.isEmpty ? [.centre] : alignments
  }

  /// Everything up to the environment's `\end`, or to the end of the source, as it is written.
  private mutating func whole(_ token: FormulaToken, _ name: String) -> Node {
    var open = 1
    while let next = self.token, open > 0 {
      position += 1
      guard next.kind == .command("begin") || next.kind == .command("end"), rawGroup() == name else { continue }
      open += next.kind == .command("begin") ? 1 : -1
    }
    return unknownNode(token.range.lowerBound..<tokens[position - 1].range.upperBound)
  }
}
