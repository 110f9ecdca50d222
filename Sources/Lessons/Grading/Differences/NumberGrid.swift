/// Numbers as rows × columns × channels; a list is one row.
struct NumberGrid {
  let rows: Int
  let columns: Int
  let channels: Int
  let scalars: [Double]

  /// `nil` for a lone number, for more than three axes, and where there is no number: an empty table may have any number of rows.
  init?(_ numbers: Numbers) {
    guard !numbers.scalars.isEmpty else { return nil }
    switch numbers.shape.count {
    case 1: (rows, columns, channels) = (1, numbers.shape[0], 1)
    case 2: (rows, columns, channels) = (numbers.shape[0], numbers.shape[1], 1)
    case 3: (rows, columns, channels) = (numbers.shape[0], numbers.shape[1], numbers.shape[2])
    default: return nil
    }
    scalars = numbers.scalars
  }

  subscript(row: Int, column: Int, channel: Int) -> Double {
    scalars[(row * columns + column) * channels + channel]
  }

  /// Whether a condition holds at every place in some rows and columns, in all channels.
  func allPlaces(
    rows: Range<Int>, columns: Range<Int>, satisfy condition: (_ row: Int, _ column: Int, _ channel: Int) -> Bool
  ) -> Bool {
    rows.allSatisfy { row in
      columns.allSatisfy { column in (0..<channels).allSatisfy { condition(row, column, $0) } }
    }
  }
}
