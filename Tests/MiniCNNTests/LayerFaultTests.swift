import MiniCNN
import Testing

@Suite("Wrong shapes for networks and optimisers")
struct NetworkShapeTests {
  private func expectMessage(
    _ result: ExitTest.Result?, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for word in words { #expect(message.contains(word), "\(message)", sourceLocation: sourceLocation) }
  }

  private static let network = Network(input: [4, 4, 1], [.convolution(2, size: 3), .flatten, .dense(3)])

  /// Builds a network in vain. Within the exit test itself, lines are counted differently.
  private static func buildInVain() {
    _ = Network(input: [8, 8, 1], [.convolution(2, size: 3), .relu, .dense(3)])
  }
  private static let vainLine = #line - 2

  @Test("a layer that does not fit is counted, and the caller's line named")
  func layer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { Self.buildInVain() }
    expectMessage(
      result,
      ["LayerFaultTests.swift:\(Self.vainLine)", "layer 3 of the network does not fit: ", "6 × 6 × 2", ".flatten"])
  }

  /// Plans that cannot be built for images of 6 × 6 × 3.
  private static let plans: [(name: String, plan: LayerPlan, words: [String])] = [
    ("no kernels", .convolution(0, size: 3), ["0 kernels", "6 × 6 × 3"]),
    ("kernels of size 0", .convolution(2, size: 0), ["0 × 0", "at least 1"]),
    ("kernels of negative size", .convolution(2, size: -1), ["-1 × -1", "at least 1"]),
    ("a dilation of 0", .convolution(2, size: 3, dilation: 0), ["dilation of 0 × 0"]),
    ("groups that do not divide", .convolution(4, size: 3, groups: 2), ["4 kernels in 2 groups", "6 × 6 × 3"]),
    ("uneven pooling", .maxPooling(4), ["window of 4", "input of 6", ".drop"]),
    ("no outputs", .dense(0), ["at least one output"]),
    ("a residual that shrinks", .residual(.convolution(3, size: 3)), ["4 × 4 × 3", "6 × 6 × 3", "same shape"]),
  ]

  @Test("a plan says what it needs", arguments: plans.indices)
  func plan(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      _ = Network(input: [6, 6, 3], [Self.plans[index].plan])
    }
    expectMessage(result, Self.plans[index].words + ["layer 1 of the network", "LayerFaultTests.swift"])
  }

  @Test("samples of another shape")
  func samples() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.network(Tensor(repeating: 1, shape: [2, 5, 5, 1]))
    }
    expectMessage(result, ["4 × 4 × 1", "2 × 5 × 5 × 1", "LayerFaultTests.swift"])
  }

  /// What a network cannot learn from: the batch's shape, the targets', and the message.
  private static let lessons: [(batch: Shape, targets: Shape, words: [String])] = [
    ([0, 4, 4, 1], [0, 3], ["at least one sample of 4 × 4 × 1", "0 × 4 × 4 × 1"]),
    ([4, 4, 1], [3], ["at least one sample of 4 × 4 × 1", "from 4 × 4 × 1"]),
    ([2, 5, 4, 1], [2, 3], ["4 × 4 × 1", "2 × 5 × 4 × 1"]),
    ([2, 4, 4, 1], [3, 2], ["targets of shape 3 × 2", "2 samples with outputs of 3"]),
    ([2, 4, 4, 1], [1, 3], ["targets of shape 1 × 3", "2 samples with outputs of 3"]),
  ]

  @Test("batches and targets that a network cannot learn from", arguments: lessons.indices)
  func gradients(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      var random = SeededGenerator(seed: 0)
      let (batch, targets, _) = Self.lessons[index]
      _ = Self.network.gradients(
        for: Tensor(repeating: 1, shape: batch), targets: Tensor(repeating: 1, shape: targets),
        loss: .crossEntropyOnScores, random: &random)
    }
    expectMessage(result, Self.lessons[index].words + ["LayerFaultTests.swift"])
  }

  @Test("an empty batch has an output without rows")
  func emptyBatch() {
    #expect(Self.network(Tensor(repeating: 1, shape: [0, 4, 4, 1])).shape == [0, 3])
  }

  @Test("parameters of other shapes than the network's")
  func parameters() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var network = Self.network
      network.parameters[0] = Tensor([1])
    }
    expectMessage(result, ["2 × 3 × 3 × 1", "shapes [1, 2, "])
  }

  @Test("an optimiser keeps to the parameters that it has adjusted, momentum or not", arguments: [0, 0.9])
  func optimiser(momentum: Double) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [momentum] in
      var optimiser = Optimiser.descent(learningRate: 0.1, momentum: momentum)
      var parameters = [Tensor("1 2 3 / 4 5 6"), Tensor([1])]
      optimiser.step(&parameters, gradients: parameters)
      parameters = [Tensor([1]), Tensor("1 2 3 / 4 5 6")]
      optimiser.step(&parameters, gradients: parameters)
    }
    expectMessage(result, ["[1, 2 × 3]", "[2 × 3, 1]", "LayerFaultTests.swift"])
  }

  @Test("gradients of other shapes than the parameters'")
  func optimiserGradients() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var optimiser = Optimiser.adam()
      var parameters = [Tensor([1, 2])]
      optimiser.step(&parameters, gradients: [Tensor([1])])
    }
    expectMessage(result, ["[2]", "[1]", "LayerFaultTests.swift"])
  }

  /// A layer by hand that forgets to give its input's gradient.
  private struct Forgetful: Layer {
    let name = "forgetful"
    func outputShape(for sample: Shape) -> Shape { sample }
    func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
      Pass(output: batch) { _, _ in Gradients(input: nil) }
    }
  }

  @Test("a layer that owes its input's gradient is not passed over")
  func missingGradient() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = SeededGenerator(seed: 0)
      _ = Network(input: [2], [.dense(2), .layer(Forgetful()), .dense(2)]).gradients(
        for: Tensor([[1, 2]]), targets: Tensor([[1, 0]]), loss: .crossEntropyOnScores, random: &random)
    }
    expectMessage(result, ["layer 2", "gradient"])
  }
}

@Suite("Layers do not lose a NaN")
struct LayerFaultTests {
  /// Whether two tensors are equal where a NaN is equal to a NaN.
  private func isSame(_ one: Tensor, _ other: Tensor) -> Bool {
    one.shape == other.shape && zip(one.scalars, other.scalars).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  @Test("a convolution spoils the maps that see one, and no others", arguments: 0..<60)
  func convolution(seed: Int) throws {
    var random = try RandomConvolution(seed: seed)
    var place = SeededGenerator(seed: UInt64(seed))
    var scalars = random.batch.scalars
    scalars[place.integer(below: scalars.count)] = .nan
    random.batch = Tensor(shape: random.batch.shape, scalars: scalars)
    let maps = random.layer.output(for: random.batch)
    for index in 0..<random.batch.shape[0] {
      let map = random.batch.row(index).crossCorrelated(
        with: random.layer.kernels, stride: random.layer.stride, padding: random.zeros,
        dilation: random.layer.dilation, groups: random.layer.groups, border: .drop, bias: random.layer.bias.scalars)
      let isSame = isSame(maps.row(index), map)
      #expect(isSame, "seed \(seed), image \(index)")
    }
  }

  @Test("pooling spoils the windows that see one, and no others", arguments: 0..<20)
  func pooling(channel: Int) {
    var random = SeededGenerator(seed: UInt64(channel))
    var map = random.wholeNumbers([4, 6, 20])
    map[random.integer(below: 4), random.integer(below: 6), channel] = .nan
    let batch = map.reshaped(to: [1, 4, 6, 20])
    for (output, expected) in [
      (MaxPooling(size: Size(square: 2)).output(for: batch), map.maxPooled()),
      (AveragePooling(size: Size(square: 2)).output(for: batch), map.averagePooled()),
    ] {
      #expect(output.scalars.filter(\.isNaN).count == 1)
      #expect(isSame(output.row(0), expected))
    }
    let means = GlobalAveragePooling().output(for: batch)
    #expect(means.scalars.indices.filter { means.scalars[$0].isNaN } == [channel])
  }

  private static let layers: [any Layer] = [
    Activation(.relu), Activation(.leakyReLU(slope: 0.1)), Activation(.sigmoid), Activation(.tanh), Softmax(),
    ParametricReLU(channels: 3), Dropout(rate: 0.5), Residual([Activation(.tanh)]), Flatten(),
    Dense(weights: Tensor([[0, 0, 0]])),
  ]

  @Test("forwards and backwards through the others", arguments: layers.indices, [0, 1, 2])
  func others(index: Int, place: Int) throws {
    let layer = Self.layers[index]
    var numbers = [1.0, 2, 3]
    numbers[place] = .nan
    let spoilt = layer.pass(Tensor(shape: [1, 3], scalars: numbers))
    #expect(spoilt.output.sum().isNaN)

    let sound = layer.pass(Tensor([[1, 2, 3]]))
    var upstream = Tensor(repeating: 1, shape: sound.output.shape)
    upstream[0, min(place, upstream.shape[1] - 1)] = .nan
    let gradients = sound.gradients(upstream: upstream)
    #expect(try #require(gradients.input).sum().isNaN)
    // What comes back as NaN is one also where the input was.
    let back = spoilt.gradients(upstream: spoilt.output)
    #expect(try #require(back.input).sum().isNaN)
  }

  @Test("ReLU lets through what comes back where its input was a NaN")
  func relu() {
    let gradient = Activation(.relu).pass(Tensor([.nan, 1, -1])).gradients(upstream: Tensor([5, 6, 7])).input
    #expect(gradient == Tensor([5, 6, 0]))
    let slopes = ParametricReLU(channels: 2).pass(Tensor([[.nan, 1]])).gradients(upstream: Tensor([[1, 1]]))
    #expect(slopes.parameters[0][0].isNaN)
    #expect(slopes.parameters[0][1] == 0)
  }

  @Test(
    "a loss, even where the target is 0",
    arguments: [Loss.crossEntropyOnScores, .crossEntropy, .meanSquaredError(averagedOverClasses: true)], [0, 1])
  func losses(loss: Loss, place: Int) {
    var outputs = Tensor("0.5 0.5 / 0.5 0.5")
    outputs[1, place] = .nan
    let targets = Tensor("1 0 / 0 1")
    #expect(loss.value(of: outputs, targets: targets).isNaN)
    #expect(loss.value(of: outputs, targets: targets * 0).isNaN)
    let gradient = loss.gradient(of: outputs, targets: targets)
    #expect(gradient[1, place].isNaN)
    #expect(!gradient[0, 0].isNaN && !gradient[0, 1].isNaN)
  }
}

@Suite("Scores far out")
struct ExtremeScoreTests {
  @Test("scores of ±1000 have the loss that they should, and a finite gradient")
  func thousands() {
    let scores = Tensor("1000 -1000 / -1000 1000")
    #expect(Loss.crossEntropyOnScores.value(of: scores, targets: Tensor("1 0 / 0 1")) == 0)
    #expect(Loss.crossEntropyOnScores.value(of: scores, targets: Tensor("0 1 / 0 1")) == 1000)
    #expect(Loss.crossEntropyOnScores.gradient(of: scores, targets: Tensor("0 1 / 0 1")) == Tensor("0.5 -0.5 / 0 0"))
  }

  @Test("a score of −∞ is a class that never comes: no loss unless it does, then an infinite one")
  func never() {
    let scores = Tensor([0, -.infinity])
    #expect(Loss.crossEntropyOnScores.value(of: scores, targets: Tensor([1, 0])) == 0)
    #expect(Loss.crossEntropyOnScores.value(of: scores, targets: Tensor([0, 1])) == .infinity)
    #expect(Loss.crossEntropyOnScores.gradient(of: scores, targets: Tensor([0, 1])) == Tensor([1, -1]))
    #expect(scores.softmax() == Tensor([1, 0]))
  }

  @Test(
    "scores of ∞, or of −∞ alone, have no probabilities",
    arguments: [[Double.infinity, 0], [-Double.infinity, -Double.infinity]])
  func infinite(scores: [Double]) {
    let (scores, targets) = (Tensor(scores), Tensor([1, 0]))
    #expect(scores.softmax().sum().isNaN)
    #expect(Loss.crossEntropyOnScores.value(of: scores, targets: targets).isNaN)
    #expect(Loss.crossEntropyOnScores.gradient(of: scores, targets: targets).sum().isNaN)
  }

  @Test("sigmoid, tanh and ReLU of infinities are their limits, without a slope")
  func limits() {
    let far = Tensor([-.infinity, .infinity])
    let upstream = Tensor([1, 1])
    for (function, limits) in [(Activation.Function.sigmoid, Tensor([0, 1])), (.tanh, Tensor([-1, 1]))] {
      let pass = Activation(function).pass(far)
      #expect(pass.output == limits)
      #expect(pass.gradients(upstream: upstream).input == Tensor([0, 0]))
    }
    #expect(Activation(.relu).output(for: far) == Tensor([0, .infinity]))
    #expect(Activation(.leakyReLU(slope: 0.1)).output(for: far) == far)
  }

  @Test("a probability of 0 costs an infinite loss where the class comes, and nothing where it does not")
  func impossible() {
    let predictions = Tensor([1, 0])
    #expect(Loss.crossEntropy.value(of: predictions, targets: Tensor([1, 0])) == 0)
    #expect(Loss.crossEntropy.gradient(of: predictions, targets: Tensor([1, 0])) == Tensor([-1, 0]))
    #expect(Loss.crossEntropy.value(of: predictions, targets: Tensor([0, 1])) == .infinity)
    #expect(Loss.crossEntropy.gradient(of: predictions, targets: Tensor([0, 1])) == Tensor([0, -.infinity]))
  }
}
