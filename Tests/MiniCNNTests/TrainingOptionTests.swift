import MiniCNN
import Testing

@Suite("Options of training")
struct TrainingOptionTests {
  private static let digits = LabelledImages.drawnDigits(count: 60, size: 16, seed: 4)
  private static let (learned, heldOut) = digits.split(heldOut: 20)

  private static func network() -> Network {
    Network(
      input: [16, 16, 1], seed: 5,
      [
        .convolution(4, size: 5), .batchNormalisation(), .relu, .maxPooling(), .flatten, .dense(10), .softmax,
      ])
  }

  private static func training(_ optimiser: Optimiser = .adamW(learningRate: 0.01)) -> Training {
    Training(
      network(), optimiser: optimiser, batchSize: 8, schedule: .warmUp(epochs: 1, then: .cosine(epochs: 3)),
      augmentations: [.shift(upTo: 2), .crop(atLeast: 0.8), .mirror, .noise(deviation: 0.1)], labelSmoothing: 0.1,
      seed: 6)
  }

  @Test("a run with all of them is stopped, saved and resumed to the last bit", arguments: [3, 5, 9])
  func resumed(batches: Int) throws {
    var whole = Self.training()
    whole.run(on: Self.learned, epochs: 3, validation: Self.heldOut, patience: 2)
    var (first, second) = (Self.training(), Self.training())
    var count = 0
    first.run(on: Self.learned, epochs: 3, validation: Self.heldOut, patience: 2) { progress in
      count += 1
      progress.isLast = count == batches
    }
    let folder = try TemporaryFolder()
    try first.save(to: folder.path("run"))
    try second.load(from: folder.path("run"))
    second.run(on: Self.learned, epochs: 3, validation: Self.heldOut, patience: 2)
    #expect(second.network.parameters == whole.network.parameters)
    #expect(second.network.state == whole.network.state)
  }

  @Test("running means are learned, saved and used")
  func runningMeans() throws {
    var training = Self.training()
    let before = training.network.state
    training.run(on: Self.learned, epochs: 1)
    #expect(training.network.state != before)
    let folder = try TemporaryFolder()
    try training.network.save(to: folder.path("network"))
    var loaded = Self.network()
    try loaded.load(from: folder.path("network"))
    #expect(loaded.state == training.network.state)
    #expect(loaded(Self.heldOut.images) == training.network(Self.heldOut.images))
  }

  @Test("augmentations are the same for the same seed, and leave the shape as it is")
  func augmentations() {
    func network(_ augmentation: Augmentation) -> [Tensor] {
      var training = Training(Self.network(), batchSize: 8, augmentations: [augmentation], seed: 3)
      training.run(on: Self.learned, epochs: 1)
      return training.network.parameters
    }
    var plain = Training(Self.network(), batchSize: 8, seed: 3)
    plain.run(on: Self.learned, epochs: 1)
    for augmentation: Augmentation in [.shift(upTo: 3), .crop(atLeast: 0.5), .mirror, .noise(deviation: 0.2)] {
      #expect(network(augmentation) == network(augmentation))
      #expect(network(augmentation) != plain.network.parameters)
    }
    #expect(network(.shift(upTo: 0)) == plain.network.parameters)
    #expect(network(Augmentation { image, _ in image }) == plain.network.parameters)
  }

  @Test("a run stops when the loss to validate by no longer falls, with the network that was best")
  func earlyStopping() {
    // So fast a descent leaps over every valley.
    var training = Training(Self.network(), optimiser: .descent(learningRate: 3), batchSize: 8, seed: 1)
    var losses: [Double] = []
    training.run(on: Self.learned, epochs: 40, validation: Self.heldOut, patience: 3) { progress in
      if let validation = progress.validation { losses.append(validation.loss) }
    }
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    #expect(losses.count < 40 && losses.count == best + 1 + 3)
    #expect(training.epoch == losses.count)
    #expect(training.network.loss(on: Self.heldOut) == losses[best])
  }

  @Test("validation tells loss and accuracy at the end of each epoch only")
  func validation() {
    var training = Self.training()
    training.run(on: Self.learned, epochs: 2, validation: Self.heldOut) { progress in
      #expect((progress.validation != nil) == progress.isEndOfEpoch)
      if let validation = progress.validation {
        #expect(validation.accuracy == progress.network.accuracy(on: Self.heldOut))
        #expect(validation.loss == progress.network.loss(on: Self.heldOut))
      }
    }
  }

  @Test("frozen layers stay as they are, and the others learn")
  func frozen() {
    var training = Self.training()
    training.network.frozen = [0, 1]
    let before = training.network
    training.run(on: Self.learned, epochs: 1)
    #expect(training.network.parameters.prefix(4) == before.parameters.prefix(4))
    #expect(training.network.state == before.state)
    #expect(training.network.parameters[4] != before.parameters[4])
  }

  @Test("smoothed targets still add up to 1")
  func smoothing() {
    expectClose(Tensor("1 0 0 0 / 0 0 1 0").smoothed(by: 0.2), Tensor("0.85 0.05 0.05 0.05 / 0.05 0.05 0.85 0.05"))
    #expect(Tensor("0 1").smoothed(by: 0) == Tensor("0 1"))
  }

  @Test("a gradient that is longer than the limit is shortened to it, others stay")
  func limit() {
    func step(_ limit: Double?) -> Tensor {
      var optimiser = Optimiser.descent(learningRate: 1)
      optimiser.gradientLimit = limit
      var parameters = [Tensor([0, 0]), Tensor([0])]
      optimiser.step(&parameters, gradients: [Tensor([3, 0]), Tensor([-4])])
      return Tensor(parameters.flatMap(\.scalars))
    }
    #expect(step(nil) == Tensor([-3, 0, 4]) && step(6) == Tensor([-3, 0, 4]))
    expectClose(step(1), Tensor([-0.6, 0, 0.8]), tolerance: 1e-6)
  }
}

@Suite("Transfer")
struct TransferTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("what fits in name and shape is taken over, the rest stays")
  func matching() throws {
    let plan: [LayerPlan] = [.convolution(4, size: 3), .batchNormalisation(), .relu, .flatten]
    let old = Network(input: [6, 6, 2], seed: 1, plan + [.dense(10)])
    try old.save(to: folder.path("old"))
    var new = Network(input: [6, 6, 2], seed: 2, plan + [.dense(3)])
    let end = new.parameters.suffix(2)
    #expect(try new.loadMatching(from: folder.path("old")) == ["0.0", "0.1", "1.0", "1.1", "1.state.0", "1.state.1"])
    #expect(new.parameters.prefix(4) == old.parameters.prefix(4))
    #expect(new.parameters.suffix(2) == end)
  }

  @Test("PyTorch's layout: kernels channel by channel, and maps flattened in that order")
  func pyTorch() throws {
    var random = SeededGenerator(seed: 1)
    var network = Network(
      input: [4, 5, 2], seed: 1, [.convolution(3, size: 2), .batchNormalisation(), .relu, .flatten, .dense(4)])
    network.parameters = network.parameters.map { random.normalTensor($0.shape) }
    network.state = network.state.map { random.uniformTensor($0.shape) + 0.5 }
    let parameters = network.parameters
    let tensors: [String: Tensor] = [
      "0.weight": parameters[0].permuted(to: [0, 3, 1, 2]), "0.bias": parameters[1], "1.weight": parameters[2],
      "1.bias": parameters[3], "1.running_mean": network.state[0], "1.running_var": network.state[1],
      "1.num_batches_tracked": Tensor(shape: [], scalars: [5]),
      "4.weight": parameters[4].reshaped(to: [4, 3, 4, 3]).permuted(to: [0, 3, 1, 2]).reshaped(to: [4, 36]),
      "4.bias": parameters[5],
    ]
    try TensorFile(tensors: tensors).write(to: folder.path("torch"))
    var other = Network(
      input: [4, 5, 2], seed: 9, [.convolution(3, size: 2), .batchNormalisation(), .relu, .flatten, .dense(4)])
    try other.load(pyTorch: folder.path("torch"))
    #expect(other.parameters == parameters && other.state == network.state)

    let names = [
      "0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias", "1.running_mean", "1.running_var",
    ].map { "net.\($0)" }
    try TensorFile(tensors: Dictionary(uniqueKeysWithValues: tensors.map { ("net.\($0)", $1) })).write(
      to: folder.path("named"))
    let missing = failure { () throws(FileFailure) in try other.load(pyTorch: folder.path("named")) }
    #expect(missing?.problem.hasPrefix("'0.weight' is missing") == true)
    other.parameters = other.parameters.map { $0 * 0 }
    try other.load(pyTorch: folder.path("named"), names: names)
    #expect(other.parameters == parameters)
  }
}

@Suite("What an output looks at")
struct SaliencyTests {
  private let network = Network(
    input: [6, 7, 2], seed: 3,
    [
      .convolution(4, size: 3), .batchNormalisation(), .relu, .maxPooling(2, border: .keep), .dropout(0.5), .flatten,
      .dense(3),
      .softmax,
    ])

  private var image: Tensor {
    var random = SeededGenerator(seed: 2)
    return random.distinctNumbers([6, 7, 2])
  }

  @Test("the gradient with respect to the input is the slope of the score", arguments: 0..<3)
  func inputGradient(output: Int) {
    Differences.expect(
      network.inputGradient(for: image, output: output), at: image,
      of: { network.outputs(for: $0)[6].scalars[output] }, "output \(output)")
  }

  @Test("saliency has one number a pixel: the largest magnitude of its channels")
  func saliency() {
    let (gradient, map) = (network.inputGradient(for: image), network.saliency(of: image))
    #expect(map.shape == [6, 7])
    #expect(map[2, 3] == max(abs(gradient[2, 3, 0]), abs(gradient[2, 3, 1])))
    #expect(network.inputGradient(for: image, output: network(image).argmax()) == gradient)
  }

  @Test("class activation weighs a layer's maps by their mean gradients")
  func classActivation() {
    let maps = network.outputs(for: image)[3]
    // Behind the pooled maps the scores are linear: the gradient of a score is its row of weights.
    let weights = network.parameters[4].row(1).reshaped(to: maps.shape).mean(axis: 0).mean(axis: 0)
    let expected = (0..<4).map { maps.channel($0) * weights[$0] }.reduce(maps.channel(0) * 0, +).relu()
    expectClose(network.classActivation(of: image, for: 1, layer: 3), expected)
    #expect(network.classActivation(of: image, for: 1) == network.classActivation(of: image, for: 1, layer: 4))
  }
}
