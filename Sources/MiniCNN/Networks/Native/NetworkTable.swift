internal import TextTable

extension Network {
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
      rowTitles: ["input"] + layers.map { $0.name } + ["together"])
    return table.lines().joined(separator: "\n")
  }
}

extension NetworkPlan {
  /// All layers as a table: their outputs' shapes, how many parameters they have, and what one number of the output sees of the input.
  public var summary: String { outline.summary }
}

extension NetworkPlan: CustomStringConvertible {
  /// The table of all layers.
  public var description: String { summary }
}

/// A whole number with its digits in groups of three: `61,706`.
private func grouped(_ number: Int) -> String {
  let digits = Array("\(number)")
  return digits.enumerated().map { place, digit in
    place > 0 && (digits.count - place) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }.joined()
}
