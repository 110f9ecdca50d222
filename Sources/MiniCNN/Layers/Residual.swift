/// What some layers make of a batch, added to the batch itself.
///
/// `out = x + f(x)`; see He, Zhang, Ren and Sun, "Deep residual learning for image recognition" (2015).
public struct Residual: Layer {
  public var layers: [any Layer]

  public init(_ layers: [any Layer]) {
    self.layers = layers
  }

  public var name: String { "residual of \(layers.count) layers" }

  public var windows: [SlidingWindow]? {
    layers.reduce([]) { all, layer in all.flatMap { all in layer.windows.map { all + $0 } } }
  }

  public var parameters: [Tensor] {
    get { layers.parameters }
    set { layers.parameters = newValue }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    let output = try layers.outputShape(for: sample)
    guard output == sample else {
      throw ShapeMismatch("a residual's layers make \(output) of \(sample): to be added, both need the same shape")
    }
    return output
  }

  public func output(for batch: Tensor) -> Tensor {
    _ = checkedOutputShape(for: batch)
    return batch + layers.output(for: batch)
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    _ = checkedOutputShape(for: batch)
    let inner = layers.pass(batch, random: &random)
    return Pass(output: batch + inner.output) { upstream, wantsInput in
      var gradients = inner.gradients(upstream: upstream, wantsInput: wantsInput)
      gradients.input = gradients.input.map { $0 + upstream }
      return gradients
    }
  }
}
