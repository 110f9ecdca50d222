/// Numbers in a shape of any rank as tables, some of them marked.
///
/// Rank 0 and 1 take a row, rank 2 a table. Rank 3 is read as height × width × channels, and its channels stand one below the
/// other; with a further axis in front it is a row of such images or kernels.
package struct TensorText {
  private let shape: [Int]
  private let scalars: [Double]
  private let marked: Set<Int>
  private let numbers: NumberText
  private let exact: [Int: String]
  private let widest: Int
  /// What is longer is shown by its beginning and its end.
  private let rowLimit = 40
  private let widthLimit = 110
  private let channelLimit = 16

  /// - Parameters:
  ///   - shape: The sizes of the axes.
  ///   - scalars: Row-major; as many as the product of `shape`.
  ///   - marked: The places, in that order, of the numbers to be marked.
  ///   - leastDecimals: With how many decimals the numbers are written at the least.
  ///   - exact: What stands at some places instead of the number, by the place.
  package init(
    shape: [Int], scalars: [Double], marked: Set<Int> = [], leastDecimals: Int = 0, exact: [Int: String] = [:]
  ) {
    (self.shape, self.scalars, self.marked, self.exact) = (shape, scalars, marked, exact)
    let others = exact.isEmpty ? scalars : scalars.indices.filter { exact[$0] == nil }.map { scalars[$0] }
    numbers = NumberText(for: others, leastDecimals: leastDecimals)
    widest = max(numbers.widest, exact.values.map(\.count).max() ?? 0)
  }

  /// - Parameter mark: Dresses a marked number, brackets included.
  /// - Returns: The lines, at least one.
  package func lines(mark: (String) -> String = { $0 }) -> [String] {
    if scalars.isEmpty { return ["empty (\(shape.map(String.init).joined(separator: " × ")))"] }
    switch shape.count {
    case 0, 1: return table(rows: 1, columns: scalars.count, mark: mark) { $1 }
    case 2: return table(rows: shape[0], columns: shape[1], mark: mark) { [columns = shape[1]] in $0 * columns + $1 }
    default: return channels(mark: mark)
    }
  }

  /// A table for each channel of each image or kernel.
  private func channels(mark: (String) -> String) -> [String] {
    let (height, width, depth) = (shape[shape.count - 3], shape[shape.count - 2], shape[shape.count - 1])
    let count = scalars.count / (height * width)
    let shown = ends(of: count, limit: channelLimit)
    let blocks = shown.map { block in
      guard let block else { return ["…"] }
      let (image, channel) = block.quotientAndRemainder(dividingBy: depth)
      let start = image * height * width * depth + channel
      return [shape.count > 3 ? "\(image), channel \(channel)" : "channel \(channel)"]
        + table(rows: height, columns: width, mark: mark) { start + ($0 * width + $1) * depth }
    }
    let note = shown.count == count ? [] : [["(\(count) channels, shortened)"]]
    return Array((blocks + note).joined(separator: [""]))
  }

  private func table(rows: Int, columns: Int, mark: (String) -> String, place: (Int, Int) -> Int) -> [String] {
    let shownRows = ends(of: rows, limit: rowLimit)
    let shownColumns = ends(of: columns, limit: max(4, widthLimit / (widest + 2)))
    let cells = shownRows.map { row in
      shownColumns.map { column in
        guard let row, let column else { return TextTable.Cell("…") }
        let index = place(row, column)
        return TextTable.Cell(exact[index] ?? numbers.text(of: scalars[index]), isMarked: marked.contains(index))
      }
    }
    let isWhole = shownRows.count == rows && shownColumns.count == columns
    return TextTable(rows: cells).lines(mark: mark) + (isWhole ? [] : ["(\(rows) × \(columns), shortened)"])
  }

  /// All indices, or the first and the last of them with `nil` in between.
  private func ends(of count: Int, limit: Int) -> [Int?] {
    guard count > limit else { return Array(0..<count) }
    let half = limit / 2
    return Array(0..<half) + [nil] + Array(count - half..<count)
  }
}
