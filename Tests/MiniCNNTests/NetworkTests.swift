import MiniCNN
import Testing

@Suite("Networks")
struct NetworkTests {
  @Test("LeNet-5, layer by layer")
  func leNet5() {
    #expect(
      Network.leNet5().summary == """
                                    output  parameters     sees
        input                  32 × 32 × 1
        6 kernels of 5 × 5     28 × 28 × 6         156    5 × 5
        tanh                   28 × 28 × 6           –    5 × 5
        mean of 2 × 2          14 × 14 × 6           –    6 × 6
        16 kernels of 5 × 5   10 × 10 × 16       2,416  14 × 14
        tanh                  10 × 10 × 16           –  14 × 14
        mean of 2 × 2           5 × 5 × 16           –  16 × 16
        120 kernels of 5 × 5   1 × 1 × 120      48,120  32 × 32
        tanh                   1 × 1 × 120           –  32 × 32
        flatten                        120           –  32 × 32
        fully connected, 84             84      10,164      all
        tanh                            84           –      all
        fully connected, 10             10         850      all
        softmax                         10           –      all
        together                                61,706
        """)
  }

  @Test("the CIFAR-10 network of the browser demonstration: three times 5 × 5 convolution, ReLU and pooling")
  func cifar10Demo() {
    let rows = Network.cifar10Demo().summaryRows
    #expect(rows.map(\.output)[...8].filter { $0[2] != 0 }.count == 9)
    #expect([0, 3, 6].map { rows[$0].output } == [[32, 32, 16], [16, 16, 20], [8, 8, 20]])
    #expect([2, 5, 8].map { rows[$0].output } == [[16, 16, 16], [8, 8, 20], [4, 4, 20]])
    #expect(rows.map(\.parameterCount).filter { $0 > 0 } == [1216, 8020, 10020, 3210])
    #expect(rows[9].output == [320] && rows[11].output == [10])
  }

  @Test("AlexNet's convolutions, in the two halves of the paper: the weights of the curriculum's section 12")
  func alexNet() {
    let network = Network(
      input: [227, 227, 3],
      [
        .convolution(96, size: 11, stride: 4, hasBias: false, initialisation: .zeros), .relu, .maxPooling(3, stride: 2),
        .convolution(256, size: 5, padding: .same, groups: 2, hasBias: false, initialisation: .zeros), .relu,
        .maxPooling(3, stride: 2),
        .convolution(384, size: 3, padding: .same, hasBias: false, initialisation: .zeros), .relu,
        .convolution(384, size: 3, padding: .same, groups: 2, hasBias: false, initialisation: .zeros), .relu,
        .convolution(256, size: 3, padding: .same, groups: 2, hasBias: false, initialisation: .zeros), .relu,
        .maxPooling(3, stride: 2),
      ])
    #expect(
      network.summaryRows.map(\.parameterCount).filter { $0 > 0 } == [34_848, 307_200, 884_736, 663_552, 442_368])
    #expect(network.summaryRows[11].output == [13, 13, 256])
    #expect(network.output == [6, 6, 256])
    // The first fully connected layer as the deck draws it, before the last pooling, and as it is.
    #expect(ParameterCount.dense(inputs: 13 * 13 * 128 * 2, outputs: 2048 * 2).weights == 177_209_344)
    #expect(ParameterCount.dense(inputs: network.output.elementCount, outputs: 4096).weights == 37_748_736)
  }

  @Test("[(CONV – RELU) × N – POOL] × M – (FC – RELU) × K – SOFTMAX")
  func pattern() {
    let network = Network(input: [16, 16, 3], .pattern(kernels: [4, 8, 8], repeats: 2, units: [20, 15], classes: 5))
    let names = network.layers.map(\.name)
    let block = { (count: Int) in Array(repeating: ["\(count) kernels of 3 × 3", "ReLU"], count: 2).flatMap { $0 } }
    #expect(
      names == block(4) + ["maximum of 2 × 2"] + block(8) + ["maximum of 2 × 2"] + block(8) + ["maximum of 2 × 2"] + [
        "flatten", "fully connected, 20", "ReLU", "fully connected, 15", "ReLU", "fully connected, 5", "softmax",
      ])
    #expect(network.output == [5])
  }

  @Test("a residual block of bottleneck convolutions keeps its shape")
  func residual() {
    let network = Network(
      input: [8, 8, 16],
      [
        .residual(
          .convolution(4, size: 1), .relu, .convolution(4, size: 3, padding: .same), .relu, .convolution(16, size: 1))
      ])
    #expect(network.output == [8, 8, 16])
    #expect(network.parameterCount == (16 + 1) * 4 + (9 * 4 + 1) * 4 + (4 + 1) * 16)
    #expect(network.summaryRows[0].receptiveField == Size(square: 3))
  }

  @Test("the same seed gives the same weights, another gives others")
  func seeds() {
    #expect(Network.leNet5(seed: 1).parameters == Network.leNet5(seed: 1).parameters)
    #expect(Network.leNet5(seed: 1).parameters != Network.leNet5(seed: 2).parameters)
  }

  @Test("one sample, a sample without the axis of its one channel, and a batch")
  func samples() {
    let network = Network.leNet5(seed: 3)
    let digits = LabelledImages.drawnDigits(count: 3, size: 32, seed: 1)
    let batch = network(digits.images)
    #expect(batch.shape == [3, 10])
    // The library adds in another order for one sample than for several.
    expectClose(network(digits[1].image), batch.row(1))
    expectClose(network(digits[1].image.channel(0)), batch.row(1))
    #expect(network.outputs(for: digits[1].image).map(\.shape) == network.summaryRows.map(\.output))
    #expect(network.outputs(for: digits[1].image).last == network(digits[1].image))
    #expect(network.probabilities(digits.images) == batch)
    #expect(abs(batch.row(2).sum() - 1) < 1e-12)
  }

  @Test("images of another size stop the program and are named")
  func wrongSample() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Network.leNet5()(Tensor(repeating: 0, shape: [28, 28, 1]))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("takes samples of 32 × 32 × 1, or batches of them, not 28 × 28 × 1"), "\(message)")
    #expect(message.contains("NetworkTests.swift"))
  }

  @Test("layers that do not fit stop the program and are counted")
  func wrongLayer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Network(input: [8, 8, 1], [.convolution(4, size: 3), .relu, .dense(10)])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("layer 3 of the network does not fit"), "\(message)")
    #expect(message.contains("6 × 6 × 4: put .flatten before it"), "\(message)")
  }
}
