import MiniCNN
import Testing

/// What PyTorch computed forwards and backwards, computed again by layers, losses and optimisers.
@Suite("PyTorch's results, from layers")
struct ReferenceLayerTests {
  /// Expects a layer's output, its gradients and, without training, the same output again.
  private func expectPass(
    _ layer: some Layer, _ reference: ReferenceCase, input: String, parameters: [String] = [], tolerance: Double = 1e-12
  ) throws {
    var random = SeededGenerator(seed: 0)
    let batch = try reference.input(input)
    let pass = layer.pass(batch, random: &random)
    try expectClose(pass.output, reference.expected("output"), tolerance: tolerance)
    #expect(layer.output(for: batch) == pass.output)
    let sample = try layer.outputShape(for: Shape(Array(batch.shape.dropFirst())))
    #expect(pass.output.shape == Shape([batch.shape[0]] + sample))

    let gradients = try pass.gradients(upstream: reference.input("upstream"))
    try expectClose(#require(gradients.input), reference.expected("\(input)Gradient"), tolerance: tolerance, "input")
    let names = parameters.filter { reference.optionalInput($0) != nil }
    #expect(gradients.parameters.count == names.count)
    #expect(layer.parameters.count == names.count)
    for (gradient, name) in zip(gradients.parameters, names) {
      try expectClose(gradient, reference.expected("\(name)Gradient"), tolerance: tolerance, "\(name)")
    }
    let withoutInput = try pass.gradients(upstream: reference.input("upstream"), wantsInput: false)
    #expect(withoutInput.input == nil)
    #expect(withoutInput.parameters == gradients.parameters)
  }

  @Test("convolution", arguments: try ReferenceCase.all(of: "convolution"))
  func convolution(reference: ReferenceCase) throws {
    let layer = try Convolution(
      kernels: reference.input("kernels"), bias: reference.optionalInput("bias")?.scalars ?? [],
      stride: reference.size("stride"), padding: .zeros(reference.size("padding")),
      dilation: reference.size("dilation"), groups: reference.integer("groups"), border: .drop)
    try expectPass(layer, reference, input: "images", parameters: ["kernels", "bias"])
  }

  @Test("max pooling", arguments: try ReferenceCase.all(of: "maxPooling"))
  func maxPooling(reference: ReferenceCase) throws {
    let layer = try MaxPooling(
      size: reference.size("size"), stride: reference.size("stride"), padding: reference.size("padding"),
      border: reference.flag("keepsCutOffWindows") ? .keep : .drop)
    try expectPass(layer, reference, input: "images", tolerance: 0)
  }

  @Test("average pooling", arguments: try ReferenceCase.all(of: "averagePooling"))
  func averagePooling(reference: ReferenceCase) throws {
    let layer = try AveragePooling(
      size: reference.size("size"), stride: reference.size("stride"), padding: reference.size("padding"),
      border: reference.flag("keepsCutOffWindows") ? .keep : .drop)
    try expectPass(layer, reference, input: "images")
  }

  @Test("global average pooling", arguments: try ReferenceCase.all(of: "globalAveragePooling"))
  func globalAveragePooling(reference: ReferenceCase) throws {
    try expectPass(GlobalAveragePooling(), reference, input: "images")
  }

  @Test("ReLU", arguments: try ReferenceCase.all(of: "relu"))
  func relu(reference: ReferenceCase) throws {
    try expectPass(Activation(.relu), reference, input: "inputs", tolerance: 0)
  }

  @Test("leaky ReLU", arguments: try ReferenceCase.all(of: "leakyRelu"))
  func leakyReLU(reference: ReferenceCase) throws {
    try expectPass(Activation(.leakyReLU(slope: reference.number("slope"))), reference, input: "inputs")
  }

  @Test("sigmoid", arguments: try ReferenceCase.all(of: "sigmoid"))
  func sigmoid(reference: ReferenceCase) throws {
    try expectPass(Activation(.sigmoid), reference, input: "inputs")
  }

  @Test("tanh", arguments: try ReferenceCase.all(of: "tanh"))
  func tanh(reference: ReferenceCase) throws {
    try expectPass(Activation(.tanh), reference, input: "inputs")
  }

  @Test("softmax", arguments: try ReferenceCase.all(of: "softmax"))
  func softmax(reference: ReferenceCase) throws {
    try expectPass(Softmax(), reference, input: "inputs")
  }

  @Test("a dense layer", arguments: try ReferenceCase.all(of: "dense"))
  func dense(reference: ReferenceCase) throws {
    let layer = try Dense(
      weights: reference.input("weights"), bias: reference.optionalInput("bias")?.scalars ?? [])
    try expectPass(layer, reference, input: "inputs", parameters: ["weights", "bias"])
  }

  /// Expects a loss's value and its gradient.
  private func expectLoss(_ loss: Loss, _ reference: ReferenceCase, outputs name: String) throws {
    let (outputs, targets) = (try reference.input(name), try reference.input("targets"))
    let value = Tensor(shape: [], scalars: [loss.value(of: outputs, targets: targets)])
    try expectClose(value, reference.expected("loss"))
    try expectClose(loss.gradient(of: outputs, targets: targets), reference.expected("\(name)Gradient"))
  }

  @Test("cross-entropy on scores", arguments: try ReferenceCase.all(of: "crossEntropyOnScores"))
  func crossEntropyOnScores(reference: ReferenceCase) throws {
    try expectLoss(.crossEntropyOnScores, reference, outputs: "scores")
  }

  @Test("cross-entropy", arguments: try ReferenceCase.all(of: "crossEntropy"))
  func crossEntropy(reference: ReferenceCase) throws {
    try expectLoss(.crossEntropy, reference, outputs: "predictions")
  }

  @Test("mean squared error", arguments: try ReferenceCase.all(of: "meanSquaredError"))
  func meanSquaredError(reference: ReferenceCase) throws {
    let isAveraged = try reference.flag("averagedOverClasses")
    try expectLoss(.meanSquaredError(averagedOverClasses: isAveraged), reference, outputs: "predictions")
  }
}

/// Twenty steps each, from the gradients that PyTorch had, and in its own parameters' places.
@Suite("PyTorch's optimisers")
struct ReferenceOptimiserTests {
  private func expectSteps(_ optimiser: Optimiser, _ reference: ReferenceCase) throws {
    var optimiser = optimiser
    let (gradients, expected) = (try reference.expected("gradients"), try reference.expected("parameters"))
    // In two tensors, so that each finds its own running figures.
    func parts(_ row: Tensor) -> [Tensor] {
      [Tensor(Array(row.scalars.prefix(1))), Tensor(Array(row.scalars.dropFirst()))]
    }
    var parameters = try parts(reference.input("start"))
    for step in 0..<gradients.shape[0] {
      optimiser.step(&parameters, gradients: parts(gradients.row(step)))
      expectClose(Tensor(parameters.flatMap(\.scalars)), expected.row(step), "step \(step)")
    }
    #expect(optimiser.stepCount == gradients.shape[0])
  }

  @Test("gradient descent, with momentum and weight decay", arguments: try ReferenceCase.all(of: "sgd"))
  func descent(reference: ReferenceCase) throws {
    try expectSteps(
      .descent(
        learningRate: reference.number("learningRate"), momentum: reference.number("momentum"),
        isNesterov: reference.flag("nesterov"), weightDecay: reference.number("weightDecay")), reference)
  }

  @Test("Adam", arguments: try ReferenceCase.all(of: "adam"))
  func adam(reference: ReferenceCase) throws {
    let decays = try reference.numbers("betas")
    try expectSteps(
      .adam(
        learningRate: reference.number("learningRate"), decays: (decays[0], decays[1]),
        epsilon: reference.number("epsilon"), weightDecay: reference.number("weightDecay")), reference)
  }

  @Test("AdamW", arguments: try ReferenceCase.all(of: "adamW"))
  func adamW(reference: ReferenceCase) throws {
    let decays = try reference.numbers("betas")
    try expectSteps(
      .adamW(
        learningRate: reference.number("learningRate"), decays: (decays[0], decays[1]),
        epsilon: reference.number("epsilon"), weightDecay: reference.number("weightDecay")), reference)
  }

  @Test("gradients of limited length", arguments: try ReferenceCase.all(of: "limitedGradients"))
  func limited(reference: ReferenceCase) throws {
    var optimiser = try Optimiser.descent(
      learningRate: reference.number("learningRate"), momentum: reference.number("momentum"))
    optimiser.gradientLimit = try reference.number("gradientLimit")
    try expectSteps(optimiser, reference)
  }

  @Test("Adadelta", arguments: try ReferenceCase.all(of: "adadelta"))
  func adadelta(reference: ReferenceCase) throws {
    try expectSteps(
      .adadelta(
        learningRate: reference.number("learningRate"), decay: reference.number("decay"),
        epsilon: reference.number("epsilon"), weightDecay: reference.number("weightDecay")), reference)
  }
}
