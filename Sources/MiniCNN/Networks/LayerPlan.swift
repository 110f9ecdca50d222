/// A layer before its weights are known: what a network's author writes down, shapes aside.
public struct LayerPlan: Sendable {
  private let build: @Sendable (Shape, inout SeededGenerator) throws(ShapeMismatch) -> any Layer

  /// - Parameter build: Makes the layer for samples of a shape; its weights come from the generator.
  public init(_ build: @escaping @Sendable (_ sample: Shape, inout SeededGenerator) throws(ShapeMismatch) -> any Layer)
  {
    self.build = build
  }

  func layer(for sample: Shape, _ random: inout SeededGenerator) throws(ShapeMismatch) -> any Layer {
    try build(sample, &random)
  }

  /// A layer as it is, weights included: one that you wrote yourself, for instance.
  public static func layer(_ layer: some Layer) -> LayerPlan {
    LayerPlan { _, _ in layer }
  }

  /// Kernels of a size, spanning all channels of their group.
  public static func convolution(
    _ count: Int, size: Size, stride: Size = Size(square: 1), padding: Padding = .none,
    dilation: Size = Size(square: 1), groups: Int = 1, border: Border = .exact, hasBias: Bool = true,
    initialisation: Initialisation = .he
  ) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      guard sample.rank == 3, groups > 0, sample[2] % groups == 0, count > 0, count % groups == 0 else {
        throw ShapeMismatch(
          "\(count) kernels in \(groups) groups cannot take samples of \(sample): they take height × width × channels, and both "
            + "counts are multiples of the groups")
      }
      guard size.height > 0, size.width > 0 else {
        throw ShapeMismatch("kernels of \(size.height) × \(size.width) make no sense: both sizes are at least 1")
      }
      let depth = sample[2] / groups
      let kernels = initialisation.tensor(
        [count, size.height, size.width, depth], inputs: size.height * size.width * depth,
        outputs: size.height * size.width * count / groups, &random)
      return Convolution(
        kernels: kernels, bias: hasBias ? Array(repeating: 0, count: count) : [], stride: stride, padding: padding,
        dilation: dilation, groups: groups, border: border)
    }
  }

  /// Square kernels.
  public static func convolution(
    _ count: Int, size: Int, stride: Int = 1, padding: Padding = .none, dilation: Int = 1, groups: Int = 1,
    border: Border = .exact, hasBias: Bool = true, initialisation: Initialisation = .he
  ) -> LayerPlan {
    convolution(
      count, size: Size(square: size), stride: Size(square: stride), padding: padding, dilation: Size(square: dilation),
      groups: groups, border: border, hasBias: hasBias, initialisation: initialisation)
  }

  /// The largest number in each square window.
  public static func maxPooling(_ size: Int = 2, stride: Int? = nil, border: Border = .exact) -> LayerPlan {
    layer(MaxPooling(size: Size(square: size), stride: stride.map(Size.init(square:)), border: border))
  }

  /// The mean of the numbers in each square window.
  public static func averagePooling(_ size: Int = 2, stride: Int? = nil, border: Border = .exact) -> LayerPlan {
    layer(AveragePooling(size: Size(square: size), stride: stride.map(Size.init(square:)), border: border))
  }

  /// The mean of each channel over the whole map.
  public static var globalAveragePooling: LayerPlan { layer(GlobalAveragePooling()) }

  public static var relu: LayerPlan { layer(Activation(.relu)) }
  public static func leakyReLU(slope: Double = 0.01) -> LayerPlan { layer(Activation(.leakyReLU(slope: slope))) }
  public static var sigmoid: LayerPlan { layer(Activation(.sigmoid)) }
  public static var tanh: LayerPlan { layer(Activation(.tanh)) }

  /// ReLU with a learned slope for negative numbers, one a channel.
  public static var parametricReLU: LayerPlan {
    LayerPlan { sample, _ in ParametricReLU(channels: sample.last ?? 1) }
  }

  /// Maps in one row.
  public static var flatten: LayerPlan { layer(Flatten()) }

  /// A fully connected layer with so many outputs; maps need `.flatten` before it.
  public static func dense(
    _ outputs: Int, hasBias: Bool = true, initialisation: Initialisation = .he
  ) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      guard outputs > 0 else {
        throw ShapeMismatch("a fully connected layer has at least one output, not \(outputs)")
      }
      guard sample.rank == 1 else {
        throw ShapeMismatch("a fully connected layer takes rows, not \(sample): put .flatten before it")
      }
      let weights = initialisation.tensor([outputs, sample[0]], inputs: sample[0], outputs: outputs, &random)
      return Dense(weights: weights, bias: hasBias ? Array(repeating: 0, count: outputs) : [])
    }
  }

  /// Scores as probabilities.
  public static var softmax: LayerPlan { layer(Softmax()) }

  /// In training, numbers become 0 with a probability.
  public static func dropout(_ rate: Double) -> LayerPlan { layer(Dropout(rate: rate)) }

  /// What some layers make of a batch, added to the batch itself.
  public static func residual(_ plans: LayerPlan...) -> LayerPlan { residual(plans) }

  /// What some layers make of a batch, added to the batch itself.
  public static func residual(_ plans: [LayerPlan]) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      var shape = sample
      var layers: [any Layer] = []
      for plan in plans {
        let layer = try plan.layer(for: shape, &random)
        shape = try layer.outputShape(for: shape)
        layers.append(layer)
      }
      return Residual(layers)
    }
  }
}

/// How weights start: random numbers whose spread follows from how many connections a number has.
public enum Initialisation: Hashable, Sendable {
  /// Normal, with a deviation of `√(2 / inputs)`, made for ReLU; see He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).
  case he
  /// Uniform up to `√(6 / (inputs + outputs))`, made for tanh and sigmoid; see Glorot and Bengio, "Understanding the difficulty of training
  /// deep feedforward neural networks" (2010).
  case glorot
  /// All zeros, to see what goes wrong.
  case zeros

  func tensor(_ shape: Shape, inputs: Int, outputs: Int, _ random: inout SeededGenerator) -> Tensor {
    let scalars: [Double]
    switch self {
    case .he:
      let deviation = (2 / Double(inputs)).squareRoot()
      scalars = (0..<shape.elementCount).map { _ in random.normal(deviation: deviation) }
    case .glorot:
      let bound = (6 / Double(inputs + outputs)).squareRoot()
      scalars = (0..<shape.elementCount).map { _ in random.uniform(from: -bound, to: bound) }
    case .zeros:
      scalars = Array(repeating: 0, count: shape.elementCount)
    }
    return Tensor(unchecked: shape, scalars)
  }
}
