/// A fully connected layer: each output is a dot product of all inputs with weights of its own, plus a bias.
///
/// `out[n, o] = b[o] + Σᵢ W[o, i] · x[n, i]`
public struct Dense: SampleWise {
  /// Outputs × inputs.
  public var weights: Tensor
  /// One number an output; empty for none.
  public var bias: Tensor

  /// - Parameters:
  ///   - weights: Outputs × inputs.
  ///   - bias: One number an output, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(weights: Tensor, bias: [Double] = [], file: StaticString = #filePath, line: UInt = #line) {
    guard weights.shape.rank == 2, bias.isEmpty || bias.count == weights.shape[0] else {
      stop(
        "weights of \(weights.shape) and \(bias.count) biases: weights are outputs × inputs, a bias an output", file,
        line)
    }
    self.weights = weights
    self.bias = Tensor(bias)
  }

  public var name: String { "fully connected, \(weights.shape[0])" }
  public var windows: [SlidingWindow]? { nil }

  public var parameters: [Tensor] {
    get { bias.scalars.isEmpty ? [weights] : [weights, bias] }
    set {
      weights = newValue[0]
      if newValue.count > 1 { bias = newValue[1] }
    }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard weights.shape.rank == 2, bias.scalars.isEmpty || bias.scalars.count == weights.shape[0] else {
      throw ShapeMismatch(
        "weights of \(weights.shape) and \(bias.scalars.count) biases: weights are outputs × inputs, a bias an output")
    }
    guard sample.rank == 1, sample[0] == weights.shape[1] else {
      throw ShapeMismatch(
        "a fully connected layer of \(weights.shape[0]) × \(weights.shape[1]) takes rows of \(weights.shape[1]), not \(sample)"
          + (sample.rank > 1 ? ": flatten them first" : ""))
    }
    return [weights.shape[0]]
  }

  public func output(for batch: Tensor) -> Tensor {
    let outputs = checkedOutputShape(for: batch)[0]
    let (count, inputs) = (batch.shape[0], weights.shape[1])
    var output = [Double](repeating: 0, count: count * outputs)
    if !bias.scalars.isEmpty {
      for place in output.indices { output[place] = bias.scalars[place % outputs] }
    }
    product(
      Factor(batch.scalars, inputs), Factor(weights.scalars, inputs, isTransposed: true), addedTo: &output,
      rows: count, columns: outputs, depth: inputs)
    return Tensor(unchecked: [count, outputs], output)
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    Pass(output: output(for: batch)) { [weights, hasBias = !bias.scalars.isEmpty] upstream, wantsInput in
      let (count, outputs, inputs) = (batch.shape[0], weights.shape[0], weights.shape[1])
      var gradient = [Double](repeating: 0, count: outputs * inputs)
      product(
        Factor(upstream.scalars, outputs, isTransposed: true), Factor(batch.scalars, inputs), addedTo: &gradient,
        rows: outputs, columns: inputs, depth: count)
      var parameters = [Tensor(unchecked: weights.shape, gradient)]
      if hasBias {
        var sums = [Double](repeating: 0, count: outputs)
        addRows(of: upstream.scalars, to: &sums)
        parameters.append(Tensor(sums))
      }
      guard wantsInput else { return Gradients(input: nil, parameters: parameters) }
      var input = [Double](repeating: 0, count: count * inputs)
      product(
        Factor(upstream.scalars, outputs), Factor(weights.scalars, inputs), addedTo: &input, rows: count,
        columns: inputs, depth: outputs)
      return Gradients(input: Tensor(unchecked: batch.shape, input), parameters: parameters)
    }
  }
}

/// Maps in one row, in row-major order: what stands between the last pooled maps and a dense layer.
public struct Flatten: SampleWise {
  public init() {}

  public var name: String { "flatten" }

  public func outputShape(for sample: Shape) -> Shape { [sample.elementCount] }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let length = checkedOutputShape(for: batch)[0]
    let flat = Tensor(unchecked: [batch.shape[0], length], batch.scalars)
    return Pass(output: flat) { [shape = batch.shape] upstream, wantsInput in
      Gradients(input: wantsInput ? Tensor(unchecked: shape, upstream.scalars) : nil)
    }
  }
}
