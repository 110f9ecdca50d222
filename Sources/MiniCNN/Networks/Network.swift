/// Layers one after another: a batch goes in at the first, and the last one's output comes out.
public struct Network: Sendable {
  /// The shape of one sample: height × width × channels for images.
  public let input: Shape
  #if hasFeature(Embedded)
    public var layers: [AnyLayer]
  #else
    public var layers: [any Layer]
  #endif
  /// The layers, counted from 0, that training leaves as they are.
  public var frozen: Set<Int> = []

  /// Builds the layers one after another, each for the shape that the one before makes.
  /// - Parameters:
  ///   - input: The shape of one sample.
  ///   - seed: The same seed gives the same weights, to the last bit.
  ///   - plans: The layers.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    input: Shape, seed: UInt64 = 0, _ plans: [LayerPlan], file: StaticString = #filePath, line: UInt = #line
  ) {
    self.init(input: input, random: SeededGenerator(seed: seed), plans, file, line)
  }

  init(
    input: Shape, random: SeededGenerator, _ plans: [LayerPlan], _ file: StaticString, _ line: UInt
  ) {
    var (random, shape) = (random, input)
    layers = []
    for (index, plan) in plans.enumerated() {
      do throws(ShapeMismatch) {
        let layer = try plan.layer(for: shape, &random)
        shape = try layer.outputShape(for: shape)
        layers.append(layer)
      } catch {
        stop("layer \(index + 1) of the network does not fit: \(error)", file, line)
      }
    }
    self.input = input
  }

  /// Builds a known network.
  /// - Parameters:
  ///   - plan: The network's plan.
  ///   - seed: The same seed gives the same weights, to the last bit.
  public init(_ plan: NetworkPlan, seed: UInt64 = 0) {
    self.init(input: plan.input, seed: seed, plan.layers, file: plan.file, line: plan.line)
  }

  /// The shape of what comes out for one sample.
  public var output: Shape {
    do throws(ShapeMismatch) { return try layers.outputShape(for: input) } catch { stop("\(error)", #filePath, #line) }
  }

  /// What training adjusts, layer by layer.
  public var parameters: [Tensor] {
    get { layers.parameters }
    set { layers.parameters = newValue }
  }

  /// What training changes besides parameters, layer by layer: running means, for instance.
  public var state: [Tensor] {
    get { layers.state }
    set { layers.state = newValue }
  }

  /// How many numbers training adjusts.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

  /// What the network makes of samples.
  /// - Parameters:
  ///   - samples: One sample, or a batch of them with one axis more in front.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The last layer's output, for a batch with that axis in front.
  public func callAsFunction(
    _ samples: Tensor, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let (batch, isSingle) = self.batch(samples, file, line)
    let output = layers.output(for: batch)
    return isSingle ? output.row(0) : output
  }

  /// What each layer makes of one sample, in order: feature maps to look at.
  public func outputs(for sample: Tensor, file: StaticString = #filePath, line: UInt = #line) -> [Tensor] {
    var (batch, _) = self.batch(sample, file, line)
    return layers.map { layer in
      batch = layer.output(for: batch)
      return batch.row(0)
    }
  }

  /// The probabilities of the classes: the output, through softmax unless the last layer is one.
  public func probabilities(
    _ samples: Tensor, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let output = self(samples, file: file, line: line)
    return layers.endWithSoftmax ? output : output.softmax()
  }

  func batch(_ samples: Tensor, _ file: StaticString, _ line: UInt) -> (batch: Tensor, isSingle: Bool) {
    if samples.shape == input { return (samples.reshaped(to: Shape([1] + input)), true) }
    // A map of one channel may go without that axis.
    if samples.shape.rank == 2, Shape(samples.shape + [1]) == input {
      return (samples.reshaped(to: Shape([1] + input)), true)
    }
    guard samples.shape.rank == input.rank + 1, samples.sampleShape == input else {
      stop("this network takes samples of \(input), or batches of them, not \(samples.shape)", file, line)
    }
    return (samples, false)
  }
}
