/// A map made larger: each of its numbers becomes a square of numbers.
///
/// The nearest number, or the mean of the four nearest weighted by how near they are, as `Tensor.resized` has it. The gradient of each number
/// is the sum of those that it became, with the same weights.
public struct Upsampling: SampleWise {
  /// How many times higher and wider the map becomes.
  public let factor: Size
  public let method: Resizing

  public init(
    factor: Size, method: Resizing = .nearest, file: StaticString = #filePath, line: UInt = #line
  ) {
    guard factor.height > 0, factor.width > 0 else { stop("a map cannot become \(factor) times larger", file, line) }
    (self.factor, self.method) = (factor, method)
  }

  public var name: String { "\(factor) times larger" }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard sample.rank == 3, sample[0] > 0, sample[1] > 0 else { throw .maps(sample) }
    return [sample[0] * factor.height, sample[1] * factor.width, sample[2]]
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let output = checkedOutputShape(for: batch)
    let plan = ResizingPlan(
      from: Size(height: batch.shape[1], width: batch.shape[2]), to: Size(height: output[0], width: output[1]),
      channels: output[2], method)
    let count = batch.shape[0]
    return Pass(output: Tensor(unchecked: Shape([count] + output), plan.resized(batch.scalars, count: count))) {
      upstream, wantsInput in
      Gradients(
        input: wantsInput ? Tensor(unchecked: batch.shape, plan.givenBack(upstream.scalars, count: count)) : nil)
    }
  }
}
