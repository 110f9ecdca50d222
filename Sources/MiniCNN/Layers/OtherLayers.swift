/// Scores as probabilities along the last axis.
///
/// `softmax(z)ᵢ = e^{zᵢ} / Σⱼ e^{zⱼ}`; its gradient is `pᵢ · (gᵢ − Σⱼ gⱼ·pⱼ)`.
public struct Softmax: Layer {
  public init() {}

  public var name: String { "softmax" }

  public func outputShape(for sample: Shape) -> Shape { sample }

  public func output(for batch: Tensor) -> Tensor { batch.softmax() }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let output = batch.softmax()
    return Pass(output: output) { upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      let length = max(1, output.shape.last ?? 1)
      var input = [Double](repeating: 0, count: output.scalars.count)
      for start in stride(from: 0, to: input.count, by: length) {
        let mean = (start..<start + length).reduce(0) { $0 + upstream.scalars[$1] * output.scalars[$1] }
        for place in start..<start + length {
          input[place] = output.scalars[place] * (upstream.scalars[place] - mean)
        }
      }
      return Gradients(input: Tensor(unchecked: output.shape, input))
    }
  }
}

/// In training, each number becomes 0 with a given probability, and the others grow so that their mean stays; afterwards nothing
/// happens to them.
///
/// See Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014).
public struct Dropout: Layer {
  /// The probability with which a number becomes 0.
  public let rate: Double

  public init(rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    guard rate >= 0, rate < 1 else { stop("a dropout rate is from 0 to below 1, not \(rate)", file, line) }
    self.rate = rate
  }

  public var name: String { "dropout of \(rate)" }

  public func outputShape(for sample: Shape) -> Shape { sample }

  public func output(for batch: Tensor) -> Tensor { batch }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let kept = 1 / (1 - rate)
    let mask = Tensor(unchecked: batch.shape, batch.scalars.indices.map { _ in random.uniform() < rate ? 0 : kept })
    return Pass(output: batch * mask) { upstream, wantsInput in
      Gradients(input: wantsInput ? upstream * mask : nil)
    }
  }
}

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
