/// A layer before its weights are known: what a network's author writes down, shapes aside.
public struct LayerPlan: Sendable {
  private let build: @Sendable (Shape, inout SeededGenerator) throws(ShapeMismatch) -> AnyLayer

  #if hasFeature(Embedded)
    init(_ build: @escaping @Sendable (_ sample: Shape, inout SeededGenerator) throws(ShapeMismatch) -> AnyLayer) {
      self.build = build
    }
  #else
    /// - Parameter build: Makes the layer for samples of a shape; its weights come from the generator.
    public init(
      _ build: @escaping @Sendable (_ sample: Shape, inout SeededGenerator) throws(ShapeMismatch) -> any Layer
    ) {
      self.build = build
    }
  #endif

  func layer(for sample: Shape, _ random: inout SeededGenerator) throws(ShapeMismatch) -> AnyLayer {
    try build(sample, &random)
  }

  /// A layer as it is, weights included: one that you wrote yourself, for instance.
  public static func layer(_ layer: some Layer) -> LayerPlan {
    LayerPlan { [layer = anyLayer(layer)] _, _ in layer }
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
      return anyLayer(
        Convolution(
          kernels: kernels, bias: hasBias ? Array(repeating: 0, count: count) : [], stride: stride, padding: padding,
          dilation: dilation, groups: groups, border: border))
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
  public static func maxPooling(
    _ size: Int = 2, stride: Int? = nil, padding: Int = 0, border: Border = .exact
  ) -> LayerPlan {
    maxPooling(
      Size(square: size), stride: stride.map(Size.init(square:)), padding: Size(square: padding), border: border)
  }

  /// The largest number in each window.
  public static func maxPooling(
    _ size: Size, stride: Size? = nil, padding: Size = Size(square: 0), border: Border = .exact
  ) -> LayerPlan {
    layer(MaxPooling(size: size, stride: stride, padding: padding, border: border))
  }

  /// The mean of the numbers in each square window.
  public static func averagePooling(
    _ size: Int = 2, stride: Int? = nil, padding: Int = 0, border: Border = .exact
  ) -> LayerPlan {
    averagePooling(
      Size(square: size), stride: stride.map(Size.init(square:)), padding: Size(square: padding), border: border)
  }

  /// The mean of the numbers in each window.
  public static func averagePooling(
    _ size: Size, stride: Size? = nil, padding: Size = Size(square: 0), border: Border = .exact
  ) -> LayerPlan {
    layer(AveragePooling(size: size, stride: stride, padding: padding, border: border))
  }

  /// The mean of each channel over the whole map.
  public static var globalAveragePooling: LayerPlan { layer(GlobalAveragePooling()) }

  public static var relu: LayerPlan { layer(Activation(.relu)) }
  public static func leakyReLU(slope: Double = 0.01) -> LayerPlan { layer(Activation(.leakyReLU(slope: slope))) }
  public static var sigmoid: LayerPlan { layer(Activation(.sigmoid)) }
  public static var tanh: LayerPlan { layer(Activation(.tanh)) }

  /// ReLU with a learned slope for negative numbers, one a channel.
  public static var parametricReLU: LayerPlan {
    LayerPlan { sample, _ in anyLayer(ParametricReLU(channels: sample.last ?? 1)) }
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
      return anyLayer(Dense(weights: weights, bias: hasBias ? Array(repeating: 0, count: outputs) : []))
    }
  }

  /// Scores as probabilities.
  public static var softmax: LayerPlan { layer(Softmax()) }

  /// In training, numbers become 0 with a probability.
  public static func dropout(_ rate: Double) -> LayerPlan { layer(Dropout(rate: rate)) }

  /// What some layers make of a batch, added to the batch itself.
  public static func residual(_ plans: LayerPlan...) -> LayerPlan { residual(plans) }

  /// What some layers make of a batch, added to the batch itself, or to what a shortcut makes of it.
  public static func residual(_ plans: [LayerPlan], shortcut: [LayerPlan] = []) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      let layers = try plans.layers(for: sample, &random)
      return anyLayer(Residual(layers, shortcut: try shortcut.layers(for: sample, &random)))
    }
  }

  /// Several ways side by side, their outputs joined by channel.
  public static func branches(_ branches: [LayerPlan]...) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      var built: [[AnyLayer]] = []
      for branch in branches { built.append(try branch.layers(for: sample, &random)) }
      return anyLayer(Branches(built))
    }
  }

  /// Each channel brought to the mean 0 and the variance 1 over the batch.
  public static func batchNormalisation(momentum: Double = 0.1, epsilon: Double = 1e-5) -> LayerPlan {
    LayerPlan { sample, _ in
      anyLayer(BatchNormalisation(channels: sample.last ?? 1, momentum: momentum, epsilon: epsilon))
    }
  }

  /// Each sample brought to the mean 0 and the variance 1.
  public static func layerNormalisation(epsilon: Double = 1e-5) -> LayerPlan {
    LayerPlan { sample, _ in anyLayer(LayerNormalisation(shape: sample, epsilon: epsilon)) }
  }

  /// Each number of a map spread over a window of a larger one, with so many channels.
  public static func transposedConvolution(
    _ channels: Int, size: Int, stride: Int = 1, padding: Int = 0, hasBias: Bool = true,
    initialisation: Initialisation = .he
  ) -> LayerPlan {
    LayerPlan { sample, random throws(ShapeMismatch) in
      guard sample.rank == 3, channels > 0, size > 0 else {
        throw ShapeMismatch(
          "\(channels) channels from kernels of \(size) × \(size) cannot be made of \(sample): it takes height × width × channels"
        )
      }
      let kernels = initialisation.tensor(
        [sample[2], size, size, channels], inputs: size * size * sample[2], outputs: size * size * channels, &random)
      return anyLayer(
        TransposedConvolution(
          kernels: kernels, bias: hasBias ? Array(repeating: 0, count: channels) : [], stride: Size(square: stride),
          padding: Size(square: padding)))
    }
  }

  /// Maps made so many times higher and wider.
  public static func upsampling(_ factor: Int = 2, method: Resizing = .nearest) -> LayerPlan {
    layer(Upsampling(factor: Size(square: factor), method: method))
  }
}

extension [LayerPlan] {
  /// The layers, each for the shape that the one before makes.
  func layers(for sample: Shape, _ random: inout SeededGenerator) throws(ShapeMismatch) -> [AnyLayer] {
    var shape = sample
    var layers: [AnyLayer] = []
    for plan in self {
      let layer = try plan.layer(for: shape, &random)
      shape = try layer.outputShape(for: shape)
      layers.append(layer)
    }
    return layers
  }
}
