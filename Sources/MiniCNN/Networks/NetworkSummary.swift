internal import TextTable

extension Network {
  /// One layer in a network's summary.
  public struct SummaryRow: Hashable, Sendable {
    /// What the layer is.
    public let layer: String
    /// The shape of its output for one sample.
    public let output: Shape
    /// How many numbers training adjusts in it.
    public let parameterCount: Int
    /// What one number of its output sees of the input; `nil` where each sees everything.
    public let receptiveField: Size?
  }

  /// All layers, in order.
  public var summaryRows: [SummaryRow] {
    var shape = input
    var windows: [SlidingWindow] = []
    var seesEverything = input.rank != 3
    return layers.map { layer in
      do throws(ShapeMismatch) { shape = try layer.outputShape(for: shape) } catch {
        stop("\(error)", #filePath, #line)
      }
      seesEverything = seesEverything || layer.windows == nil
      windows += layer.windows ?? []
      return SummaryRow(
        layer: layer.name, output: shape, parameterCount: layer.parameterCount,
        receptiveField: seesEverything ? nil : ReceptiveField(of: windows).size)
    }
  }

  /// A table of all layers: their outputs' shapes, how many parameters they have, and what one number of the output sees of the
  /// input.
  public var summary: String {
    var rows: [[TextTable.Cell]] = [[input.description, "", ""].map { TextTable.Cell($0) }]
    for row in summaryRows {
      let field = row.receptiveField.map { "\($0.height) × \($0.width)" } ?? "all"
      rows.append(
        [row.output.description, row.parameterCount == 0 ? "–" : grouped(row.parameterCount), field].map {
          TextTable.Cell($0)
        })
    }
    rows.append(["", grouped(parameterCount), ""].map { TextTable.Cell($0) })
    let table = TextTable(
      rows: rows, header: ["output", "parameters", "sees"],
      rowTitles: ["input"] + layers.map(\.name) + ["together"])
    return table.lines().joined(separator: "\n")
  }
}

/// A whole number with its digits in groups of three: `61,706`.
private func grouped(_ number: Int) -> String {
  let digits = Array("\(number)")
  return digits.enumerated().map { place, digit in
    place > 0 && (digits.count - place) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }.joined()
}
