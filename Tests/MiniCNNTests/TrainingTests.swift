import MiniCNN
import Testing

@Suite("Training")
struct TrainingTests {
  private static let digits = LabelledImages.drawnDigits(count: 60, size: 16, seed: 4)

  /// A small network with everything that has a state of its own.
  private static func training(_ optimiser: Optimiser = .adam()) -> Training {
    let network = Network(
      input: [16, 16, 1], seed: 5,
      [.convolution(4, size: 5), .relu, .maxPooling(), .flatten, .dropout(0.2), .dense(10), .softmax])
    return Training(network, optimiser: optimiser, batchSize: 8, seed: 6)
  }

  private static let optimisers: [Optimiser] = [
    .descent(learningRate: 0.05), .descent(learningRate: 0.02, momentum: 0.9, weightDecay: 0.001), .adam(), .adadelta(),
  ]

  @Test("two runs are equal to the last bit", arguments: optimisers)
  func repeatable(optimiser: Optimiser) {
    var (one, other) = (Self.training(optimiser), Self.training(optimiser))
    one.run(on: Self.digits, epochs: 2)
    other.run(on: Self.digits, epochs: 2)
    #expect(one.network.parameters == other.network.parameters)
    #expect(one.network.parameters != Self.training().network.parameters)
  }

  @Test(
    "a run that is stopped, saved and resumed gives the same bits as one that goes through",
    arguments: optimisers, [(1, 0), (5, 0), (8, 1), (11, 1)])
  func resumed(optimiser: Optimiser, stop: (batches: Int, epochs: Int)) throws {
    var whole = Self.training(optimiser)
    whole.run(on: Self.digits, epochs: 2)

    var first = Self.training(optimiser)
    var batches = 0
    first.run(on: Self.digits, epochs: 2) { progress in
      batches += 1
      progress.isLast = batches == stop.batches
    }
    #expect(first.epoch == stop.epochs)
    let folder = try TemporaryFolder()
    try first.save(to: folder.path("run.safetensors"))

    var second = Self.training(optimiser)
    try second.load(from: folder.path("run.safetensors"))
    second.run(on: Self.digits, epochs: 2)
    #expect(second.network.parameters == whole.network.parameters)
    #expect(second.epoch == 2 && second.batch == 0)
  }

  @Test("progress: batches and epochs from 1, the loss falls")
  func progress() {
    var training = Self.training(.adam(learningRate: 0.01))
    var seen: [Training.Progress] = []
    training.run(on: Self.digits, epochs: 6) { seen.append($0) }
    #expect(seen.map(\.batch) == Array(repeating: Array(1...8), count: 6).flatMap { $0 })
    #expect(seen.filter(\.isEndOfEpoch).map(\.epoch) == Array(1...6))
    #expect(seen.allSatisfy { $0.epochs == 6 && $0.batches == 8 && $0.secondsLeft >= 0 })
    #expect(seen.last?.secondsLeft == 0)
    let means = [seen.prefix(8), seen.suffix(8)].map { $0.map(\.loss).reduce(0, +) / 8 }
    #expect(means[1] < 0.7 * means[0], "\(means)")
    #expect(training.epoch == 6)
  }

  @Test("a finished run does nothing more")
  func finished() {
    var training = Self.training()
    training.run(on: Self.digits, epochs: 1)
    let parameters = training.network.parameters
    training.run(on: Self.digits, epochs: 1) { _ in Issue.record("a batch too many") }
    #expect(training.network.parameters == parameters)
  }

  @Test("the loss through a last softmax layer is that of the scores")
  func softmaxLeftOut() {
    let layers: [LayerPlan] = [.flatten, .dense(10)]
    let (with, without) = (
      Network(input: [16, 16, 1], seed: 1, layers + [.softmax]), Network(input: [16, 16, 1], seed: 1, layers)
    )
    var random = MiniCNN.SeededGenerator(seed: 0)
    let batch = Self.digits.prefix(6)
    let one = with.gradients(for: batch.images, targets: batch.targets, loss: .crossEntropyOnScores, random: &random)
    let other = without.gradients(
      for: batch.images, targets: batch.targets, loss: .crossEntropyOnScores, random: &random)
    let third = with.gradients(for: batch.images, targets: batch.targets, loss: .crossEntropy, random: &random)
    #expect(one.loss == other.loss && one.gradients == other.gradients)
    #expect(abs(one.loss - third.loss) < 1e-12)
    for (mine, others) in zip(one.gradients, third.gradients) {
      #expect((mine - others).scalars.allSatisfy { abs($0) < 1e-12 })
    }
  }

}

/// Run by `make test-hostile`: it takes seconds.
@Suite("Training a whole network")
struct LongTrainingHostileTests {
  @Test("LeNet-5 learns to read digits that are moved about, by a schedule: 98.5 % of those that it has not seen")
  func leNet5() {
    let (learned, heldOut) = LabelledImages.drawnDigits(count: 6000, size: 32, seed: 1).split(heldOut: 1000)
    var training = Training(
      .leNet5(seed: 1), optimiser: .adam(learningRate: 0.002), schedule: .cosine(epochs: 4, least: 0.01),
      augmentations: [.shift(upTo: 1)], seed: 1)
    training.run(on: learned, epochs: 4)
    let confusion = training.network.confusion(on: heldOut)
    #expect(confusion.accuracy >= 0.985, "\(confusion.accuracy)\n\(confusion.table)")
  }
}

@Suite("Measures")
struct MeasureTests {
  private let predictions = Tensor("0.1 0.7 0.2 / 0.5 0.3 0.2 / 0.3 0.3 0.4 / 0.2 0.5 0.3")

  @Test("the likeliest classes, of equals the first")
  func top() {
    #expect(predictions.row(0).top(2).map(\.place) == [1, 2])
    #expect(predictions.row(2).top(3).map(\.place) == [2, 0, 1])
    for row in [[.nan, 0.1, 0.2], [0.1, .nan, 0.2], [0.1, 0.2, .nan], [0.3, .nan, .nan]] as [[Double]] {
      #expect(Tensor(row).top(1)[0].place == Tensor(row).argmax(), "\(row)")
    }
    #expect(Tensor([0.1, .nan, 0.2]).top(3).map(\.place) == [1, 2, 0])
    #expect(Tensor([1, 2]).top(0).isEmpty)
  }

  @Test("top-k accuracy", arguments: [(1, 0.5), (2, 0.75), (3, 1.0)])
  func topAccuracy(count: Int, accuracy: Double) {
    #expect(MiniCNN.topAccuracy(of: predictions, labels: [1, 0, 1, 2], count: count) == accuracy)
  }

  @Test("a label that is no class stops the program")
  func labels() async {
    await #expect(processExitsWith: .failure) {
      _ = MiniCNN.topAccuracy(of: Tensor("0.1 0.9 / 0.8 0.2"), labels: [1, -1])
    }
    await #expect(processExitsWith: .failure) {
      _ = MiniCNN.topAccuracy(of: Tensor("0.1 0.9 / 0.8 0.2"), labels: [2, 0])
    }
  }

  @Test("a learning rate that makes no sense stops the program, whenever it is set")
  func learningRate() async {
    await #expect(processExitsWith: .failure) { _ = Optimiser.adam(learningRate: -1) }
    await #expect(processExitsWith: .failure) {
      var optimiser = Optimiser.adam()
      optimiser.learningRate = -.infinity
    }
    await #expect(processExitsWith: .failure) {
      var optimiser = Optimiser.adam()
      optimiser.weightDecay = .nan
    }
  }

  @Test("the confusion matrix: a row for each right class, mistakes in brackets")
  func confusion() {
    let matrix = ConfusionMatrix(of: predictions, labels: [1, 0, 1, 2], classes: ["dog", "cat", "cow"])
    #expect(matrix.counts == [[1, 0, 0], [0, 1, 1], [0, 1, 0]])
    #expect(matrix.accuracy == 0.5)
    #expect(
      matrix.table == """
             dog  cat  cow
        dog    1    ·    ·
        cat    ·    1 [  1]
        cow    · [  1]   ·
        """)
  }
}
