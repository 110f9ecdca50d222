import MiniCNN
import Testing

/// A layer, a sample that it cannot take, and what its message says.
struct Misfit: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let layer: any Layer
  let sample: Shape
  let words: [String]

  init(_ name: String, _ layer: any Layer, _ sample: Shape, _ words: [String]) {
    (testDescription, self.layer, self.sample, self.words) = (name, layer, sample, words)
  }

  private static func kernels(_ shape: Shape, bias: [Double] = []) -> Convolution {
    Convolution(kernels: Tensor(repeating: 1, shape: shape), bias: bias)
  }

  private static func changed<Changed: Layer>(_ layer: Changed, _ change: (inout Changed) -> Void) -> Changed {
    var layer = layer
    change(&layer)
    return layer
  }

  static let all = [
    Misfit("another depth", kernels([4, 3, 3, 3]), [5, 5, 2], ["4 kernels of 3 × 3", "3 channels", "5 × 5 × 2"]),
    Misfit("a row for kernels", kernels([4, 3, 3, 3]), [75], ["height × width × 3 channels", "not 75"]),
    Misfit(
      "a kernel too large", kernels([1, 5, 2, 1]), [3, 9, 1], ["window of 5", "input of 3", "smaller", "padding"]),
    Misfit(
      "steps that do not come out even",
      Convolution(kernels: Tensor(repeating: 1, shape: [1, 3, 3, 1]), stride: Size(square: 3)), [7, 7, 1],
      ["window of 3 with stride 3", "input of 7", "border: .drop"]),
    Misfit(
      "kept windows of a convolution",
      Convolution(kernels: Tensor(repeating: 1, shape: [1, 3, 3, 1]), border: .keep), [7, 7, 1],
      ["cannot keep windows", "pad the image"]),
    Misfit(
      "padding for an even kernel",
      Convolution(kernels: Tensor(repeating: 1, shape: [1, 4, 3, 1]), padding: .same), [7, 7, 1],
      ["odd", "4 × 3", ".zeros"]),
    Misfit(
      "a stride of 0", Convolution(kernels: Tensor(repeating: 1, shape: [1, 3, 3, 1]), stride: Size(square: 0)),
      [7, 7, 1], ["stride 0", "at least 1"]),
    Misfit(
      "a dilation of 0", Convolution(kernels: Tensor(repeating: 1, shape: [1, 3, 3, 1]), dilation: Size(square: 0)),
      [7, 7, 1], ["dilation of 0 × 0", "at least 1"]),
    Misfit("kernels of size 0", kernels([1, 0, 3, 1]), [7, 7, 1], ["1 × 0 × 3 × 1", "at least 1"]),
    Misfit(
      "biases that were changed", changed(kernels([4, 3, 3, 1], bias: [1, 2, 3, 4])) { $0.bias = Tensor([1, 2]) },
      [7, 7, 1], ["4 × 3 × 3 × 1", "2 biases", "each takes one"]),
    Misfit(
      "kernels that were changed", changed(kernels([4, 3, 3, 1])) { $0.kernels = Tensor([1, 2]) }, [7, 7, 1],
      ["kernels of 2", "count × height × width × channels"]),
    Misfit(
      "pooling of rows", MaxPooling(size: Size(square: 2)), [10], ["height × width", "not 10", "before", "flattened"]),
    Misfit(
      "pooling of nothing", MaxPooling(size: Size(square: 2), padding: Size(square: 1)), [0, 4, 1],
      ["one pixel", "0 × 4 × 1"]),
    Misfit(
      "means of nothing", AveragePooling(size: Size(square: 2), padding: Size(square: 1)), [0, 4, 1],
      ["one pixel", "0 × 4 × 1"]),
    Misfit("global means of nothing", GlobalAveragePooling(), [4, 0, 1], ["one pixel", "4 × 0 × 1"]),
    Misfit("global means of rows", GlobalAveragePooling(), [4], ["height × width × channels", "not 4"]),
    Misfit(
      "too much padding", AveragePooling(size: Size(height: 3, width: 4), padding: Size(square: 2)), [9, 9, 1],
      ["padding of 2 × 2", "half of a window of 3 × 4", "less"]),
    Misfit(
      "uneven pooling", MaxPooling(size: Size(square: 2)), [5, 4, 1],
      ["window of 2 with stride 2", "input of 5", ".drop", ".keep"]),
    Misfit(
      "rows of another length", Dense(weights: Tensor(repeating: 1, shape: [2, 3])), [4],
      ["2 × 3", "rows of 3", "not 4"]),
    Misfit(
      "maps for a dense layer", Dense(weights: Tensor(repeating: 1, shape: [2, 4])), [2, 2, 1],
      ["rows of 4", "2 × 2 × 1", "flatten"]),
    Misfit(
      "dense biases that were changed",
      changed(Dense(weights: Tensor(repeating: 1, shape: [2, 4]), bias: [1, 2])) { $0.bias = Tensor([1]) }, [4],
      ["2 × 4", "1 biases"]),
    Misfit("slopes", ParametricReLU(channels: 3), [4, 4, 2], ["3 channels", "4 × 4 × 2"]),
    Misfit(
      "a residual that shrinks", Residual([kernels([1, 3, 3, 1])]), [5, 5, 1], ["3 × 3 × 1", "5 × 5 × 1", "same shape"]
    ),
  ]
}

@Suite("Samples that do not fit a layer")
struct LayerShapeTests {
  @Test("the message names both shapes, and what would fit", arguments: Misfit.all)
  func messages(misfit: Misfit) throws {
    let error = try #require(throws: ShapeMismatch.self) { try misfit.layer.outputShape(for: misfit.sample) }
    for word in misfit.words { #expect(error.description.contains(word), "\(error)") }
  }

  @Test("as a batch they stop the program, with the same message", arguments: Misfit.all.indices)
  func batches(index: Int) async {
    let misfit = Misfit.all[index]
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      let misfit = Misfit.all[index]
      _ = misfit.layer.output(for: Tensor(repeating: 1, shape: Shape([2] + misfit.sample)))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for word in misfit.words { #expect(message.contains(word), "\(message)") }
  }

  private static let layers: [(layer: any Layer, sample: Shape, output: Shape)] = [
    (Convolution(kernels: Tensor(repeating: 1, shape: [2, 3, 3, 1]), bias: [1, 2]), [5, 4, 1], [3, 2, 2]),
    (MaxPooling(size: Size(square: 2)), [4, 6, 3], [2, 3, 3]),
    (AveragePooling(size: Size(square: 2)), [4, 6, 3], [2, 3, 3]), (GlobalAveragePooling(), [4, 6, 3], [3]),
    (Activation(.relu), [4, 2], [4, 2]), (ParametricReLU(channels: 2), [4, 2], [4, 2]), (Softmax(), [5], [5]),
    (Flatten(), [2, 3, 4], [24]), (Dense(weights: Tensor(repeating: 1, shape: [2, 3]), bias: [1, 2]), [3], [2]),
    (Dropout(rate: 0.5), [3], [3]), (Residual([Activation(.tanh)]), [3], [3]),
  ]

  @Test("an empty batch goes through every layer, and back", arguments: layers.indices)
  func emptyBatches(index: Int) throws {
    let (layer, sample, output) = Self.layers[index]
    let pass = layer.pass(Tensor(repeating: 1, shape: Shape([0] + sample)))
    #expect(pass.output.shape == Shape([0] + output))
    let gradients = pass.gradients(upstream: pass.output)
    #expect(gradients.input?.shape == Shape([0] + sample))
    #expect(gradients.parameters == layer.parameters.map { Tensor(repeating: 0, shape: $0.shape) })
  }

  @Test("images without pixels or channels show a convolution its padding and its biases")
  func emptyImages() throws {
    let noPixels = Convolution(kernels: Tensor(repeating: 1, shape: [1, 3, 3, 1]), bias: [5], padding: .zeros(2))
    let pass = noPixels.pass(Tensor(repeating: 1, shape: [2, 0, 0, 1]))
    #expect(pass.output == Tensor(repeating: 5, shape: [2, 2, 2, 1]))
    let gradients = pass.gradients(upstream: pass.output)
    #expect(gradients.input?.shape == [2, 0, 0, 1])
    #expect(gradients.parameters == [Tensor(repeating: 0, shape: [1, 3, 3, 1]), Tensor([40])])

    let noChannels = Convolution(kernels: Tensor(repeating: 1, shape: [2, 3, 3, 0]), bias: [1, 2])
    let maps = noChannels.pass(Tensor(repeating: 1, shape: [1, 3, 4, 0]))
    #expect(maps.output == Tensor(shape: [1, 1, 2, 2], scalars: [1, 2, 1, 2]))
    #expect(maps.gradients(upstream: maps.output).input?.shape == [1, 3, 4, 0])
  }

  private func expectMessage(
    _ result: ExitTest.Result?, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for word in words { #expect(message.contains(word), "\(message)", sourceLocation: sourceLocation) }
  }

  @Test("a gradient of another shape than the output")
  func gradient() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Activation(.relu).pass(Tensor([1, 2])).gradients(upstream: Tensor([1, 2, 3]))
    }
    expectMessage(result, ["gradient of shape 3", "output of 2", "LayerShapeTests.swift"])
  }

  @Test("a single number is no batch")
  func scalar() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Flatten().output(for: Tensor(shape: [], scalars: [1]))
    }
    expectMessage(result, ["first axis counts its samples"])
  }
}
