import MiniCNN
import Testing

/// The difference from the batch's mean, number by number: each sample's output depends on all.
private struct Centring: Layer {
  var name: String { "centring" }
  func outputShape(for sample: Shape) -> Shape { sample }
  func output(for batch: Tensor) -> Tensor { batch }

  func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    Pass(output: Self.centred(batch)) { upstream, _ in Gradients(input: Self.centred(upstream)) }
  }

  private static func centred(_ batch: Tensor) -> Tensor {
    let (count, size) = (batch.shape[0], batch.scalars.count / batch.shape[0])
    var scalars = batch.scalars
    for place in 0..<size {
      let mean = (0..<count).reduce(0) { $0 + batch.scalars[$1 * size + place] } / Double(count)
      for sample in 0..<count { scalars[sample * size + place] -= mean }
    }
    return Tensor(shape: batch.shape, scalars: scalars)
  }
}

@Suite("Batches in parts")
struct BatchPartTests {
  private static let network = Network(
    input: [10, 9, 2], seed: 3,
    [
      .convolution(5, size: 3, padding: .same), .relu, .maxPooling(2, border: .keep), .dropout(0.4), .flatten,
      .dense(6), .relu,
      .dropout(0.2), .dense(3),
    ])

  private static func samples(_ count: Int, _ shape: Shape) -> (batch: Tensor, targets: Tensor) {
    var random = SeededGenerator(seed: UInt64(count))
    return (
      random.distinctNumbers(Shape([count] + shape)),
      Tensor((0..<count).map { row in (0..<3).map { row % 3 == $0 ? 1 : 0 } })
    )
  }

  @Test("whatever the number of threads, not a bit differs", arguments: [1, 2, 5, 8, 21, 64])
  func threads(count: Int) {
    let (batch, targets) = Self.samples(count, [10, 9, 2])
    func result(_ threads: Int) -> (loss: Double, outputs: Tensor, gradients: [Tensor], next: UInt64) {
      var random = SeededGenerator(seed: 4)
      let result = Self.network.gradients(
        for: batch, targets: targets, loss: .crossEntropyOnScores, random: &random, threads: threads)
      return (result.loss, result.outputs, result.gradients, random.next())
    }
    let one = result(1)
    for threads in [2, 3, 7] {
      let several = result(threads)
      #expect(several.loss == one.loss && several.outputs == one.outputs)
      #expect(several.gradients == one.gradients)
      #expect(several.next == one.next)
    }
  }

  @Test("results are taken in order, each once, even if later parts are ready earlier")
  func order() {
    var taken: [Int] = []
    Threads.inOrder(40, threads: 4) { index -> Int in
      // Earlier parts take longer.
      (0..<(40 - index) * 2000).reduce(index) { $0 ^ $1 ^ $1 }
    } take: {
      taken.append($0)
    }
    #expect(taken == Array(0..<40))
  }

  @Test("a layer that looks at the whole batch is given the whole batch", arguments: [3, 8, 13])
  func wholeBatch(count: Int) {
    let (batch, targets) = Self.samples(count, [4])
    var random = SeededGenerator(seed: 0)
    let weights = random.distinctNumbers([3, 4])
    let network = Network(input: [4], [.layer(Centring()), .layer(Dense(weights: weights))])
    let result = network.gradients(for: batch, targets: targets, loss: .crossEntropyOnScores, random: &random)
    let centred = Centring().pass(batch, random: &random)
    let scores = Dense(weights: weights).pass(centred.output, random: &random)
    let loss = Loss.crossEntropyOnScores
    #expect(result.loss == loss.value(of: scores.output, targets: targets))
    let upstream = loss.gradient(of: scores.output, targets: targets)
    #expect(result.gradients == scores.gradients(upstream: upstream).parameters)
  }

  @Test(
    "a convolution and what follows it in one go are what they are one by one, to the last bit",
    arguments: [(true, false), (false, true), (true, true)])
  func fused(hasReLU: Bool, hasPooling: Bool) throws {
    for seed in 0..<60 {
      let one = try RandomConvolution(seed: seed, reach: 6)
      var random = SeededGenerator(seed: UInt64(seed))
      let map = one.upstream.shape
      let size = Size(height: random.integer(in: 1...min(3, map[1])), width: random.integer(in: 1...min(3, map[2])))
      let step = Size(height: random.integer(in: 1...3), width: random.integer(in: 1...3))
      let padding = Size(height: size.height / 2, width: random.integer(in: 0...size.width / 2))
      let pooling = MaxPooling(size: size, stride: seed % 2 == 0 ? size : step, padding: padding, border: .keep)
      let others: [any Layer] = (hasReLU ? [Activation(.relu)] : []) + (hasPooling ? [pooling] : [])

      var passes = [one.layer.pass(one.batch, random: &random)]
      for layer in others { passes.append(layer.pass(passes[passes.count - 1].output, random: &random)) }
      let output = passes[passes.count - 1].output
      let gradient = random.wholeNumbers(output.shape)
      var apart = Gradients(input: gradient)
      for pass in passes.reversed() { apart = pass.gradients(upstream: apart.input ?? gradient) }

      let together = Branches([[one.layer] + others])
      #expect(together.output(for: one.batch) == output)
      let pass = together.pass(one.batch, random: &random)
      #expect(pass.output == output)
      let gradients = pass.gradients(upstream: gradient)
      #expect(gradients.input == apart.input && gradients.parameters == apart.parameters)
    }
  }

  @Test("the network can be asked while it is trained")
  func progress() {
    let data = LabelledImages.drawnDigits(count: 20, size: 12, seed: 1)
    var training = Training(Network(input: data.imageShape, [.flatten, .dense(10)]), batchSize: 5)
    var accuracies: [Double] = []
    training.run(on: data, epochs: 2) { progress in
      if progress.isEndOfEpoch { accuracies.append(progress.network.accuracy(on: data)) }
    }
    #expect(accuracies.count == 2 && accuracies[1] == training.network.accuracy(on: data))
  }
}
