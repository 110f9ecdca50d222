import MiniCNN
import Testing

@Suite("Training in single precision")
struct PrecisionTests {
  private static let digits = LabelledImages.drawnDigits(count: 60, size: 16, seed: 4)

  /// A network with convolutions in all places where there may be some.
  private static let network = Network(
    input: [16, 16, 1], seed: 5,
    [
      .convolution(4, size: 5, padding: .same), .relu, .maxPooling(),
      .residual([.convolution(4, size: 3, padding: .same), .relu]),
      .branches([.convolution(3, size: 1)], [.convolution(2, size: 3, padding: .same)]), .relu, .flatten, .dense(10),
      .softmax,
    ])

  private static func losses(_ precision: Training.Precision) -> (losses: [Double], network: Network) {
    var training = Training(
      network, optimiser: .descent(learningRate: 0.05, momentum: 0.9), batchSize: 8, precision: precision, seed: 6)
    var losses: [Double] = []
    training.run(on: digits, epochs: 3) { losses.append($0.loss) }
    return (losses, training.network)
  }

  @Test("losses are near those of double precision, and not the same")
  func losses() {
    let (double, single) = (Self.losses(.double).losses, Self.losses(.single).losses)
    #expect(double.count == 24 && single.count == 24)
    for (one, other) in zip(double, single) { #expect(abs(one - other) < 1e-3 * (1 + one), "\(one) and \(other)") }
    #expect(abs(double[0] - single[0]) < 1e-6)
    #expect(double != single)
  }

  @Test("gradients have at least five digits in common with those in double precision")
  func gradients() {
    var random = SeededGenerator(seed: 1)
    let batch = random.distinctNumbers([9, 16, 16, 1]) * 0.01
    let targets = Tensor((0..<9).map { row in (0..<10).map { row == $0 ? 1 : 0 } })
    func gradients(_ precision: Training.Precision, threads: Int = 1) -> [Tensor] {
      var random = SeededGenerator(seed: 2)
      return Self.network.gradients(
        for: batch, targets: targets, loss: .crossEntropyOnScores, random: &random, threads: threads,
        precision: precision
      ).gradients
    }
    let (double, single) = (gradients(.double), gradients(.single))
    for (one, other) in zip(double, single) {
      #expect(one.shape == other.shape)
      let largest = one.scalars.map(abs).max() ?? 0
      for (a, b) in zip(one.scalars, other.scalars) { #expect(abs(a - b) <= 1e-5 * largest) }
    }
    // And whatever the number of threads, not a bit differs.
    #expect(gradients(.single, threads: 3) == single)
  }

  @Test("each convolution computes so, wherever it is in the network")
  func everyConvolution() {
    var random = SeededGenerator(seed: 3)
    let batch = random.distinctNumbers([2, 16, 16, 1])
    let kinds: [[LayerPlan]] = [
      [.convolution(4, size: 5)], [.residual([.convolution(1, size: 3, padding: .same)])],
      [.residual([.relu], shortcut: [.convolution(1, size: 1)])],
      [.branches([.relu], [.convolution(4, size: 5, padding: .same)])],
    ]
    for plans in kinds {
      let network = Network(input: [16, 16, 1], seed: 4, plans + [.flatten, .dense(2)])
      func loss(_ precision: Training.Precision) -> Double {
        network.gradients(
          for: batch, targets: Tensor([[1, 0], [0, 1]]), loss: .crossEntropyOnScores, random: &random, threads: 1,
          precision: precision
        ).loss
      }
      #expect(loss(.single) != loss(.double), "\(plans)")
    }
  }

  @Test("what comes out is a network like any other: its weights are saved and read in full")
  func saved() throws {
    let network = Self.losses(.single).network
    let folder = try TemporaryFolder()
    try network.save(to: folder.path("single.safetensors"))
    var other = Self.network
    try other.load(from: folder.path("single.safetensors"))
    #expect(other.parameters == network.parameters)
    let digit = Self.digits.images.row(0)
    #expect(other(digit) == network(digit))
    #expect(network.parameters.contains { $0.scalars.contains { Double(Float($0)) != $0 } })
  }
}
