internal import TextTable

extension ConfusionMatrix {
  /// A table: a row for each right class, a column for each predicted one. Mistakes are in brackets, and a dot stands for 0.
  public var table: String {
    let rows = counts.enumerated().map { right, row in
      row.enumerated().map { predicted, count in
        TextTable.Cell(count == 0 ? "·" : "\(count)", isMarked: count > 0 && right != predicted)
      }
    }
    return TextTable(rows: rows, header: classes, rowTitles: classes).lines().joined(separator: "\n")
  }
}

extension ConfusionMatrix: CustomStringConvertible {
  public var description: String { table }
}
