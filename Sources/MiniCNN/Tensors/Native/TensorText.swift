internal import TextTable

extension Tensor {
  /// The numbers as text: a row, a table, or one table a channel.
  public var table: String {
    TensorText(shape: Array(shape), scalars: scalars).lines().joined(separator: "\n")
  }
}

extension Tensor: CustomStringConvertible {
  public var description: String { table }
}

extension Tensor {
  /// Reads numbers as they stand on paper: blanks between numbers, and `/` or a line end between rows.
  ///
  /// `Tensor("0 0 1 / 1 0 0 / 0 1 1")` is a kernel of 3 × 3; a single row gives a tensor of one axis.
  public init(_ text: String, file: StaticString = #filePath, line: UInt = #line) {
    let texts = text.split { $0 == "/" || $0.isNewline }.map { $0.split(whereSeparator: \.isWhitespace) }
    let rows = texts.filter { !$0.isEmpty }.enumerated().map { row, words in
      words.enumerated().map { column, word -> Double in
        guard let number = Double(word) else {
          stop("'\(word)' in row \(row), column \(column) is no number", file, line)
        }
        return number
      }
    }
    if rows.count == 1 { self.init(rows[0]) } else { self.init(rows, file: file, line: line) }
  }
}

/// A number as it stands in messages.
func shown(_ number: Double) -> String { NumberText.text(of: number) }
