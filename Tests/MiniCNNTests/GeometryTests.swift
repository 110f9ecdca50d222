import MiniCNN
import Testing

/// The curriculum's sizes and counts, each computed.
@Suite("Sizes as text")
struct GeometryTextTests {
  @Test("are read at a glance")
  func texts() {
    #expect("\(Size(height: 2, width: 3))" == "2 × 3")
    #expect(
      "\(ParameterCount.convolution(kernel: Size(square: 5), channels: 3, kernels: 10))"
        == "760 (750 weights, 10 biases)")
    let window = SlidingWindow.convolution(kernel: 3, stride: 2, padding: 1)
    #expect("\(window)" == "3 × 3, stride 2 × 2, padding 1 × 1, dilation 1 × 1")
    #expect("\(ReceptiveField(of: [window, window]))" == "7 × 7, every 4 × 4")
    #expect("\(ImageKernel.edgeEnhance)" == ImageKernel.edgeEnhance.weights.table)
  }
}

@Suite("Sizes and counts")
struct GeometryTests {
  // MARK: Sizes

  @Test("images are arrays")
  func images() {
    #expect(Shape([1024, 1024, 3]).elementCount == 3_145_728)
    #expect(Shape([32, 32, 3]).elementCount == 3072)
    #expect(Shape([3, 3, 1]).elementCount == 9)
  }

  struct Layer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var input: Int
    var window: SlidingWindow
    var output: Int
  }

  @Test(
    "a layer's output size",
    arguments: [
      Layer(testDescription: "7 by 3", input: 7, window: .convolution(kernel: 3), output: 5),
      Layer(testDescription: "7 by 3, stride 2", input: 7, window: .convolution(kernel: 3, stride: 2), output: 3),
      Layer(testDescription: "7 by 3, padding 1", input: 7, window: .convolution(kernel: 3, padding: 1), output: 7),
      Layer(testDescription: "32 by 5", input: 32, window: .convolution(kernel: 5), output: 28),
      Layer(testDescription: "28 by 5", input: 28, window: .convolution(kernel: 5), output: 24),
      Layer(testDescription: "32 by 5, padding 2", input: 32, window: .convolution(kernel: 5, padding: 2), output: 32),
      Layer(
        testDescription: "5 by 3, stride 2, padding 1", input: 5,
        window: .convolution(kernel: 3, stride: 2, padding: 1),
        output: 3),
      Layer(testDescription: "7 by 3, dilation 2", input: 7, window: .convolution(kernel: 3, dilation: 2), output: 3),
      Layer(testDescription: "28 halved", input: 28, window: .pooling(), output: 14),
      Layer(testDescription: "55 by 3, stride 2", input: 55, window: .pooling(size: 3, stride: 2), output: 27),
      Layer(testDescription: "a kernel on the whole", input: 32, window: .convolution(kernel: 32), output: 1),
    ])
  func sizes(layer: Layer) {
    #expect(layer.window.outputSize(of: Size(square: layer.input)) == Size(square: layer.output))
  }

  @Test("a stride of 3 does not fit 7 pixels")
  func misfit() {
    let window = SlidingWindow.convolution(kernel: 3, stride: 3)
    #expect(exactOutputSize(input: 7, kernel: 3, stride: 3) == nil)
    #expect(window.outputSize(of: Size(square: 7), border: .drop) == Size(square: 2))
    #expect(window.outputSize(of: Size(square: 7), border: .keep) == Size(square: 3))
  }

  @Test("height and width have kernels, strides, paddings and dilations of their own")
  func axes() {
    let window = SlidingWindow(
      kernel: Size(height: 3, width: 2), stride: Size(height: 2, width: 1), padding: Size(height: 1, width: 0),
      dilation: Size(height: 1, width: 3))
    #expect(window.effectiveKernel == Size(height: 3, width: 4))
    #expect(window.outputSize(of: Size(height: 9, width: 6)) == Size(height: 5, width: 3))
  }

  @Test(
    "a dilated kernel covers D·(F − 1) + 1",
    arguments: [(3, 1, 3), (3, 2, 5), (3, 4, 9), (5, 2, 9), (2, 3, 4), (1, 9, 1)])
  func dilation(kernel: Int, dilation: Int, effective: Int) {
    #expect(effectiveKernelSize(kernel: kernel, dilation: dilation) == effective)
    #expect(
      outputSize(input: 20, kernel: kernel, dilation: dilation) == outputSize(input: 20, kernel: effective))
  }

  @Test("size-preserving padding", arguments: [(3, 1, 1), (5, 1, 2), (7, 1, 3), (3, 2, 2), (3, 4, 4), (2, 2, 1)])
  func same(kernel: Int, dilation: Int, padding: Int) {
    #expect(samePadding(kernel: kernel, dilation: dilation) == padding)
    #expect(outputSize(input: 32, kernel: kernel, padding: padding, dilation: dilation) == 32)
    if dilation == 1 { #expect(samePadding(kernel: kernel) == padding) }
  }

  // MARK: Counts

  private func weights(_ side: Int, _ channels: Int, _ kernels: Int, groups: Int = 1) -> Int {
    ParameterCount.convolution(kernel: Size(square: side), channels: channels, kernels: kernels, groups: groups).weights
  }

  @Test("one kernel of 5 × 5 × 3 has 75 weights and a bias, ten have 760 parameters")
  func kernels() {
    let size = Size(square: 5)
    #expect(
      ParameterCount.convolution(kernel: size, channels: 3, kernels: 1) == ParameterCount(weights: 75, biases: 1))
    #expect(ParameterCount.convolution(kernel: size, channels: 3, kernels: 10).total == 760)
    #expect(ParameterCount.convolution(kernel: size, channels: 3, kernels: 10, hasBias: false).total == 750)
    // A kernel counts what the tensor that holds it has.
    #expect(weights(5, 3, 10) == Shape([10, 5, 5, 3]).elementCount)
    #expect(weights(5, 6, 10) == Shape([10, 5, 5, 6]).elementCount)
  }

  @Test("a fully connected layer on 32 × 32 × 3")
  func dense() {
    #expect(
      ParameterCount.dense(inputs: 3072, outputs: 10) == ParameterCount(weights: 30_720, biases: 10))
    #expect(MultiplyAdds.dense(inputs: 3072, outputs: 10) == 30_720)
    // It is a convolution whose kernels cover the whole image.
    #expect(weights(32, 3, 10) == 30_720)
  }

  @Test("sharing: five kernels make 28 × 28 × 5 neurons of 380 parameters; fully connected they have 12 million")
  func sharing() {
    let neurons = Shape([28, 28, 5]).elementCount
    #expect(neurons == 3920)
    #expect(ParameterCount.convolution(kernel: Size(square: 5), channels: 3, kernels: 5).total == 380)
    #expect(ParameterCount.dense(inputs: 3072, outputs: neurons).total == 12_046_160)
  }

  @Test("three layers of 3 × 3 have 27 C² weights, one of 7 × 7 has 49 C²", arguments: [1, 3, 64, 256])
  func stacked(channels: Int) {
    #expect(3 * weights(3, channels, channels) == 27 * channels * channels)
    #expect(weights(7, channels, channels) == 49 * channels * channels)
  }

  @Test("3 × 3 kernels from 128 channels to 64")
  func reduction() {
    #expect(weights(3, 128, 64) == 73_728)
    #expect(outputSize(input: 13, kernel: 3, padding: 1) == 13)
  }

  @Test("1 × 1 kernels change nothing but the depth")
  func oneByOne() {
    let window = SlidingWindow.convolution(kernel: 1)
    #expect(window.outputSize(of: Size(square: 256)) == Size(square: 256))
    #expect(weights(1, 128, 32) == 4096)
    // A bottleneck: 256 channels to 64, 3 × 3 among those, and back, instead of 3 × 3 among 256.
    #expect(weights(1, 256, 64) + weights(3, 64, 64) + weights(1, 64, 256) == 69_632)
    #expect(weights(3, 256, 256) == 589_824)
  }

  @Test("multiply-adds: every weight once at every stop")
  func multiplyAdds() {
    let (side, kernel) = (Size(square: 28), Size(square: 5))
    #expect(MultiplyAdds.convolution(output: side, kernel: kernel, channels: 3, kernels: 6) == 28 * 28 * 6 * 75)
    #expect(
      MultiplyAdds.convolution(output: side, kernel: kernel, channels: 4, kernels: 6, groups: 2) == 28 * 28 * 6 * 50)
    #expect(
      MultiplyAdds.convolution(output: Size(square: 1), kernel: Size(square: 32), channels: 3, kernels: 10)
        == MultiplyAdds.dense(inputs: 3072, outputs: 10))
  }

  private func message(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test("wrong groups, dilations and even kernels stop the program")
  func stops() async {
    let groups = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ParameterCount.convolution(kernel: Size(square: 3), channels: 5, kernels: 4, groups: 2)
    }
    #expect(message(of: groups).contains("multiples"))
    let even = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = samePadding(kernel: 4, dilation: 3)
    }
    #expect(message(of: even).contains("odd"))
    await #expect(processExitsWith: .failure) { _ = effectiveKernelSize(kernel: 3, dilation: 0) }
    await #expect(processExitsWith: .failure) { _ = SlidingWindow.convolution(kernel: 3, stride: 0) }
    await #expect(processExitsWith: .failure) { _ = SlidingWindow.convolution(kernel: 3, padding: -1) }
  }
}

/// AlexNet in two halves, as its authors drew it: layers 2, 4 and 5 of two groups each.
@Suite("AlexNet")
struct AlexNetTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var count: ParameterCount
    var weights: Int
  }

  private static func convolution(_ side: Int, _ channels: Int, _ kernels: Int, groups: Int) -> ParameterCount {
    .convolution(kernel: Size(square: side), channels: channels, kernels: kernels, groups: groups, hasBias: false)
  }

  private static func dense(_ inputs: Int, _ outputs: Int) -> ParameterCount {
    .dense(inputs: inputs, outputs: outputs, hasBias: false)
  }

  @Test(
    "weights",
    arguments: [
      Row(testDescription: "11·11·3·48·2", count: convolution(11, 3, 2 * 48, groups: 1), weights: 34_848),
      Row(testDescription: "5·5·48·128·2", count: convolution(5, 2 * 48, 2 * 128, groups: 2), weights: 307_200),
      Row(testDescription: "3·3·128·2·192·2", count: convolution(3, 2 * 128, 2 * 192, groups: 1), weights: 884_736),
      Row(testDescription: "3·3·192·192·2", count: convolution(3, 2 * 192, 2 * 192, groups: 2), weights: 663_552),
      // The lecture prints 1258 for 128.
      Row(testDescription: "3·3·192·128·2", count: convolution(3, 2 * 192, 2 * 128, groups: 2), weights: 442_368),
      // The lecture's drawing leaves the last pooling out of the first fully connected layer.
      Row(
        testDescription: "13·13·128·2·2048·2, as drawn", count: dense(13 * 13 * 128 * 2, 2048 * 2), weights: 177_209_344
      ),
      Row(testDescription: "6·6·256·4096, as it is", count: dense(6 * 6 * 256, 4096), weights: 37_748_736),
      Row(testDescription: "4096·4096", count: dense(4096, 4096), weights: 16_777_216),
      Row(testDescription: "4096·1000", count: dense(4096, 1000), weights: 4_096_000),
    ])
  func weights(row: Row) {
    #expect(row.count == ParameterCount(weights: row.weights, biases: 0))
  }

  @Test("all in all 60.97 million parameters")
  func total() {
    let kernels = [(11, 3, 96, 1), (5, 96, 256, 2), (3, 256, 384, 1), (3, 384, 384, 2), (3, 384, 256, 2)].map {
      ParameterCount.convolution(kernel: Size(square: $0.0), channels: $0.1, kernels: $0.2, groups: $0.3)
    }
    let dense = [(9216, 4096), (4096, 4096), (4096, 1000)].map {
      ParameterCount.dense(inputs: $0.0, outputs: $0.1)
    }
    let all = (kernels + dense).reduce(ParameterCount(weights: 0, biases: 0), +)
    #expect(all == ParameterCount(weights: 60_954_656, biases: 10_568))
    #expect(all.total == 60_965_224)
  }

  private let layers: [SlidingWindow] = [
    .convolution(kernel: 11, stride: 4), .pooling(size: 3, stride: 2), .convolution(kernel: 5, padding: 2),
    .pooling(size: 3, stride: 2), .convolution(kernel: 3, padding: 1), .convolution(kernel: 3, padding: 1),
    .convolution(kernel: 3, padding: 1), .pooling(size: 3, stride: 2),
  ]

  @Test("sizes from 227 to 6, the last before pooling 13")
  func sizes() {
    var sizes = [Size(square: 227)]
    for layer in layers { sizes.append(layer.outputSize(of: sizes[sizes.count - 1])) }
    #expect(sizes.map(\.height) == [227, 55, 27, 27, 13, 13, 13, 13, 6])
  }

  @Test("fields from 11 to 195")
  func fields() {
    let fields = (1...layers.count).map { ReceptiveField(of: Array(layers.prefix($0))) }
    #expect(fields.map(\.size.height) == [11, 19, 51, 67, 99, 131, 163, 195])
    #expect(fields.map(\.jump.width) == [4, 8, 8, 16, 16, 16, 16, 32])
  }

  @Test("the first layer takes 105 million multiply-adds")
  func multiplyAdds() {
    let first = MultiplyAdds.convolution(
      output: Size(square: 55), kernel: Size(square: 11), channels: 3, kernels: 96)
    #expect(first == 105_415_200)
  }
}
