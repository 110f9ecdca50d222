// Which pixels a cell really sees, where the formula of `ReceptiveField` gives the first and the last that it could: padding, gaps
// between windows and dropped borders hide some.

/// The rows and the columns of the input that one cell of a map sees through a stack of layers.
///
/// The cell sees the pixels in which one of these rows crosses one of these columns, and no others.
public struct SeenPixels: Hashable, Sendable {
  /// Ascending, each on the input.
  public let rows: [Int]
  /// Ascending, each on the input.
  public let columns: [Int]

  /// Follows the windows back from a cell to the input.
  /// - Parameters:
  ///   - row: The cell's row in the last layer's map.
  ///   - column: Its column.
  ///   - layers: The windows of each layer, that nearest to the input first.
  ///   - input: The input's height and width.
  ///   - border: What becomes of windows that the border cuts off, in all layers.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Complexity: O(*l* · (*r* · *k* + *n*)) for *l* layers, fields of *r*, kernels of *k* and an input of *n*.
  public init(
    ofRow row: Int, column: Int, through layers: [SlidingWindow], input: Size, border: Border = .exact,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    var sizes = [input]
    for layer in layers {
      sizes.append(layer.outputSize(of: sizes[sizes.count - 1], border: border, file: file, line: line))
    }
    let map = sizes[sizes.count - 1]
    guard (0..<map.height).contains(row), (0..<map.width).contains(column) else {
      stop("no cell \(row), \(column) in a map of \(map.height) × \(map.width); both count from 0", file, line)
    }
    rows = seen(from: row, through: layers.map { $0.vertical }, sizes: sizes.map { $0.height })
    columns = seen(from: column, through: layers.map { $0.horizontal }, sizes: sizes.map { $0.width })
  }
}

// `sizes` are those of the input and of each layer's output.
private func seen(from cell: Int, through layers: [AxisWindow], sizes: [Int]) -> [Int] {
  var seen = [cell]
  for (layer, size) in zip(layers, sizes).reversed() {
    var isSeen = [Bool](repeating: false, count: size)
    for place in seen.flatMap({ layer.places(of: $0) }) where (0..<size).contains(place) { isSeen[place] = true }
    seen = isSeen.indices.filter { isSeen[$0] }
  }
  return seen
}
