// How far predictions are from their targets. Both are rows × classes, one row an example; a tensor of one axis is one row.

/// The share of rows in which the likeliest class is not the target's.
///
/// Of classes with equal probability the first counts as the likeliest.
/// - Parameters:
///   - predictions: Probabilities, rows × classes.
///   - targets: The same shape: 1 for the right class, 0 for the others.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: A number from 0 to 1.
public func classificationError(
  of predictions: Tensor, targets: Tensor, file: StaticString = #filePath, line: UInt = #line
) -> Double {
  let rows = rowPairs(predictions, targets, file, line)
  return Double(rows.filter { Tensor($0).argmax() != Tensor($1).argmax() }.count) / Double(rows.count)
}

/// The mean over the rows of the squared differences, summed over the classes.
///
/// `1/N · Σᵣ Σ꜀ (pᵣ꜀ − tᵣ꜀)²`
/// - Parameters:
///   - predictions: Probabilities, rows × classes.
///   - targets: The same shape.
///   - averagedOverClasses: Whether to divide by the number of classes too, as many libraries do.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: A number from 0.
public func meanSquaredError(
  of predictions: Tensor, targets: Tensor, averagedOverClasses: Bool = false, file: StaticString = #filePath,
  line: UInt = #line
) -> Double {
  let rows = rowPairs(predictions, targets, file, line)
  let sum = rows.reduce(0) { sum, row in sum + zip(row.0, row.1).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
  return sum / Double(averagedOverClasses ? predictions.scalars.count : rows.count)
}

/// The mean over the rows of the cross-entropy between targets and predictions, by the natural logarithm.
///
/// `H(t, p) = −Σ꜀ t꜀ · log p꜀`, where a class with the target 0 adds nothing; see Goodfellow, Bengio and Courville, "Deep Learning"
/// (2016), section 3.13.
/// - Parameters:
///   - predictions: Probabilities, rows × classes. Where the target's is 0, the result is infinite.
///   - targets: The same shape: probabilities, mostly 1 for the right class and 0 for the others.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: A number from 0, or infinity.
public func crossEntropy(
  of predictions: Tensor, targets: Tensor, file: StaticString = #filePath, line: UInt = #line
) -> Double {
  let rows = rowPairs(predictions, targets, file, line)
  let sum = rows.reduce(0) { sum, row in
    sum + zip(row.0, row.1).reduce(0) { $1.1 == 0 && !$1.0.isNaN ? $0 : $0 - $1.1 * log($1.0) }
  }
  return sum / Double(rows.count)
}

func rowPairs(
  _ predictions: Tensor, _ targets: Tensor, _ file: StaticString, _ line: UInt
) -> [([Double], [Double])] {
  guard predictions.shape == targets.shape, (1...2).contains(predictions.shape.rank), !predictions.scalars.isEmpty
  else {
    stop(
      "predictions of shape \(predictions.shape) and targets of shape \(targets.shape): both are rows × classes, of one "
        + "shape", file, line)
  }
  let classes = predictions.shape[predictions.shape.rank - 1]
  return stride(from: 0, to: predictions.scalars.count, by: classes).map { start in
    (Array(predictions.scalars[start..<start + classes]), Array(targets.scalars[start..<start + classes]))
  }
}
