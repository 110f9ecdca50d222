extension Tensor {
  /// The likeliest classes of a row of probabilities or scores, the likeliest first; of equals the first, and before all others a NaN, as
  /// `argmax` has it: a fault must not be lost among sound numbers.
  /// - Parameters:
  ///   - count: How many classes to name, at most as many as there are.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The places of the classes, and their numbers.
  public func top(
    _ count: Int, file: StaticString = #filePath, line: UInt = #line
  ) -> [(place: Int, scalar: Double)] {
    guard shape.rank == 1, (0...scalars.count).contains(count) else {
      stop("cannot take the top \(count) of a tensor of shape \(shape): it takes a row of at least as many", file, line)
    }
    let order = scalars.indices.sorted { one, other in
      let (left, right) = (scalars[one], scalars[other])
      if left.isNaN || right.isNaN { return left.isNaN && (!right.isNaN || one < other) }
      return left > right || left == right && one < other
    }
    return order.prefix(count).map { ($0, scalars[$0]) }
  }
}

/// The share of rows whose right class is among the `count` likeliest.
/// - Parameters:
///   - predictions: Probabilities or scores, rows × classes.
///   - labels: The number of the right class, one a row.
///   - count: How many of the likeliest classes count as an answer.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: A number from 0 to 1.
public func topAccuracy(
  of predictions: Tensor, labels: [Int], count: Int = 1, file: StaticString = #filePath, line: UInt = #line
) -> Double {
  guard predictions.shape.rank == 2, predictions.shape[0] == labels.count, !labels.isEmpty else {
    stop("\(labels.count) labels for predictions of shape \(predictions.shape): each row takes one", file, line)
  }
  if let label = labels.first(where: { !(0..<predictions.shape[1]).contains($0) }) {
    stop("the label \(label) is none of the \(predictions.shape[1]) classes, which count from 0", file, line)
  }
  let hits = labels.indices.filter { row in
    predictions.row(row).top(count, file: file, line: line).contains { $0.place == labels[row] }
  }
  return Double(hits.count) / Double(labels.count)
}
