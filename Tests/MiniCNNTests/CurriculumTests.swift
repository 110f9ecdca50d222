import MiniCNN
import Testing

private let face = Tensor(
  """
  0 0 0 0 0 0 0
  0 1 0 0 0 1 0
  0 0 0 0 0 0 0
  0 0 0 1 0 0 0
  0 1 0 0 0 1 0
  0 0 1 1 1 0 0
  0 0 0 0 0 0 0
  """)
private let detector = Tensor("0 0 1 / 1 0 0 / 0 1 1")
private let grey = Tensor(
  "1 10 122 143 155 / 1 20 124 142 156 / 2 22 110 130 150 / 3 24 108 122 140 / 4 18 11 80 100")
private let edges = Tensor("1 0 -1 / 2 0 -2 / 1 0 -1")

/// Figures that the lessons show, each computed.
@Suite("The curriculum's figures")
struct CurriculumTests {
  @Test("the grey image's vertical edges")
  func greyEdges() {
    #expect(grey.crossCorrelated(with: edges) == Tensor("-475 -485 -137 / -444 -436 -144 / -325 -366 -193"))
  }

  @Test("the face's feature map has a 0 in its centre")
  func featureMap() {
    let map = face.crossCorrelated(with: detector)
    #expect(map == Tensor("0 1 0 0 0 / 0 1 1 1 0 / 1 0 0 2 1 / 1 4 2 1 0 / 0 0 1 2 1"))
    #expect(map[2, 2] == 0)
  }

  @Test("the face convolved with the flipped detector")
  func flippedMap() {
    let expected = Tensor("0 0 0 1 0 / 1 1 0 1 1 / 0 2 0 0 0 / 0 0 2 3 1 / 2 2 1 0 1")
    #expect(face.convolved(with: detector) == expected)
    #expect(face.crossCorrelated(with: detector.flipped()) == expected)
  }

  struct Stops: Sendable, CustomTestStringConvertible {
    var input: Int
    var kernel: Int
    var stride = 1
    var padding = 0
    var output: Int
    var testDescription: String { "\(input) by \(kernel), stride \(stride), padding \(padding)" }
  }

  @Test(
    "output sizes",
    arguments: [
      Stops(input: 7, kernel: 3, output: 5), Stops(input: 7, kernel: 3, stride: 2, output: 3),
      Stops(input: 7, kernel: 3, padding: 1, output: 7), Stops(input: 32, kernel: 5, output: 28),
      Stops(input: 28, kernel: 5, output: 24), Stops(input: 32, kernel: 5, padding: 2, output: 32),
      Stops(input: 5, kernel: 3, stride: 2, padding: 1, output: 3),
    ])
  func sizes(stops: Stops) {
    let size = outputSize(input: stops.input, kernel: stops.kernel, stride: stops.stride, padding: stops.padding)
    #expect(size == stops.output)
    #expect(
      exactOutputSize(input: stops.input, kernel: stops.kernel, stride: stops.stride, padding: stops.padding) == size)
  }

  @Test("a stride of 3 does not fit 7 pixels, unless the border is dropped or kept")
  func misfit() {
    #expect(exactOutputSize(input: 7, kernel: 3, stride: 3) == nil)
    #expect(outputSize(input: 7, kernel: 3, stride: 3, border: .drop) == 2)
    #expect(outputSize(input: 7, kernel: 3, stride: 3, border: .keep) == 3)
  }

  @Test("size-preserving padding", arguments: [(1, 0), (3, 1), (5, 2), (7, 3), (11, 5)])
  func same(kernel: Int, padding: Int) {
    #expect(samePadding(kernel: kernel) == padding)
  }

  @Test("six, then ten kernels on an image of 32 × 32 × 3")
  func stacks() {
    let image = Tensor(repeating: 1, shape: [32, 32, 3])
    let first = image.crossCorrelated(with: Tensor(repeating: 1, shape: [6, 5, 5, 3]))
    #expect(first.shape == [28, 28, 6])
    #expect(first[0, 0, 0] == 75)
    #expect(first.crossCorrelated(with: Tensor(repeating: 1, shape: [10, 5, 5, 6])).shape == [24, 24, 10])
    #expect(image.crossCorrelated(with: Tensor(repeating: 1, shape: [10, 5, 5, 3]), padding: 2).shape == [32, 32, 10])
  }

  @Test("a 5 × 5 × 3 image, padded by 1, and two kernels with biases and stride 2")
  func walkThrough() {
    let image = Tensor(repeating: 1, shape: [5, 5, 3])
    let kernels = Tensor(repeating: 1, shape: [2, 3, 3, 3])
    let maps = image.crossCorrelated(with: kernels, stride: 2, padding: 1, bias: [1, 0])
    #expect(maps.shape == [3, 3, 2])
    #expect(maps.channel(0) == Tensor("13 19 13 / 19 28 19 / 13 19 13"))
    #expect(maps.channel(1) == Tensor("12 18 12 / 18 27 18 / 12 18 12"))
  }

  @Test("max and average pooling of the 4 × 4 map")
  func pooling() {
    let map = Tensor("1 1 2 4 / 5 6 7 8 / 3 2 1 0 / 1 2 3 4")
    #expect(map.maxPooled() == Tensor("6 8 / 3 4"))
    #expect(map.averagePooled() == Tensor("3.25 5.25 / 2 2"))
  }

  @Test("the face's pooled map, with the windows at the border kept and dropped, and flattened")
  func pooledFace() {
    let map = face.crossCorrelated(with: detector)
    let pooled = map.maxPooled(border: .keep)
    #expect(pooled == Tensor("1 1 0 / 4 2 1 / 0 2 1"))
    #expect(pooled.flattened() == Tensor([1, 1, 0, 4, 2, 1, 0, 2, 1]))
    #expect(map.maxPooled(border: .drop) == Tensor("1 1 / 4 2"))
  }

  @Test("an image of 32 × 32 × 3 in a dense layer of ten")
  func dense() {
    let image = Tensor(repeating: 1, shape: [32, 32, 3])
    #expect(image.flattened().shape == [3072])
    let scores = image.dense(weights: Tensor(repeating: 1, shape: [10, 3072]), bias: Array(repeating: 1, count: 10))
    #expect(scores == Tensor(repeating: 3073, shape: [10]))
  }

  @Test("softmax of the five scores")
  func softmax() {
    let probabilities = Tensor([1.3, 5.1, 2.2, 0.7, 1.1]).softmax()
    let rounded = probabilities.map { ($0 * 100).rounded() / 100 }
    #expect(rounded == Tensor([0.02, 0.90, 0.05, 0.01, 0.02]))
  }

  struct Network: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var predictions: Tensor
    var squared: Double
    var squaredPerClass: Double
    var entropy: Double
  }

  @Test(
    "NN1 and NN2 by three measures",
    arguments: [
      Network(
        testDescription: "NN1", predictions: Tensor("0.9 0.1 / 0.1 0.9 / 0.4 0.6"), squared: 0.25,
        squaredPerClass: 0.13,
        entropy: 0.3757),
      Network(
        testDescription: "NN2", predictions: Tensor("0.6 0.4 / 0.3 0.7 / 0.1 0.9"), squared: 0.71,
        squaredPerClass: 0.35,
        entropy: 1.0567),
    ])
  func measures(network: Network) {
    let targets = Tensor("1 0 / 0 1 / 1 0")
    #expect(classificationError(of: network.predictions, targets: targets) == 1.0 / 3)
    let squared = meanSquaredError(of: network.predictions, targets: targets)
    #expect(abs(squared - network.squared) < 0.005)
    let perClass = meanSquaredError(of: network.predictions, targets: targets, averagedOverClasses: true)
    #expect(abs(perClass - network.squaredPerClass) < 0.006)
    #expect(perClass == squared / 2)
    #expect(abs(crossEntropy(of: network.predictions, targets: targets) - network.entropy) < 0.00005)
  }

  @Test("ReLU keeps what is positive")
  func relu() {
    #expect(Tensor([-2, -0.5, 0, 3]).relu() == Tensor([0, 0, 0, 3]))
  }
}
