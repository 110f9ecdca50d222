#if !hasFeature(Embedded)
  import MiniCNN
#endif

/// What is computed natively and by the module alike, and compared: a part of everything that the module does.
enum SelfTest {
  struct Case: Sendable {
    let name: String
    /// How far numbers may be apart, absolutely or relatively; 0 for not in the last bit.
    let tolerance: Double
    let compute: @Sendable () -> [Double]
  }

  static let cases = [
    Case(name: "drawn digits", tolerance: 0) { LabelledImages.drawnDigits(count: 10, seed: 3).images.scalars },
    Case(name: "landscape", tolerance: 0) { Tensor.landscape(height: 20, width: 30).scalars },
    Case(name: "elementary functions", tolerance: 1e-12) { elementaryFunctions() },
    Case(name: "operations", tolerance: 1e-12) { operations() },
    Case(name: "layers and their gradients", tolerance: 1e-12) { layers.flatMap { thereAndBack($0) } },
    Case(name: "losses", tolerance: 1e-12) { losses() },
    Case(name: "products of matrices", tolerance: 1e-12) { products() },
    Case(name: "optimisers", tolerance: 1e-12) { optimisers.flatMap { steps($0) } },
    Case(name: "a training", tolerance: 1e-9) { training() },
  ]

  private static func random(_ shape: Shape, seed: UInt64) -> Tensor {
    var random = SeededGenerator(seed: seed)
    return random.normalTensor(shape)
  }

  private static func elementaryFunctions() -> [Double] {
    let numbers = [-30.0, -2.5, -1, -0.3, -1e-9, 0, 1e-12, 0.1, 0.17, 0.5, 1, 1.5, 7, 40, 300]
    return numbers.flatMap { [exp($0), tanh($0)] }
      + numbers.filter { $0 > 0 }.flatMap { [log($0), pow($0, 0.7), pow($0, 3), pow($0, -2)] }
  }

  private static func operations() -> [Double] {
    let image = random([9, 8, 3], seed: 1)
    let kernels = random([4, 3, 3, 3], seed: 2)
    let maps = [
      image.crossCorrelated(with: kernels, stride: 2, padding: 1, border: .drop, bias: [0.5, -1, 0, 2]),
      image.crossCorrelated(with: kernels, dilation: 2), image.convolved(with: kernels, padding: 1),
      image.maxPooled(border: .keep), image.averagePooled(size: 3, stride: 2, border: .drop), image.sigmoid(),
      image.padded(by: 2).resized(to: Size(height: 7, width: 5)), image.filtered(by: .sharpen),
      image.reshaped(to: [8, 27]).softmax(), image.permuted(to: [2, 0, 1]),
    ]
    return maps.flatMap { $0.scalars }
  }

  private static let layers: [[LayerPlan]] = [
    [.convolution(5, size: 3, padding: .same), .relu, .maxPooling()],
    [.convolution(6, size: 3, stride: 2, padding: .zeros(1), dilation: 2, groups: 2, border: .drop)],
    [.averagePooling(3, stride: 2, border: .drop), .leakyReLU(), .globalAveragePooling],
    [.flatten, .dense(7), .tanh, .dense(3), .softmax], [.parametricReLU, .sigmoid, .layerNormalisation()],
    [.batchNormalisation(), .dropout(0.3)], [.transposedConvolution(3, size: 4, stride: 2, padding: 1), .upsampling()],
    [.residual([.convolution(4, size: 3, padding: .same), .relu])],
    [.branches([.convolution(2, size: 1)], [.maxPooling(3, stride: 1, padding: 1)])],
  ]

  private static func thereAndBack(_ plans: [LayerPlan]) -> [Double] {
    var generator = SeededGenerator(seed: 5)
    var (batch, numbers) = (random([2, 8, 8, 4], seed: 4), [Double]())
    var passes: [Pass] = []
    for layer in Network(input: [8, 8, 4], seed: 3, plans).layers {
      passes.append(layer.pass(batch, random: &generator))
      batch = passes[passes.count - 1].output
    }
    numbers += batch.scalars
    for pass in passes.reversed() {
      let gradients = pass.gradients(upstream: batch)
      numbers += gradients.parameters.flatMap { $0.scalars }
      if let input = gradients.input { batch = input }
    }
    return numbers + batch.scalars
  }

  private static func losses() -> [Double] {
    let (scores, targets) = (random([3, 5], seed: 6), random([3, 5], seed: 7).softmax())
    let all: [Loss] = [
      .crossEntropyOnScores, .crossEntropy, .meanSquaredError(averagedOverClasses: false),
      .meanSquaredError(averagedOverClasses: true),
    ]
    return all.flatMap { loss -> [Double] in
      let outputs = loss == .crossEntropy ? scores.softmax() : scores
      return [loss.value(of: outputs, targets: targets)] + loss.gradient(of: outputs, targets: targets).scalars
    }
  }

  private static func products() -> [Double] {
    let sizes = [(1, 100, 33), (3, 7, 11), (5, 6, 9), (64, 64, 64), (65, 131, 67), (70, 33, 290)]
    return sizes.flatMap { rows, columns, depth -> [Double] in
      random([rows, depth], seed: 8).multiplied(by: random([depth, columns], seed: 9)).scalars
    }
  }

  private static let optimisers: [Optimiser] = [
    .descent(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01),
    .descent(learningRate: 0.1, momentum: 0.8, isNesterov: true), .adam(learningRate: 0.01),
    .adamW(learningRate: 0.01), .adadelta(),
  ]

  private static func steps(_ optimiser: Optimiser) -> [Double] {
    var (optimiser, parameters) = (optimiser, [random([20], seed: 10)])
    for step in 0..<12 { optimiser.step(&parameters, gradients: [random([20], seed: 20 + UInt64(step))]) }
    return parameters[0].scalars
  }

  /// A network for digits of 12 × 12, which a test in the browser describes to the module as well.
  static func network(seed: UInt64) -> Network {
    Network(
      input: [12, 12, 1], seed: seed,
      [.convolution(4, size: 3), .relu, .maxPooling(), .dropout(0.1), .flatten, .dense(10), .softmax])
  }

  /// The first hundred losses.
  private static func training() -> [Double] {
    var training = Training(
      network(seed: 2), optimiser: .descent(learningRate: 0.02, momentum: 0.9), batchSize: 8,
      augmentations: [.shift(upTo: 1)], seed: 2)
    var losses: [Double] = []
    training.run(on: .drawnDigits(count: 100, size: 12, seed: 4), epochs: 8) { progress in
      losses.append(progress.loss)
      progress.isLast = losses.count == 100
    }
    return losses
  }
}
