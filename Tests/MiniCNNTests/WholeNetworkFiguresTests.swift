import MiniCNN
import Testing

/// Figures of the curriculum's sections 6, 9, 10, 12, 15 and 16 that layers and networks give.
@Suite("The curriculum's figures, by layers")
struct WholeNetworkFiguresTests {
  @Test("1 × 1 convolution: 256 × 256 × 128 with 32 kernels becomes 256 × 256 × 32")
  func oneByOne() {
    let network = Network(input: [256, 256, 128], [.convolution(32, size: 1)])
    #expect(network.output == [256, 256, 32])
    #expect(network.parameterCount == (128 + 1) * 32)
  }

  @Test("the dog of the example: probabilities of 0.95 and 0.05 lie a score of log 19 apart")
  func dogAndCat() {
    let probabilities = Tensor([log(19.0), 0]).softmax()
    expectClose(probabilities, Tensor([0.95, 0.05]))
    #expect(probabilities.top(1).map(\.place) == [0])
  }

  @Test("after softmax, the gradient of the cross-entropy with respect to the scores is prediction minus target")
  func predictionMinusTarget() {
    let scores = Tensor("1.3 5.1 2.2 0.7 1.1 / 0 1 2 3 4")
    let targets = Tensor("0 1 0 0 0 / 0 0 1 0 0")
    expectClose(
      Loss.crossEntropyOnScores.gradient(of: scores, targets: targets), (scores.softmax() - targets) / 2)
  }

  @Test("the gradient of max pooling goes to the number that won, and nowhere else")
  func winners() {
    let map = Tensor("1 1 2 4 / 5 6 7 8 / 3 2 1 0 / 1 2 3 4").reshaped(to: [1, 4, 4, 1])
    var random = SeededGenerator(seed: 0)
    let pass = MaxPooling(size: Size(square: 2)).pass(map, random: &random)
    #expect(pass.output.scalars == [6, 8, 3, 4])
    let gradient = pass.gradients(upstream: Tensor("1 2 / 3 4").reshaped(to: [1, 2, 2, 1])).input
    #expect(gradient?.reshaped(to: [4, 4]) == Tensor("0 0 0 0 / 0 1 0 2 / 3 0 0 0 / 0 0 0 4"))
  }

  @Test("the steps on the face: convolution, ReLU, pooling, flattening, full connection, softmax")
  func steps() {
    let face = Tensor(
      "0 0 0 0 0 0 0 / 0 1 0 0 0 1 0 / 0 0 0 0 0 0 0 / 0 0 0 1 0 0 0 / 0 1 0 0 0 1 0 / 0 0 1 1 1 0 0 / 0 0 0 0 0 0 0")
    let detector = Tensor("0 0 1 / 1 0 0 / 0 1 1").reshaped(to: [1, 3, 3, 1])
    let network = Network(
      input: [7, 7, 1], seed: 1,
      [.layer(Convolution(kernels: detector)), .relu, .maxPooling(border: .keep), .flatten, .dense(2), .softmax])
    let outputs = network.outputs(for: face)
    #expect(
      outputs[0].reshaped(to: [5, 5]) == Tensor("0 1 0 0 0 / 0 1 1 1 0 / 1 0 0 2 1 / 1 4 2 1 0 / 0 0 1 2 1"))
    #expect(outputs[3] == Tensor([1, 1, 0, 4, 2, 1, 0, 2, 1]))
    #expect(outputs.map(\.shape) == [[5, 5, 1], [5, 5, 1], [3, 3, 1], [9], [2], [2]])
    #expect(abs(outputs[5].sum() - 1) < 1e-12)
  }

  @Test("the functions of activation at −2, 0 and 3")
  func activations() {
    let x = Tensor([-2, 0, 3])
    #expect(x.relu() == Tensor([0, 0, 3]))
    #expect(x.leakyReLU(slope: 0.1) == Tensor([-0.2, 0, 3]))
    expectClose(x.sigmoid(), Tensor([1 / (1 + exp(2.0)), 0.5, 1 / (1 + exp(-3.0))]))
    expectClose(tanh(x), 2 * (2 * x).sigmoid() - 1)
  }
}
