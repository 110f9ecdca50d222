extension Tensor {
  /// A fully connected layer: each output is a dot product of all inputs with weights of its own, plus a bias.
  ///
  /// `out[o] = b[o] + Σᵢ W[o, i] · x[i]`, where x is this tensor flattened.
  /// - Parameters:
  ///   - weights: Outputs × inputs.
  ///   - bias: One number an output, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A row with one number an output.
  /// - Complexity: O(outputs × inputs).
  public func dense(
    weights: Tensor, bias: [Double] = [], file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard weights.shape.rank == 2, weights.width == scalars.count else {
      stop(
        "weights of shape \(weights.shape) do not fit an input of shape \(shape): they take one column for each of its "
          + "\(scalars.count) numbers", file, line)
    }
    guard bias.isEmpty || bias.count == weights.height else {
      stop(
        "\(bias.count) biases for weights of shape \(weights.shape): each of the \(weights.height) outputs takes one",
        file, line)
    }
    let products = weights.multiplied(by: flattened(), file: file, line: line)
    return bias.isEmpty ? products : products + Tensor(bias)
  }
}
