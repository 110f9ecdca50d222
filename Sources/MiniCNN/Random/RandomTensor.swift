extension SeededGenerator {
  /// A tensor of uniform random numbers, one after another in row-major order.
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - low: The smallest possible number, finite.
  ///   - high: Its upper bound, finite, not below `low`.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The tensor.
  public mutating func uniformTensor(
    _ shape: Shape, from low: Double = 0, to high: Double = 1, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    Tensor(
      shape: shape, scalars: (0..<shape.elementCount).map { _ in uniform(from: low, to: high, file: file, line: line) })
  }

  /// A tensor of normal random numbers, one after another in row-major order.
  public mutating func normalTensor(_ shape: Shape, mean: Double = 0, deviation: Double = 1) -> Tensor {
    Tensor(shape: shape, scalars: (0..<shape.elementCount).map { _ in normal(mean: mean, deviation: deviation) })
  }
}
