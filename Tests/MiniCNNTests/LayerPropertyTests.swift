import MiniCNN
import Testing

/// A random convolution of a batch: shapes, steps and small whole numbers, all from one seed.
struct RandomConvolution {
  var layer: Convolution
  var batch: Tensor
  /// Another batch and other kernels of the same shapes, and a gradient that comes back.
  var otherBatch: Tensor
  var otherKernels: Tensor
  var upstream: Tensor
  /// The zeros around the image.
  let zeros: Size

  /// Makes a convolution; its image is at most `reach` high and wide, unless its kernels need a larger one.
  init(seed: Int, reach: Int = 12) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func size(_ low: Int, _ high: Int, _ width: Int? = nil) -> Size {
      Size(height: random.integer(in: low...high), width: random.integer(in: low...(width ?? high)))
    }
    // Single pixels one after another are a case of their own, and would be rare.
    let isPlain = seed % 5 == 0
    let (kernel, stride) = isPlain ? (size(1, 1), size(1, 1)) : (size(1, 5, 4), size(1, 3))
    let dilation = size(1, 3)
    zeros = isPlain && seed % 10 == 0 ? size(0, 0) : size(0, 3)
    let groups = random.integer(in: 1...3)
    let depth = random.integer(in: 1...6 / groups)
    let count = groups * random.integer(in: 1...3)
    func side(_ kernel: Int, _ dilation: Int, _ zeros: Int) -> Int {
      let least = max(1, effectiveKernelSize(kernel: kernel, dilation: dilation) - 2 * zeros)
      return random.integer(in: least...max(least, reach))
    }
    let shape: Shape = [
      random.integer(in: 1...3), side(kernel.height, dilation.height, zeros.height),
      side(kernel.width, dilation.width, zeros.width), groups * depth,
    ]
    batch = random.wholeNumbers(shape)
    otherBatch = random.wholeNumbers(shape)
    otherKernels = random.wholeNumbers([count, kernel.height, kernel.width, depth])
    layer = Convolution(
      kernels: random.wholeNumbers(otherKernels.shape),
      bias: seed % 3 == 0 ? [] : random.wholeNumbers([count]).scalars, stride: stride, padding: .zeros(zeros),
      dilation: dilation, groups: groups, border: .drop)
    upstream = try random.wholeNumbers(
      Shape([shape[0]] + layer.outputShape(for: Shape(Array(shape.dropFirst())))))
  }
}

extension Layer {
  /// A layer's way forward, where nothing is left to chance.
  func pass(_ batch: Tensor) -> Pass {
    var random = SeededGenerator(seed: 0)
    return pass(batch, random: &random)
  }
}

@Suite("Properties of layers in random shapes")
struct LayerPropertyTests {
  @Test("a convolution is the cross-correlation of each image, to the last digit", arguments: 0..<8)
  func convolution(part: Int) throws {
    for seed in part * 50..<(part + 1) * 50 {
      let random = try RandomConvolution(seed: seed)
      let (layer, maps) = (random.layer, random.layer.output(for: random.batch))
      #expect(layer.pass(random.batch).output == maps)
      for place in 0..<random.batch.shape[0] {
        let map = random.batch.row(place).crossCorrelated(
          with: layer.kernels, stride: layer.stride, padding: random.zeros, dilation: layer.dilation,
          groups: layer.groups, border: .drop, bias: layer.bias.scalars)
        let isSame = maps.row(place) == map
        #expect(isSame, "seed \(seed), image \(place)")
      }
    }
  }

  // A convolution without bias is linear in its images and in its kernels: so with u the upstream gradient and g what comes back,
  // u · f(x) = g · x for all x, of which one at random would show an error.
  @Test("what comes back through a convolution weighs any images, kernels and biases as it does", arguments: 0..<8)
  func linearity(part: Int) throws {
    for seed in part * 50..<(part + 1) * 50 {
      let random = try RandomConvolution(seed: seed)
      let gradients = random.layer.pass(random.batch).gradients(upstream: random.upstream)
      var bare = random.layer
      bare.bias = Tensor([Double]())
      let images = try #require(gradients.input)
      #expect((random.upstream * bare.output(for: random.otherBatch)).sum() == (images * random.otherBatch).sum())
      bare.kernels = random.otherKernels
      let kernels = gradients.parameters[0]
      #expect((random.upstream * bare.output(for: random.batch)).sum() == (kernels * random.otherKernels).sum())
      #expect(gradients.parameters.count == (seed % 3 == 0 ? 1 : 2))
      for (k, sum) in gradients.parameters.dropFirst().flatMap(\.scalars).enumerated() {
        let places = stride(from: k, to: random.upstream.scalars.count, by: bare.kernels.shape[0])
        #expect(sum == places.reduce(0) { $0 + random.upstream.scalars[$1] }, "seed \(seed)")
      }
    }
  }

  @Test("size-preserving padding preserves the size", arguments: 1...4)
  func same(dilation: Int) throws {
    let kernels = Tensor(repeating: 1, shape: [2, 3, 5, 1])
    let layer = Convolution(kernels: kernels, padding: .same, dilation: Size(square: dilation))
    #expect(try layer.outputShape(for: [7, 6, 1]) == [7, 6, 2])
    let zeros = Size(height: dilation, width: 2 * dilation)
    let explicit = Convolution(kernels: kernels, padding: .zeros(zeros), dilation: Size(square: dilation))
    let batch = Tensor(repeating: 1, shape: [1, 7, 6, 1])
    #expect(layer.output(for: batch) == explicit.output(for: batch))
  }

  @Test("a 1 × 1 convolution is a dense layer at every place", arguments: 0..<30)
  func oneByOne(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let (count, channels) = (random.integer(in: 1...5), random.integer(in: 1...6))
    let (height, width, outputs) = (random.integer(in: 1...6), random.integer(in: 1...6), random.integer(in: 1...5))
    let (batch, weights) = (
      random.wholeNumbers([count, height, width, channels]), random.wholeNumbers([outputs, channels])
    )
    let bias = random.wholeNumbers([outputs]).scalars
    let convolution = Convolution(kernels: weights.reshaped(to: [outputs, 1, 1, channels]), bias: bias).pass(batch)
    let places = count * height * width
    let dense = Dense(weights: weights, bias: bias).pass(batch.reshaped(to: [places, channels]))
    #expect(convolution.output.reshaped(to: [places, outputs]) == dense.output)

    let upstream = random.wholeNumbers([places, outputs])
    let left = convolution.gradients(upstream: upstream.reshaped(to: convolution.output.shape))
    let right = dense.gradients(upstream: upstream)
    #expect(left.input == right.input?.reshaped(to: batch.shape))
    #expect(left.parameters.map(\.scalars) == right.parameters.map(\.scalars))
  }

  @Test("a dense layer is a convolution whose kernels cover the whole input", arguments: 0..<30)
  func wholeInput(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let (count, outputs) = (random.integer(in: 1...5), random.integer(in: 1...5))
    let (height, width, channels) = (random.integer(in: 1...5), random.integer(in: 1...5), random.integer(in: 1...4))
    let batch = random.wholeNumbers([count, height, width, channels])
    let kernels = random.wholeNumbers([outputs, height, width, channels])
    let bias = random.wholeNumbers([outputs]).scalars
    let length = height * width * channels
    let dense: [any Layer] = [Flatten(), Dense(weights: kernels.reshaped(to: [outputs, length]), bias: bias)]
    let maps = Convolution(kernels: kernels, bias: bias).output(for: batch)
    #expect(maps.shape == [count, 1, 1, outputs])
    #expect(maps.reshaped(to: [count, outputs]) == dense.reduce(batch) { $1.output(for: $0) })
  }

  @Test(
    "dropout leaves out its share of the numbers in training, keeps their mean, and later does nothing",
    arguments: [0, 0.2, 0.9])
  func dropout(rate: Double) {
    let (layer, batch) = (Dropout(rate: rate), Tensor(repeating: 2, shape: [100, 100]))
    let output = layer.pass(batch).output
    #expect(output.scalars.allSatisfy { $0 == 0 || $0 == 2 * (1 / (1 - rate)) })
    #expect(abs(Double(output.scalars.filter { $0 == 0 }.count) / 10_000 - rate) < 0.02)
    #expect(layer.output(for: batch) == batch)
    var random = SeededGenerator(seed: 1)
    #expect(rate == 0 || layer.pass(batch, random: &random).output != layer.pass(batch, random: &random).output)
  }
}

@Suite("Properties of pooling layers in random shapes")
struct PoolingPropertyTests {
  /// The numbers of each window of a map, of one channel, that lie on it, by the definition.
  private func windows(
    _ map: Tensor, _ window: SlidingWindow, _ output: Size
  ) -> [(place: [Int], numbers: [Double])] {
    (0..<output.height).flatMap { i in
      (0..<output.width).flatMap { j in
        (0..<map.channels).map { c in
          let top = i * window.stride.height - window.padding.height
          let left = j * window.stride.width - window.padding.width
          let rows = (top..<top + window.kernel.height).filter { (0..<map.height).contains($0) }
          let columns = (left..<left + window.kernel.width).filter { (0..<map.width).contains($0) }
          return ([i, j, c], rows.flatMap { row in columns.map { map[row, $0, c] } })
        }
      }
    }
  }

  @Test("square windows are those of tensors", arguments: [Border.drop, .keep])
  func squares(border: Border) {
    for seed in 0..<150 {
      var random = SeededGenerator(seed: UInt64(seed))
      let (size, step) = (random.integer(in: 1...4), random.integer(in: 1...4))
      let shape: Shape = [
        random.integer(in: 1...3), size + random.integer(in: 0...8), size + random.integer(in: 0...8),
        random.integer(in: 1...20),
      ]
      let batch = random.wholeNumbers(shape)
      let (square, stride) = (Size(square: size), Size(square: step))
      let largest = MaxPooling(size: square, stride: stride, border: border).output(for: batch)
      let means = AveragePooling(size: square, stride: stride, border: border).output(for: batch)
      for place in 0..<shape[0] {
        let map = batch.row(place)
        #expect(largest.row(place) == map.maxPooled(size: size, stride: step, border: border), "seed \(seed)")
        #expect(means.row(place) == map.averagePooled(size: size, stride: step, border: border), "seed \(seed)")
      }
    }
  }

  @Test("oblong windows with padding take what of them lies on the map", arguments: [Border.drop, .keep])
  func padded(border: Border) throws {
    for seed in 0..<150 {
      var random = SeededGenerator(seed: UInt64(seed))
      let size = Size(height: random.integer(in: 1...5), width: random.integer(in: 1...4))
      let stride = Size(height: random.integer(in: 1...3), width: random.integer(in: 1...3))
      let padding = Size(
        height: random.integer(in: 0...size.height / 2), width: random.integer(in: 0...size.width / 2))
      let shape: Shape = [
        size.height + random.integer(in: 0...7), size.width + random.integer(in: 0...7), random.integer(in: 1...10),
      ]
      let map = random.wholeNumbers(shape, in: -2...2)
      let batch = map.reshaped(to: Shape([1] + shape))
      let largest = MaxPooling(size: size, stride: stride, padding: padding, border: border)
      let means = AveragePooling(size: size, stride: stride, padding: padding, border: border)
      let output = try largest.outputShape(for: shape)
      #expect(try means.outputShape(for: shape) == output)
      let (maxima, averages) = (largest.output(for: batch).row(0), means.output(for: batch).row(0))
      let window = SlidingWindow(kernel: size, stride: stride, padding: padding)
      for (place, numbers) in windows(map, window, Size(height: output[0], width: output[1])) {
        #expect(maxima[place[0], place[1], place[2]] == numbers.max(), "seed \(seed)")
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        #expect(averages[place[0], place[1], place[2]] == mean, "seed \(seed)")
      }
    }
  }

  @Test("one window over the whole map is global average pooling", arguments: 1...10)
  func global(side: Int) {
    var random = SeededGenerator(seed: UInt64(side))
    let batch = random.wholeNumbers([2, side, 11 - side, 3])
    let means = AveragePooling(size: Size(height: side, width: 11 - side)).output(for: batch)
    #expect(means.flattened() == GlobalAveragePooling().output(for: batch).flattened())
  }
}
