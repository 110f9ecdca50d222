/// Where the lines of a text begin.
package struct LineTable: Sendable {
  private let starts: [Int]

  /// - Complexity: O(*n*).
  package init(_ text: String) {
    starts = [0] + text.utf8.enumerated().lazy.filter { $0.element == UInt8(ascii: "\n") }.map { $0.offset + 1 }
  }

  /// The line and column of a byte.
  /// - Complexity: O(log *n*).
  package func place(of offset: Int) -> SwiftFacts.Place {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return SwiftFacts.Place(line: low + 1, column: offset - starts[low] + 1)
  }
}
