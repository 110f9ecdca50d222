import MiniCNN
import Reading
import TextTable

/// A stack of layers as a table, and the input with what one value sees of it.
struct ReceptiveFieldPicture {
  private let state: FigureState

  init(_ state: FigureState) { self.state = state }

  var lines: [String] {
    let windows = state.layers("layers").map {
      SlidingWindow.convolution(kernel: $0.kernel, stride: $0.stride, padding: $0.padding, dilation: $0.dilation)
    }
    let (layer, row, column) = (state.integer("layer"), state.integer("row"), state.integer("column"))
    let input = state.integer("input")
    let seen = SeenPixels(
      ofRow: row, column: column, through: Array(windows.prefix(layer)), input: Size(square: input), border: .drop)
    let field = ReceptiveField(of: Array(windows.prefix(layer)))
    let (rows, columns) = (field.rows(ofCellsInRow: row), field.columns(ofCellsInColumn: column))
    let picture = (0..<input).map { row in
      " " + (0..<input).map { seen.rows.contains(row) && seen.columns.contains($0) ? "██" : "··" }.joined()
    }
    return sideBySide([["input, \(input) × \(input)"] + picture, table(windows)], gap: 4) + [
      "",
      "row \(row), column \(column) of layer \(layer) sees \(field.size): rows \(rows.lowerBound) to \(rows.upperBound - 1), "
        + "columns \(columns.lowerBound) to \(columns.upperBound - 1)"
        + (rows.lowerBound < 0 || columns.lowerBound < 0 || rows.upperBound > input || columns.upperBound > input
          ? "; what lies outside is padding" : ""),
    ]
  }

  private func table(_ windows: [SlidingWindow]) -> [String] {
    let sizes = state.mapSizes
    let rows = state.layers("layers").enumerated().map { index, layer in
      let field = ReceptiveField(of: Array(windows.prefix(index + 1)))
      return [
        layer.kernel, layer.stride, layer.padding, layer.dilation, sizes[index + 1], field.size.height,
        field.jump.height,
      ].map { TextTable.Cell("\($0)", isMarked: index + 1 == state.integer("layer")) }
    }
    return TextTable(
      rows: rows, header: ["kernel", "stride", "padding", "dilation", "map", "sees", "jump"],
      rowTitles: rows.indices.map { "layer \($0 + 1)" }
    ).lines()
  }
}
