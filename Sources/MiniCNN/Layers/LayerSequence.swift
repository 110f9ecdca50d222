// Layers one after another are as good as one.

extension [any Layer] {
  /// All layers' parameters, in their order.
  var parameters: [Tensor] {
    get { flatMap(\.parameters) }
    set {
      let (shapes, newShapes) = (parameters.map(\.shape), newValue.map(\.shape))
      guard newShapes == shapes else {
        stop(
          "parameters of the shapes \(newShapes) for layers that have \(shapes): both need the same", #filePath, #line)
      }
      var rest = newValue[...]
      for index in indices {
        let count = self[index].parameters.count
        guard count > 0 else { continue }
        self[index].parameters = Array<Tensor>(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
    }
  }

  /// The shape after the last layer.
  func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    var shape = sample
    for layer in self { shape = try layer.outputShape(for: shape) }
    return shape
  }

  func output(for batch: Tensor) -> Tensor {
    reduce(batch) { $1.output(for: $0) }
  }

  /// Forward through all layers, and back in the opposite order: backpropagation.
  ///
  /// See Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986).
  func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    var passes: [Pass] = []
    var batch = batch
    for layer in self {
      passes.append(layer.pass(batch, random: &random))
      batch = passes[passes.count - 1].output
    }
    return Pass(output: batch) { [passes] upstream, wantsInput in
      var parameters: [[Tensor]] = []
      var upstream = upstream
      for (index, pass) in passes.enumerated().reversed() {
        let gradients = pass.gradients(upstream: upstream, wantsInput: wantsInput || index > 0)
        parameters.append(gradients.parameters)
        guard wantsInput || index > 0 else { continue }
        guard let input = gradients.input else {
          stop("layer \(index + 1) was asked for its input's gradient and gave none", #filePath, #line)
        }
        upstream = input
      }
      return Gradients(input: wantsInput ? upstream : nil, parameters: parameters.reversed().flatMap(\.self))
    }
  }
}
