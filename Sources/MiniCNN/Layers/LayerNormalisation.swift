/// The numbers of each sample, or of each of its rows or places, brought to the mean 0 and the variance 1, then scaled and shifted by what is
/// learned.
///
/// `x̂ = (x − μ)/√(σ² + ε)`, `out = γ·x̂ + β`, with μ and σ² those of the n numbers that stand together; see Ba, Kiros and Hinton, "Layer
/// normalization" (2016). The gradient is `∂L/∂x = 1/√(σ² + ε) · (h − 1/n · Σ h − x̂ · 1/n · Σ h·x̂)` with `h = γ·g`.
public struct LayerNormalisation: SampleWise {
  /// γ, in the shape of what is normalised together.
  public var scale: Tensor
  /// β, in the same shape.
  public var shift: Tensor
  /// ε, which keeps the divisor from 0.
  public let epsilon: Double

  /// - Parameters:
  ///   - shape: The samples' last axes, over which is normalised: `[channels]` for each place by itself, the whole shape for a sample.
  ///   - epsilon: What is added to the variance.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(shape: Shape, epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line) {
    guard shape.elementCount > 0, epsilon > 0 else {
      stop(
        "nothing can be normalised over \(shape) with an ε of \(epsilon): there is a number, and ε is above 0", file,
        line)
    }
    (scale, shift) = (Tensor(repeating: 1, shape: shape), Tensor(repeating: 0, shape: shape))
    self.epsilon = epsilon
  }

  public var name: String { "layer normalisation" }
  public var windows: [SlidingWindow]? { scale.shape.rank > 1 ? nil : [] }

  public var parameters: [Tensor] {
    get { [scale, shift] }
    set { (scale, shift) = (newValue[0], newValue[1]) }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard Shape(Array(sample.suffix(scale.shape.rank))) == scale.shape else {
      throw ShapeMismatch(
        "a normalisation over \(scale.shape) cannot take samples of \(sample): their last axes differ")
    }
    return sample
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    _ = checkedOutputShape(for: batch)
    let (length, scale, shift) = (scale.scalars.count, scale.scalars, shift.scalars)
    var normal = batch.scalars
    var inverses: [Double] = []
    for start in stride(from: 0, to: normal.count, by: length) {
      let row = start..<start + length
      let mean = row.reduce(0) { $0 + normal[$1] } / Double(length)
      let variance = row.reduce(0) { $0 + (normal[$1] - mean) * (normal[$1] - mean) } / Double(length)
      let inverse = 1 / (variance + epsilon).squareRoot()
      for place in row { normal[place] = (normal[place] - mean) * inverse }
      inverses.append(inverse)
    }
    let output = Tensor(shape: batch.shape) { normal[$0] * scale[$0 % length] + shift[$0 % length] }
    return Pass(output: output) { [normal, inverses] upstream, wantsInput in
      let upstream = upstream.scalars
      var (scaleGradient, shiftGradient) = (
        [Double](repeating: 0, count: length), [Double](repeating: 0, count: length)
      )
      var input = upstream
      for (index, inverse) in inverses.enumerated() {
        let row = index * length..<(index + 1) * length
        var (sum, product) = (0.0, 0.0)
        for place in row {
          let gradient = upstream[place] * scale[place % length]
          sum += gradient
          product += gradient * normal[place]
          scaleGradient[place % length] += upstream[place] * normal[place]
          shiftGradient[place % length] += upstream[place]
        }
        for place in row {
          let gradient = upstream[place] * scale[place % length]
          input[place] = inverse * (gradient - sum / Double(length) - normal[place] * product / Double(length))
        }
      }
      let shape = self.scale.shape
      return Gradients(
        input: wantsInput ? Tensor(unchecked: batch.shape, input) : nil,
        parameters: [Tensor(unchecked: shape, scaleGradient), Tensor(unchecked: shape, shiftGradient)])
    }
  }
}
