import MiniCNN
import Testing

/// What PyTorch makes of layers that look at more than a window, or make maps larger.
@Suite("PyTorch's results, from normalising and enlarging layers")
struct ReferenceNormalisationTests {
  private func expectGradients(
    _ pass: Pass, _ reference: ReferenceCase, upstream: String = "upstream", prefix: String = "", parameters: [String]
  ) throws {
    let gradients = try pass.gradients(upstream: reference.input(upstream))
    func name(_ word: String) -> String {
      prefix.isEmpty ? "\(word)Gradient" : "\(prefix)\(word.prefix(1).uppercased())\(word.dropFirst())Gradient"
    }
    try expectClose(#require(gradients.input), reference.expected(name("images")), tolerance: 1e-11, "images")
    try #require(gradients.parameters.count == parameters.count)
    for (gradient, parameter) in zip(gradients.parameters, parameters) {
      try expectClose(gradient, reference.expected(name(parameter)), tolerance: 1e-11, "\(parameter)")
    }
  }

  @Test("batch normalisation, in training and afterwards", arguments: try ReferenceCase.all(of: "batchNormalisation"))
  func batchNormalisation(reference: ReferenceCase) throws {
    let images = try reference.input("images")
    var layer = try BatchNormalisation(
      channels: images.channels, momentum: reference.number("momentum"), epsilon: reference.number("epsilon"))
    layer.parameters = try [reference.input("scale"), reference.input("shift")]
    layer.state = try [reference.input("mean"), reference.input("variance")]
    var random = SeededGenerator(seed: 0)
    let pass = layer.pass(images, random: &random)
    try expectClose(pass.output, reference.expected("output"), tolerance: 1e-11)
    try expectGradients(pass, reference, parameters: ["scale", "shift"])
    try expectClose(pass.state[0], reference.expected("mean"))
    try expectClose(pass.state[1], reference.expected("variance"))
    try expectClose(layer.output(for: images), reference.expected("settledOutput"))
    try expectGradients(
      layer.settledPass(images), reference, upstream: "settledUpstream", prefix: "settled",
      parameters: ["scale", "shift"])
  }

  @Test("layer normalisation", arguments: try ReferenceCase.all(of: "layerNormalisation"))
  func layerNormalisation(reference: ReferenceCase) throws {
    let images = try reference.input("images")
    var layer = try LayerNormalisation(
      shape: Shape(Array(images.shape.suffix(reference.integer("axes")))), epsilon: reference.number("epsilon"))
    layer.parameters = try [reference.input("scale"), reference.input("shift")]
    var random = SeededGenerator(seed: 0)
    let pass = layer.pass(images, random: &random)
    try expectClose(pass.output, reference.expected("output"), tolerance: 1e-11)
    try expectGradients(pass, reference, parameters: ["scale", "shift"])
  }

  @Test("transposed convolution", arguments: try ReferenceCase.all(of: "transposedConvolution"))
  func transposedConvolution(reference: ReferenceCase) throws {
    let bias = reference.optionalInput("bias")
    let layer = try TransposedConvolution(
      kernels: reference.input("kernels"), bias: bias?.scalars ?? [], stride: reference.size("stride"),
      padding: reference.size("padding"), dilation: reference.size("dilation"), groups: reference.integer("groups"),
      extra: reference.size("extra"))
    let images = try reference.input("images")
    var random = SeededGenerator(seed: 0)
    let pass = layer.pass(images, random: &random)
    try expectClose(pass.output, reference.expected("output"))
    #expect(
      try layer.outputShape(for: Shape(Array(images.shape.dropFirst()))) == Shape(Array(pass.output.shape.dropFirst())))
    try expectGradients(pass, reference, parameters: bias == nil ? ["kernels"] : ["kernels", "bias"])
  }

  @Test("upsampling", arguments: try ReferenceCase.all(of: "upsampling"))
  func upsampling(reference: ReferenceCase) throws {
    let layer = try Upsampling(
      factor: reference.size("factor"), method: reference.flag("isBilinear") ? .bilinear : .nearest)
    var random = SeededGenerator(seed: 0)
    let pass = try layer.pass(reference.input("images"), random: &random)
    try expectClose(pass.output, reference.expected("output"))
    try expectGradients(pass, reference, parameters: [])
  }

  @Test("a picture in another size", arguments: try ReferenceCase.all(of: "resizing"))
  func resizing(reference: ReferenceCase) throws {
    let resized = try reference.input("image").resized(
      to: reference.size("size"), method: reference.flag("isBilinear") ? .bilinear : .nearest)
    try expectClose(resized, reference.expected("output"))
  }

  @Test("learning rates of schedules", arguments: try ReferenceCase.all(of: "schedules"))
  func schedules(reference: ReferenceCase) throws {
    let schedule: LearningRateSchedule =
      if reference.has("every") {
        try .step(every: reference.integer("every"), factor: reference.number("factor"))
      } else if reference.has("warmUp") {
        try .warmUp(epochs: reference.number("warmUp"), from: reference.number("start"))
      } else {
        try .cosine(epochs: reference.integer("epochs"), least: reference.number("least"))
      }
    let factors = try reference.expected("factors")
    expectClose(Tensor(factors.scalars.indices.map { schedule.factor(after: Double($0)) }), factors)
  }
}

@Suite("Known networks")
struct KnownNetworkTests {
  @Test(
    "have the parameters that were published, and take no room for them until they are built",
    arguments: [
      (.leNet5(), 61_706, [10]), (.cifar10Demo(), 22_466, [10]), (.alexNet(), 60_965_224, [1000]),
      (.vgg16(), 138_357_544, [1000]), (.resNet18(), 11_689_512, [1000]), (.googLeNet(), 6_624_904, [1000]),
    ] as [(NetworkPlan, Int, Shape)])
  func parameterCounts(plan: NetworkPlan, count: Int, output: Shape) {
    #expect(plan.parameterCount == count)
    #expect(plan.output == output)
    #expect(plan.summaryRows.reduce(0) { $0 + $1.parameterCount } == count)
  }

  @Test("make maps of the published sizes")
  func shapes() {
    func maps(_ plan: NetworkPlan) -> [String] {
      plan.summaryRows.map(\.output).filter { $0.rank == 3 }.map(\.description).reduce(into: []) { all, shape in
        if all.last != shape { all.append(shape) }
      }
    }
    #expect(
      maps(.alexNet()) == [
        "55 × 55 × 96", "27 × 27 × 96", "27 × 27 × 256", "13 × 13 × 256", "13 × 13 × 384", "13 × 13 × 256",
        "6 × 6 × 256",
      ])
    #expect(
      maps(.vgg16()).filter { $0.hasSuffix("512") } == ["28 × 28 × 512", "14 × 14 × 512", "7 × 7 × 512"])
    #expect(
      maps(.resNet18()) == [
        "112 × 112 × 64", "56 × 56 × 64", "28 × 28 × 128", "14 × 14 × 256", "7 × 7 × 512",
      ])
    #expect(
      maps(.googLeNet()) == [
        "112 × 112 × 64", "56 × 56 × 64", "56 × 56 × 192", "28 × 28 × 192", "28 × 28 × 256", "28 × 28 × 480",
        "14 × 14 × 480",
        "14 × 14 × 512", "14 × 14 × 528", "14 × 14 × 832", "7 × 7 × 832", "7 × 7 × 1024",
      ])
  }

  @Test("compute what the same layers compute in PyTorch", arguments: try ReferenceCase.all(of: "knownNetworks"))
  func scores(reference: ReferenceCase) throws {
    let (side, classes) = (try reference.integer("side"), try reference.integer("classes"))
    let plan: NetworkPlan =
      reference.name == "resnet18"
      ? .resNet18(side: side, classes: classes) : .googLeNet(side: side, classes: classes)
    var network = Network(plan)
    var (parameters, states) = (SeededGenerator(seed: 1), SeededGenerator(seed: 2))
    network.parameters = network.parameters.map { tensor in
      let shape = tensor.shape
      guard shape.rank > 1 else { return parameters.uniformTensor(shape, from: 0.5, to: 1.5) }
      let bound = (6 / Double(shape.elementCount / shape[0])).squareRoot()
      return parameters.uniformTensor(shape, from: -bound, to: bound)
    }
    network.state = network.state.map { states.uniformTensor($0.shape, from: 0.5, to: 1.5) }
    var image = SeededGenerator(seed: 3)
    let outputs = network.outputs(for: image.uniformTensor([side, side, 3]))
    try expectClose(outputs[outputs.count - 2], reference.expected("scores"), tolerance: 1e-9)
  }
}
