import MiniCNN
import Testing

/// Central differences: the slope between a little before and a little after.
enum Differences {
  static let reach = 1e-5

  /// Expects a function's gradient at some random places of a tensor.
  /// - Parameters:
  ///   - gradient: The gradient to test.
  ///   - tensor: Where it is the function's gradient.
  ///   - function: The function.
  ///   - comment: What is being tested.
  ///   - sourceLocation: The caller's place.
  static func expect(
    _ gradient: Tensor, at tensor: Tensor, of function: (Tensor) -> Double, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(gradient.shape == tensor.shape, comment, sourceLocation: sourceLocation)
    guard gradient.shape == tensor.shape else { return }
    var random = SeededGenerator(seed: UInt64(tensor.scalars.count))
    for place in random.shuffledIndices(count: tensor.scalars.count).prefix(40) {
      func value(_ step: Double) -> Double {
        var scalars = tensor.scalars
        scalars[place] += step
        return function(Tensor(shape: tensor.shape, scalars: scalars))
      }
      let slope = (value(reach) - value(-reach)) / (2 * reach)
      guard !(abs(slope - gradient.scalars[place]) <= 1e-6 * max(1, abs(slope))) else { continue }
      Issue.record(
        "\(comment), number \(place): the gradient is \(gradient.scalars[place]), the slope \(slope)",
        sourceLocation: sourceLocation)
      return
    }
  }
}

extension SeededGenerator {
  /// Numbers from −1 to 1 that keep away from 0, where ReLU has its kink, and from each other, where a maximum has one.
  mutating func distinctNumbers(_ shape: Shape) -> Tensor {
    let count = shape.elementCount
    let order = shuffledIndices(count: count)
    return Tensor(shape: shape, scalars: order.map { (2 * Double($0) + 1.5) / Double(2 * count) * 2 - 1 })
  }
}

/// A layer with a batch that it takes, both made from a seed.
struct GradientCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let make: @Sendable (inout SeededGenerator) throws -> (layer: any Layer, batch: Tensor)

  init(_ name: String, _ make: @escaping @Sendable (inout SeededGenerator) throws -> (layer: any Layer, batch: Tensor))
  {
    (testDescription, self.make) = (name, make)
  }

  static let all = [
    GradientCase("convolution") {
      var random = try RandomConvolution(seed: $0.integer(below: 1 << 20), reach: 7)
      random.layer.kernels = random.layer.kernels * 0.1
      return (random.layer, random.batch * 0.1)
    },
    GradientCase("max pooling") {
      let (size, stride, padding, shape) = windows(&$0)
      return (MaxPooling(size: size, stride: stride, padding: padding, border: .keep), $0.distinctNumbers(shape))
    },
    GradientCase("average pooling") {
      let (size, stride, padding, shape) = windows(&$0)
      return (AveragePooling(size: size, stride: stride, padding: padding, border: .keep), $0.distinctNumbers(shape))
    },
    GradientCase("global average pooling") { (GlobalAveragePooling(), $0.distinctNumbers(maps(&$0))) },
    GradientCase("ReLU") { (Activation(.relu), $0.distinctNumbers(maps(&$0))) },
    GradientCase("leaky ReLU") {
      let slope = $0.uniform(from: 0, to: 0.5)
      return (Activation(.leakyReLU(slope: slope)), $0.distinctNumbers(maps(&$0)))
    },
    GradientCase("leaky ReLU of negative slope") {
      (Activation(.leakyReLU(slope: -0.5)), $0.distinctNumbers(maps(&$0)))
    },
    GradientCase("parametric ReLU") {
      let shape = maps(&$0)
      var layer = ParametricReLU(channels: shape[3])
      layer.slopes = $0.distinctNumbers([shape[3]])
      return (layer, $0.distinctNumbers(shape))
    },
    GradientCase("sigmoid") { (Activation(.sigmoid), $0.distinctNumbers(maps(&$0)) * 3) },
    GradientCase("tanh") { (Activation(.tanh), $0.distinctNumbers(maps(&$0)) * 3) },
    GradientCase("softmax") { (Softmax(), $0.distinctNumbers(maps(&$0)) * 3) },
    GradientCase("flatten") { (Flatten(), $0.distinctNumbers(maps(&$0))) },
    GradientCase("dropout") { (Dropout(rate: $0.uniform(from: 0, to: 0.9)), $0.distinctNumbers(maps(&$0))) },
    GradientCase("dense") {
      let (count, inputs, outputs) = ($0.integer(in: 1...4), $0.integer(in: 1...8), $0.integer(in: 1...8))
      let bias = $0.integer(below: 2) == 0 ? [] : $0.distinctNumbers([outputs]).scalars
      let weights = $0.distinctNumbers([outputs, inputs])
      return (Dense(weights: weights, bias: bias), $0.distinctNumbers([count, inputs]))
    },
    GradientCase("batch normalisation") {
      let shape = Shape([2] + maps(&$0))
      var layer = BatchNormalisation(channels: shape[4], epsilon: 0.01)
      layer.parameters = [$0.distinctNumbers([shape[4]]), $0.distinctNumbers([shape[4]])]
      return (layer, $0.distinctNumbers(shape))
    },
    GradientCase("layer normalisation") {
      let shape = maps(&$0)
      let axes = Shape(Array(shape.suffix($0.integer(in: 1...3))))
      var layer = LayerNormalisation(shape: axes, epsilon: 0.01)
      layer.parameters = [$0.distinctNumbers(axes), $0.distinctNumbers(axes)]
      return (layer, $0.distinctNumbers(shape))
    },
    GradientCase("transposed convolution") {
      let (groups, stride) = ($0.integer(in: 1...2), Size(height: $0.integer(in: 1...3), width: $0.integer(in: 1...3)))
      let size = Size(height: $0.integer(in: 2...3), width: $0.integer(in: 2...3))
      let (inputs, outputs) = (groups * $0.integer(in: 1...2), $0.integer(in: 1...2))
      let bias = $0.integer(below: 2) == 0 ? [] : $0.distinctNumbers([outputs * groups]).scalars
      let layer = TransposedConvolution(
        kernels: $0.distinctNumbers([inputs, size.height, size.width, outputs]), bias: bias, stride: stride,
        padding: Size(height: $0.integer(in: 0...1), width: 0), dilation: Size(height: 1, width: $0.integer(in: 1...2)),
        groups: groups, extra: Size(height: stride.height - 1, width: 0))
      return (layer, $0.distinctNumbers([2, $0.integer(in: 2...3), $0.integer(in: 1...3), inputs]))
    },
    GradientCase("upsampling") {
      let factor = Size(height: $0.integer(in: 1...3), width: $0.integer(in: 1...3))
      return (
        Upsampling(factor: factor, method: $0.integer(below: 2) == 0 ? .nearest : .bilinear),
        $0.distinctNumbers(maps(&$0))
      )
    },
    GradientCase("branches") {
      let shape = maps(&$0)
      let layers: [any Layer] = [
        Convolution(kernels: $0.distinctNumbers([3, 3, 1, shape[3]]), padding: .same), BatchNormalisation(channels: 3),
      ]
      return (
        Branches([layers, [], [Activation(.tanh), ParametricReLU(channels: shape[3])]]), $0.distinctNumbers(shape)
      )
    },
    GradientCase("residual with a projection") {
      let shape = maps(&$0)
      let (one, other) = ($0.distinctNumbers([5, 3, 3, shape[3]]), $0.distinctNumbers([5, 1, 1, shape[3]]))
      return (
        Residual(
          [Convolution(kernels: one, padding: .same), Activation(.tanh)],
          shortcut: [Convolution(kernels: other), LayerNormalisation(shape: [5])]), $0.distinctNumbers(shape)
      )
    },
    GradientCase("residual") {
      let shape = maps(&$0)
      let kernels = $0.distinctNumbers([shape[3], 3, 1, shape[3]])
      let layers: [any Layer] = [
        Convolution(kernels: kernels, bias: $0.distinctNumbers([shape[3]]).scalars, padding: .same),
        Activation(.tanh), Dropout(rate: 0.3), ParametricReLU(channels: shape[3]),
      ]
      return (Residual(layers), $0.distinctNumbers(shape))
    },
  ]

  private static func maps(_ random: inout SeededGenerator) -> Shape {
    Shape((0..<4).map { _ in random.integer(in: 1...4) })
  }

  private static func windows(
    _ random: inout SeededGenerator
  ) -> (size: Size, stride: Size, padding: Size, shape: Shape) {
    let size = Size(height: random.integer(in: 1...4), width: random.integer(in: 1...4))
    let stride = Size(height: random.integer(in: 1...3), width: random.integer(in: 1...3))
    let padding = Size(
      height: random.integer(in: 0...size.height / 2), width: random.integer(in: 0...size.width / 2))
    let (count, channels) = (random.integer(in: 1...3), random.integer(in: 1...10))
    let (height, width) = (size.height + random.integer(in: 0...4), size.width + random.integer(in: 0...4))
    return (size, stride, padding, [count, height, width, channels])
  }
}

@Suite("Gradients are the slopes that central differences find")
struct GradientTests {
  @Test("a layer's, with respect to its input and its parameters", arguments: GradientCase.all)
  func layer(gradientCase: GradientCase) throws {
    for seed in 0..<UInt64(gradientCase.testDescription == "convolution" ? 60 : 15) {
      var random = SeededGenerator(seed: seed)
      let (layer, batch) = try gradientCase.make(&random)
      var chance = SeededGenerator(seed: seed)
      let pass = layer.pass(batch, random: &chance)
      let upstream = random.distinctNumbers(pass.output.shape)
      func value(_ layer: any Layer, _ batch: Tensor) -> Double {
        var chance = SeededGenerator(seed: seed)
        return (layer.pass(batch, random: &chance).output * upstream).sum()
      }

      let gradients = pass.gradients(upstream: upstream)
      let input = try #require(gradients.input)
      Differences.expect(input, at: batch, of: { value(layer, $0) }, "seed \(seed), input")
      try #require(gradients.parameters.count == layer.parameters.count)
      for (index, parameter) in layer.parameters.enumerated() {
        Differences.expect(
          gradients.parameters[index], at: parameter,
          of: {
            var changed = layer
            changed.parameters[index] = $0
            return value(changed, batch)
          }, "seed \(seed), parameter \(index)")
      }
    }
  }

  private static let losses: [Loss] = [
    .crossEntropyOnScores, .crossEntropy, .meanSquaredError(averagedOverClasses: false),
    .meanSquaredError(averagedOverClasses: true),
  ]

  @Test("a loss's, whatever its targets add up to", arguments: losses)
  func loss(loss: Loss) {
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let classes = random.integer(in: 1...6)
      let shape: Shape = seed % 4 == 0 ? [classes] : [random.integer(in: 1...5), classes]
      let outputs = (random.distinctNumbers(shape) + 1.2) * 0.4
      let targets = random.distinctNumbers(shape).relu()
      Differences.expect(
        loss.gradient(of: outputs, targets: targets), at: outputs, of: { loss.value(of: $0, targets: targets) },
        "seed \(seed)")
    }
  }
}

@Suite("Gradients of whole networks")
struct NetworkGradientTests {
  /// One of every kind of layer.
  private func network(seed: UInt64, dropout: Double) -> Network {
    Network(
      input: [9, 8, 2], seed: seed,
      [
        .convolution(4, size: 3, padding: .same), .relu, .maxPooling(2, border: .keep),
        .convolution(6, size: Size(height: 2, width: 1), dilation: Size(height: 2, width: 1), groups: 2),
        .leakyReLU(slope: 0.1), .averagePooling(2, stride: 1),
        .residual(.convolution(6, size: 1, hasBias: false, initialisation: .glorot), .tanh, .dropout(dropout)),
        .parametricReLU, .flatten, .dense(5), .sigmoid, .dropout(dropout), .dense(3, initialisation: .glorot), .softmax,
      ])
  }

  private func samples(_ count: Int) -> (batch: Tensor, targets: Tensor) {
    var random = SeededGenerator(seed: 1)
    let targets = Tensor((0..<count).map { row in (0..<3).map { row % 3 == $0 ? 1 : 0 } })
    return (random.distinctNumbers([count, 9, 8, 2]), targets)
  }

  @Test(
    "with respect to every parameter", arguments: [Loss.crossEntropy, .meanSquaredError(averagedOverClasses: false)],
    [1, 4, 6])
  func parameters(loss: Loss, count: Int) {
    let (network, (batch, targets)) = (network(seed: 5, dropout: 0.3), samples(count))
    func value(_ network: Network) -> (loss: Double, outputs: Tensor, gradients: [Tensor], state: [Tensor]) {
      var chance = SeededGenerator(seed: 3)
      return network.gradients(for: batch, targets: targets, loss: loss, random: &chance)
    }
    let result = value(network)
    #expect(result.gradients.map(\.shape) == network.parameters.map(\.shape))
    for index in network.parameters.indices {
      Differences.expect(
        result.gradients[index], at: network.parameters[index],
        of: {
          var changed = network
          changed.parameters[index] = $0
          return value(changed).loss
        }, "parameter \(index)")
    }
  }

  @Test("of a batch, whole or in parts, are the means of its samples'", arguments: [1, 3, 4, 5, 8, 11])
  func means(count: Int) {
    let (network, (batch, targets)) = (network(seed: 6, dropout: 0), samples(count))
    var random = SeededGenerator(seed: 0)
    let whole = network.gradients(for: batch, targets: targets, loss: .crossEntropy, random: &random)
    var (loss, sums) = (0.0, network.parameters.map { Tensor(repeating: 0, shape: $0.shape) })
    for place in 0..<count {
      let (sample, target) = (batch.row(place), targets.row(place))
      let single = network.gradients(
        for: sample.reshaped(to: [1, 9, 8, 2]), targets: target.reshaped(to: [1, 3]), loss: .crossEntropy,
        random: &random)
      loss += single.loss / Double(count)
      for index in sums.indices { sums[index] = sums[index] + single.gradients[index] / Double(count) }
      expectClose(whole.outputs.row(place), network(sample))
      expectClose(single.outputs.row(0), network(sample))
    }
    #expect(abs(whole.loss - loss) < 1e-12)
    for (gradient, sum) in zip(whole.gradients, sums) { expectClose(gradient, sum) }
  }

  @Test("cross-entropy on scores leaves out a last softmax, and differs from that on probabilities by rounding alone")
  func scores() {
    let (network, (batch, targets)) = (network(seed: 7, dropout: 0), samples(6))
    var random = SeededGenerator(seed: 0)
    let onScores = network.gradients(for: batch, targets: targets, loss: .crossEntropyOnScores, random: &random)
    let onProbabilities = network.gradients(for: batch, targets: targets, loss: .crossEntropy, random: &random)
    #expect(abs(onScores.loss - onProbabilities.loss) < 1e-12)
    #expect(onScores.gradients.count == onProbabilities.gradients.count)
    for (one, other) in zip(onScores.gradients, onProbabilities.gradients) { expectClose(one, other) }
    expectClose(onScores.outputs.softmax(), onProbabilities.outputs)
  }
}
