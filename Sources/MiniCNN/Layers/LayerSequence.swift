// Layers one after another are as good as one.

extension [AnyLayer] {
  /// All layers' parameters, in their order.
  var parameters: [Tensor] {
    get { flatMap { $0.parameters } }
    set { deal(newValue, "parameters", { $0.parameters }, { $0.parameters = $1 }) }
  }

  /// All layers' states, in their order.
  var state: [Tensor] {
    get { flatMap { $0.state } }
    set { deal(newValue, "states", { $0.state }, { $0.state = $1 }) }
  }

  /// Gives each layer its part of a list.
  private mutating func deal(
    _ tensors: [Tensor], _ what: String, _ part: (AnyLayer) -> [Tensor], _ set: (inout AnyLayer, [Tensor]) -> Void
  ) {
    let (shapes, newShapes) = (flatMap { part($0).map { $0.shape } }, tensors.map { $0.shape })
    guard newShapes == shapes else {
      stop(
        "\(what) of the shapes \(newShapes) for layers that have \(shapes): both need the same", #filePath, #line)
    }
    var rest = tensors[...]
    for index in indices {
      let count = part(self[index]).count
      guard count > 0 else { continue }
      set(&self[index], Array<Tensor>(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  var samplesAreIndependent: Bool { allSatisfy { $0.samplesAreIndependent } }

  /// Whether scores become probabilities at the end.
  var endWithSoftmax: Bool { last?.taken(as: Softmax.self) != nil }

  /// The windows of all layers, that nearest to the input first; `nil` if one sees everything.
  var windows: [SlidingWindow]? {
    reduce([]) { all, layer in all.flatMap { all in layer.windows.map { all + $0 } } }
  }

  /// The shape after the last layer.
  func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    var shape = sample
    for layer in self { shape = try layer.outputShape(for: shape) }
    return shape
  }

  func output(for batch: Tensor) -> Tensor {
    var batch = batch
    var rest = self[...]
    while let layer = rest.first {
      if let stage = ConvolutionStage(from: &rest) {
        batch = stage.output(for: batch)
      } else {
        batch = layer.output(for: batch)
        rest.removeFirst()
      }
    }
    return batch
  }

  /// Forward through all layers, and back in the opposite order: backpropagation.
  ///
  /// See Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986).
  func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    pass(batch, isSettled: false, &random)
  }

  /// The same once training is over.
  func settledPass(_ batch: Tensor) -> Pass {
    var unused = SeededGenerator(seed: 0)
    return pass(batch, isSettled: true, &unused)
  }

  private func pass(_ batch: Tensor, isSettled: Bool, _ random: inout SeededGenerator) -> Pass {
    var passes: [Pass] = []
    // Counted from 1, for a message.
    var numbers: [Int] = []
    var batch = batch
    var rest = self[...]
    while let layer = rest.first {
      numbers.append(count - rest.count + 1)
      if let stage = ConvolutionStage(from: &rest) {
        passes.append(stage.pass(batch))
      } else {
        passes.append(isSettled ? layer.settledPass(batch) : layer.pass(batch, random: &random))
        rest.removeFirst()
      }
      batch = passes[passes.count - 1].output
    }
    return Pass(output: batch, state: passes.flatMap { $0.state }) { [passes, numbers] upstream, wantsInput in
      var parameters: [[Tensor]] = []
      var upstream = upstream
      for (index, pass) in passes.enumerated().reversed() {
        let gradients = pass.gradients(upstream: upstream, wantsInput: wantsInput || index > 0)
        parameters.append(gradients.parameters)
        guard wantsInput || index > 0 else { continue }
        guard let input = gradients.input else {
          stop("layer \(numbers[index]) was asked for its input's gradient and gave none", #filePath, #line)
        }
        upstream = input
      }
      return Gradients(input: wantsInput ? upstream : nil, parameters: parameters.reversed().flatMap { $0 })
    }
  }
}
