import MiniCNN
import Testing

/// A random convolution: shapes, steps and numbers, all from one seed. The numbers are small and whole, so that sums are exact.
struct RandomCase {
  var image: Tensor
  var kernels: Tensor
  var bias: [Double]
  var stride: Size
  var padding: Size

  init(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func pick(_ range: ClosedRange<Int>) -> Int { generator.integer(in: range) }
    func numbers(_ shape: Shape) -> Tensor { generator.wholeNumbers(shape, in: -9...9) }
    let (kernelHeight, kernelWidth, channels, count) = (pick(1...4), pick(1...4), pick(1...3), pick(1...3))
    stride = Size(height: pick(1...3), width: pick(1...3))
    padding = Size(height: pick(0...2), width: pick(0...2))
    image = numbers([kernelHeight + pick(0...6), kernelWidth + pick(0...6), channels])
    kernels = numbers([count, kernelHeight, kernelWidth, channels])
    bias = (0..<count).map { _ in Double(pick(-5...5)) }
  }
}

@Suite("Properties in random shapes")
struct PropertyTests {
  /// The formula, read off number by number, with zeros outside the image.
  private func directly(_ random: RandomCase, border: Border) -> Tensor {
    let (image, kernels) = (random.image, random.kernels)
    let rows = outputSize(
      input: image.height, kernel: kernels.shape[1], stride: random.stride.height, padding: random.padding.height,
      border: border)
    let columns = outputSize(
      input: image.width, kernel: kernels.shape[2], stride: random.stride.width, padding: random.padding.width,
      border: border)
    var output = Tensor(repeating: 0, shape: [rows, columns, kernels.shape[0]])
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<kernels.shape[0] {
          var sum = random.bias[k]
          for m in 0..<kernels.shape[1] {
            for n in 0..<kernels.shape[2] {
              let row = i * random.stride.height + m - random.padding.height
              let column = j * random.stride.width + n - random.padding.width
              guard (0..<image.height).contains(row), (0..<image.width).contains(column) else { continue }
              for c in 0..<image.channels { sum += image[row, column, c] * kernels[k, m, n, c] }
            }
          }
          output[i, j, k] = sum
        }
      }
    }
    return output
  }

  @Test("cross-correlation is its formula", arguments: [Border.drop, .keep])
  func formula(border: Border) {
    for seed in 1...150 {
      let random = RandomCase(seed: seed)
      let maps = random.image.crossCorrelated(
        with: random.kernels, stride: random.stride, padding: random.padding, border: border, bias: random.bias)
      #expect(maps == directly(random, border: border), "seed \(seed)")
    }
  }

  @Test("convolution is cross-correlation with the kernel turned by half a turn", arguments: 1...40)
  func flip(seed: Int) {
    let random = RandomCase(seed: seed)
    let turned = random.kernels.flipped()
    #expect(turned.flipped() == random.kernels)
    #expect(turned[0, 0, 0, 0] == random.kernels[0, random.kernels.shape[1] - 1, random.kernels.shape[2] - 1, 0])
    #expect(random.image.convolved(with: random.kernels) == random.image.crossCorrelated(with: turned))
  }

  @Test("padding an image first is the same as padding it in the convolution", arguments: 1...40)
  func paddingFirst(seed: Int) {
    let random = RandomCase(seed: seed)
    let count = random.padding.height
    #expect(
      random.image.padded(by: count).crossCorrelated(with: random.kernels)
        == random.image.crossCorrelated(with: random.kernels, padding: count))
  }

  @Test("one kernel of a bank gives the channel that it gives alone", arguments: 1...20)
  func oneOfMany(seed: Int) {
    let random = RandomCase(seed: seed)
    let all = random.image.crossCorrelated(with: random.kernels, bias: random.bias)
    for k in 0..<random.kernels.shape[0] {
      #expect(all.channel(k) == random.image.crossCorrelated(with: random.kernels.row(k), bias: random.bias[k]))
    }
  }

  @Test("a dense layer is a convolution whose kernels cover the whole image", arguments: 1...20)
  func denseIsConvolution(seed: Int) {
    var random = RandomCase(seed: seed)
    random.image = Tensor(repeating: 2, shape: Shape(Array(random.kernels.shape.dropFirst())))
    let count = random.kernels.shape[0]
    let weights = random.kernels.reshaped(to: [count, random.image.shape.elementCount])
    let maps = random.image.crossCorrelated(with: random.kernels, bias: random.bias)
    #expect(maps.flattened() == random.image.dense(weights: weights, bias: random.bias))
  }

  @Test("pooled maps: no mean above its maximum, depth unchanged, windows as direct loops find them", arguments: 1...60)
  func pooling(seed: Int) {
    let image = RandomCase(seed: seed).image
    let size = min(image.height, image.width, 2 + seed % 2)
    for border in [Border.drop, .keep] {
      let largest = image.maxPooled(size: size, stride: 1 + seed % 3, border: border)
      let mean = image.averagePooled(size: size, stride: 1 + seed % 3, border: border)
      #expect(largest.shape == mean.shape)
      #expect(largest.channels == image.channels)
      #expect(zip(largest.scalars, mean.scalars).allSatisfy { $0 >= $1 - 1e-12 })
      for i in 0..<largest.height {
        for j in 0..<largest.width {
          let step = 1 + seed % 3
          let rows = i * step..<min(i * step + size, image.height)
          let columns = j * step..<min(j * step + size, image.width)
          let window = rows.flatMap { row in columns.map { image[row, $0, 0] } }
          #expect(largest[i, j, 0] == window.max())
          #expect(abs(mean[i, j, 0] - window.reduce(0, +) / Double(window.count)) < 1e-12)
        }
      }
    }
  }

  @Test("softmax adds up to 1, keeps the order, and does not see a shift of all scores", arguments: 1...30)
  func softmax(seed: Int) {
    let scores = RandomCase(seed: seed).image.flattened()
    let probabilities = scores.softmax()
    #expect(abs(probabilities.sum() - 1) < 1e-12)
    #expect(probabilities.argmax() == scores.argmax())
    let shifted = (scores + 1000).softmax()
    #expect(zip(shifted.scalars, probabilities.scalars).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("softmax stands scores of ±1000")
  func stableSoftmax() {
    #expect(Tensor("1000 -1000 / -1000 1000").softmax() == Tensor("1 0 / 0 1"))
  }

  @Test("the matrix product is its formula, with a row seen as a column", arguments: 1...20)
  func product(seed: Int) {
    let image = RandomCase(seed: seed).image
    let left = image.channel(0)
    let right = left.transposed()
    let product = left.multiplied(by: right)
    for i in 0..<left.height {
      #expect(left.multiplied(by: left.row(i))[i] == product[i, i])
      for j in 0..<left.height { #expect(product[i, j] == (left.row(i) * left.row(j)).sum()) }
    }
  }
}
