/// Numbers in a shape of any rank as tables, some of them marked.
///
/// Rank 0 and 1 take a row, rank 2 a table. Rank 3 is read as height × width × channels, and its channels stand one below the
/// other; with a further axis in front it is a row of such images or kernels.
package struct TensorText {
  private let shape: [Int]
  private let texts: [String]
  private let marked: Set<Int>
  /// What is longer is shown by its beginning and its end.
  private let rowLimit = 40
  private let widthLimit = 110

  /// - Parameters:
  ///   - shape: The sizes of the axes.
  ///   - scalars: Row-major; as many as the product of `shape`.
  ///   - marked: The places, in that order, of the numbers to be marked.
  package init(shape: [Int], scalars: [Double], marked: Set<Int> = []) {
    self.shape = shape
    self.marked = marked
    texts = NumberText.texts(of: scalars)
  }

  /// - Parameter mark: Dresses a marked number, brackets included.
  /// - Returns: The lines, at least one.
  package func lines(mark: (String) -> String = { $0 }) -> [String] {
    if texts.isEmpty { return ["empty (\(shape.map(String.init).joined(separator: " × ")))"] }
    switch shape.count {
    case 0, 1: return table(rows: 1, columns: texts.count, mark: mark) { $1 }
    case 2: return table(rows: shape[0], columns: shape[1], mark: mark) { [columns = shape[1]] in $0 * columns + $1 }
    case 3: return channels(title: "", from: 0, height: shape[0], width: shape[1], count: shape[2], mark: mark)
    default: return images(mark: mark)
    }
  }

  private func images(mark: (String) -> String) -> [String] {
    let image = Array(shape.suffix(3))
    let size = image.reduce(1, *)
    let blocks = (0..<texts.count / size).map { index in
      channels(
        title: "\(index), ", from: index * size, height: image[0], width: image[1], count: image[2], mark: mark)
    }
    return Array(blocks.joined(separator: [""]))
  }

  private func channels(
    title: String, from start: Int, height: Int, width: Int, count: Int, mark: (String) -> String
  ) -> [String] {
    let blocks = (0..<count).map { channel in
      ["\(title)channel \(channel)"]
        + table(rows: height, columns: width, mark: mark) { start + ($0 * width + $1) * count + channel }
    }
    return Array(blocks.joined(separator: [""]))
  }

  private func table(rows: Int, columns: Int, mark: (String) -> String, place: (Int, Int) -> Int) -> [String] {
    let widest = texts.lazy.map(\.count).max() ?? 1
    let shownRows = ends(of: rows, limit: rowLimit)
    let shownColumns = ends(of: columns, limit: max(4, widthLimit / (widest + 2)))
    let cells = shownRows.map { row in
      shownColumns.map { column in
        guard let row, let column else { return TextTable.Cell("…") }
        let index = place(row, column)
        return TextTable.Cell(texts[index], isMarked: marked.contains(index))
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
