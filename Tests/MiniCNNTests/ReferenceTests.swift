import MiniCNN
import Testing

/// What PyTorch computed, computed again.
@Suite("PyTorch's results")
struct ReferenceTests {
  @Test("convolution", arguments: try ReferenceCase.all(of: "convolution"))
  func convolution(reference: ReferenceCase) throws {
    let (images, output) = (try reference.input("images"), try reference.expected("output"))
    for place in 0..<images.shape[0] {
      let maps = try images.row(place).crossCorrelated(
        with: reference.input("kernels"), stride: reference.size("stride"), padding: reference.size("padding"),
        dilation: reference.size("dilation"), groups: reference.integer("groups"), border: .drop,
        bias: reference.optionalInput("bias")?.scalars ?? [])
      expectClose(maps, output.row(place), "image \(place)")
    }
  }

  /// The cases with square windows and without padding.
  private static func squares(of operation: String) throws -> [ReferenceCase] {
    try ReferenceCase.all(of: operation).filter {
      let (size, stride) = (try $0.size("size"), try $0.size("stride"))
      return try size.height == size.width && stride.height == stride.width && $0.size("padding") == Size(square: 0)
    }
  }

  @Test("max pooling in square windows", arguments: try squares(of: "maxPooling"))
  func maxPooling(reference: ReferenceCase) throws {
    try expectPooled(reference) { $0.maxPooled(size: $1, stride: $2, border: $3) }
  }

  @Test("average pooling in square windows", arguments: try squares(of: "averagePooling"))
  func averagePooling(reference: ReferenceCase) throws {
    try expectPooled(reference) { $0.averagePooled(size: $1, stride: $2, border: $3) }
  }

  private func expectPooled(_ reference: ReferenceCase, by pool: (Tensor, Int, Int, Border) -> Tensor) throws {
    let (images, output) = (try reference.input("images"), try reference.expected("output"))
    let border = try reference.flag("keepsCutOffWindows") ? Border.keep : .drop
    for place in 0..<images.shape[0] {
      let maps = try pool(images.row(place), reference.size("size").height, reference.size("stride").height, border)
      expectClose(maps, output.row(place), "image \(place)")
    }
  }

  @Test("ReLU", arguments: try ReferenceCase.all(of: "relu"))
  func relu(reference: ReferenceCase) throws {
    try expectClose(reference.input("inputs").relu(), reference.expected("output"), tolerance: 0)
  }

  @Test("tanh", arguments: try ReferenceCase.all(of: "tanh"))
  func tanh(reference: ReferenceCase) throws {
    try expectClose(MiniCNN.tanh(reference.input("inputs")), reference.expected("output"))
  }

  @Test("softmax", arguments: try ReferenceCase.all(of: "softmax"))
  func softmax(reference: ReferenceCase) throws {
    try expectClose(reference.input("inputs").softmax(), reference.expected("output"))
  }

  @Test("cross-entropy", arguments: try ReferenceCase.all(of: "crossEntropy"))
  func crossEntropy(reference: ReferenceCase) throws {
    let loss = try MiniCNN.crossEntropy(of: reference.input("predictions"), targets: reference.input("targets"))
    try expectClose(Tensor(shape: [], scalars: [loss]), reference.expected("loss"))
  }

  @Test("mean squared error", arguments: try ReferenceCase.all(of: "meanSquaredError"))
  func meanSquaredError(reference: ReferenceCase) throws {
    let loss = try MiniCNN.meanSquaredError(
      of: reference.input("predictions"), targets: reference.input("targets"),
      averagedOverClasses: reference.flag("averagedOverClasses"))
    try expectClose(Tensor(shape: [], scalars: [loss]), reference.expected("loss"))
  }

  @Test("a dense layer", arguments: try ReferenceCase.all(of: "dense"))
  func dense(reference: ReferenceCase) throws {
    let (inputs, output) = (try reference.input("inputs"), try reference.expected("output"))
    for place in 0..<inputs.shape[0] {
      let row = try inputs.row(place).dense(
        weights: reference.input("weights"), bias: reference.optionalInput("bias")?.scalars ?? [])
      expectClose(row, output.row(place), "row \(place)")
    }
  }

  @Test(
    "every file can be read and has cases with results",
    arguments: [
      "adadelta", "adam", "averagePooling", "convolution", "crossEntropy", "crossEntropyOnScores", "dense",
      "globalAveragePooling", "leakyRelu", "maxPooling", "meanSquaredError", "relu", "sgd", "sigmoid", "softmax",
      "tanh",
    ])
  func files(operation: String) throws {
    let cases = try ReferenceCase.all(of: operation)
    #expect(!cases.isEmpty)
    #expect(Set(cases.map(\.name)).count == cases.count)
    for reference in cases {
      #expect(["output", "loss", "parameters"].contains { reference.optionalExpected($0) != nil }, "\(reference.name)")
    }
  }
}
