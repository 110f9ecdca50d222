/// What training makes small: how far a network's outputs are from their targets, with its gradient.
public enum Loss: Hashable, Sendable {
  /// The cross-entropy between targets and the softmax of the outputs, which are scores.
  ///
  /// `−Σ꜀ t꜀ · (z꜀ − log Σⱼ e^{zⱼ})`, computed with the largest score subtracted from all, so that no power overflows. Its gradient with
  /// respect to the scores is `(p − t)/N`, prediction minus target, where the targets of a row have the sum 1.
  case crossEntropyOnScores
  /// The cross-entropy between targets and outputs, which are probabilities: `−Σ꜀ t꜀ · log p꜀`.
  case crossEntropy
  /// The squared differences, summed over the classes, or averaged over them too.
  case meanSquaredError(averagedOverClasses: Bool)

  /// The loss of a batch.
  /// - Parameters:
  ///   - outputs: What the network makes of the batch, rows × classes.
  ///   - targets: The same shape.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The mean over the rows.
  public func value(
    of outputs: Tensor, targets: Tensor, file: StaticString = #filePath, line: UInt = #line
  ) -> Double {
    switch self {
    case .crossEntropyOnScores:
      return MiniCNN.crossEntropy(ofScores: outputs, targets: targets, file: file, line: line)
    case .crossEntropy:
      return MiniCNN.crossEntropy(of: outputs, targets: targets, file: file, line: line)
    case .meanSquaredError(let isAveraged):
      return MiniCNN.meanSquaredError(
        of: outputs, targets: targets, averagedOverClasses: isAveraged, file: file, line: line)
    }
  }

  /// The loss's gradient with respect to the outputs.
  /// - Parameters:
  ///   - outputs: What the network makes of the batch, rows × classes.
  ///   - targets: The same shape.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: As many numbers as there are outputs.
  public func gradient(
    of outputs: Tensor, targets: Tensor, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard outputs.shape == targets.shape, (1...2).contains(outputs.shape.rank), !outputs.scalars.isEmpty else {
      stop(
        "outputs of shape \(outputs.shape) and targets of shape \(targets.shape): both are rows × classes, of one shape",
        file, line)
    }
    let classes = outputs.shape[outputs.shape.rank - 1]
    let rows = Double(outputs.scalars.count / classes)
    switch self {
    case .crossEntropyOnScores:
      let sums = stride(from: 0, to: targets.scalars.count, by: classes).map { start in
        targets.scalars[start..<start + classes].reduce(0, +)
      }
      let predictions = outputs.softmax().scalars
      return Tensor(shape: outputs.shape) { (predictions[$0] * sums[$0 / classes] - targets.scalars[$0]) / rows }
    case .crossEntropy:
      return Tensor(shape: outputs.shape) { place in
        let (target, prediction) = (targets.scalars[place], outputs.scalars[place])
        return target == 0 && !prediction.isNaN ? 0 : -target / prediction / rows
      }
    case .meanSquaredError(let isAveraged):
      let divisor = isAveraged ? rows * Double(classes) : rows
      return (outputs - targets) * (2 / divisor)
    }
  }
}

/// The cross-entropy between targets and the softmax of scores, without computing the softmax: no score is too large.
///
/// `−1/N · Σᵣ Σ꜀ tᵣ꜀ · (zᵣ꜀ − log Σⱼ e^{zᵣⱼ})`
/// - Parameters:
///   - scores: Rows × classes; a tensor of one axis is one row.
///   - targets: The same shape: probabilities, mostly 1 for the right class and 0 for the others.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The mean over the rows.
public func crossEntropy(
  ofScores scores: Tensor, targets: Tensor, file: StaticString = #filePath, line: UInt = #line
) -> Double {
  let rows = rowPairs(scores, targets, file, line)
  let sum = rows.reduce(0.0) { sum, row in
    let largest = row.0.reduce(-.infinity, larger)
    let logarithm = largest + log(row.0.reduce(0) { $0 + exp($1 - largest) })
    return sum + zip(row.0, row.1).reduce(0) { $1.1 == 0 && !$1.0.isNaN ? $0 : $0 - $1.1 * ($1.0 - logarithm) }
  }
  return sum / Double(rows.count)
}
