/// How often images of each class were taken for each other class.
public struct ConfusionMatrix: Equatable, Sendable {
  /// Right classes × predicted classes.
  public let counts: [[Int]]
  /// The names of the classes.
  public let classes: [String]

  /// Counts predictions.
  /// - Parameters:
  ///   - predictions: Probabilities or scores, rows × classes.
  ///   - labels: The number of the right class, one a row.
  ///   - classes: The names of the classes; by default their numbers.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    of predictions: Tensor, labels: [Int], classes: [String]? = nil, file: StaticString = #filePath, line: UInt = #line
  ) {
    let count = predictions.shape.last ?? 0
    guard predictions.shape.rank == 2, predictions.shape[0] == labels.count,
      labels.allSatisfy((0..<count).contains), classes.map({ $0.count == count }) ?? true
    else {
      stop(
        "\(labels.count) labels for predictions of shape \(predictions.shape): each row takes one, below the number of classes",
        file, line)
    }
    var counts = Array(repeating: Array(repeating: 0, count: count), count: count)
    for (row, label) in labels.enumerated() { counts[label][predictions.row(row).argmax()] += 1 }
    self.counts = counts
    self.classes = classes ?? (0..<count).map(String.init)
  }

  /// The share of right predictions; 0 if there is none at all.
  public var accuracy: Double {
    let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
    return total == 0 ? 0 : Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
  }
}
