/// One step of a network: a function of a batch, with parameters that training adjusts.
///
/// A batch has one axis more than a sample, in front: images are count × height × width × channels, rows count × numbers. Channels come
/// last throughout, because then what a kernel's row meets in an image stands together in memory, and every place's channels are a
/// row that a 1 × 1 convolution or a dense layer can take as it is.
public protocol Layer: Sendable {
  /// What the layer is, in a few words: `16 kernels of 5 × 5`.
  var name: String { get }

  /// What training adjusts, in a fixed order; none by default.
  var parameters: [Tensor] { get set }

  /// What training changes besides parameters, without a gradient: running means, for instance; none by default.
  var state: [Tensor] { get set }

  /// Whether a sample's output in training depends on that sample alone. If it does throughout a network, large batches go through in
  /// parts. Not so by default: a layer that looks at the whole batch is then right without a word.
  var samplesAreIndependent: Bool { get }

  /// The windows through which the layer sees its input, that nearest to the input first, for receptive fields: none (the default) if each
  /// number sees only its own place, `nil` if each sees everything.
  var windows: [SlidingWindow]? { get }

  /// The shape of a sample's output.
  /// - Parameter sample: A sample's shape, without the batch's axis.
  /// - Returns: The output's shape, without that axis too.
  /// - Throws: If the layer cannot take such samples.
  func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape

  /// What the layer makes of a batch once training is over, of each sample by itself.
  func output(for batch: Tensor) -> Tensor

  /// What the layer makes of a batch in training, and how gradients go back through it.
  /// - Parameters:
  ///   - batch: Samples whose shape `outputShape(for:)` accepts.
  ///   - random: Where a layer that leaves things to chance, such as dropout, takes its numbers from.
  /// - Returns: The output, and what gradients need to go back.
  func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass

  /// What the layer makes of a batch once training is over, as `output(for:)` has it, and how gradients go back through that. By default a
  /// pass of training; layers that do something else then have one of their own.
  func settledPass(_ batch: Tensor) -> Pass
}

extension Layer {
  public var parameters: [Tensor] {
    get { [] }
    set {}
  }

  public var state: [Tensor] {
    get { [] }
    set {}
  }

  public var samplesAreIndependent: Bool { false }

  public var windows: [SlidingWindow]? { [] }

  public func output(for batch: Tensor) -> Tensor {
    var random = SeededGenerator(seed: 0)
    return pass(batch, random: &random).output
  }

  public func settledPass(_ batch: Tensor) -> Pass {
    var random = SeededGenerator(seed: 0)
    return pass(batch, random: &random)
  }

  /// How many numbers training adjusts.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.elementCount } }
}

/// One batch's way forward through a layer, and the way back.
public struct Pass: Sendable {
  /// What the layer made of the batch.
  public let output: Tensor
  /// The layer's state after this batch, in its order; empty if it has none.
  public let state: [Tensor]
  private let pullback: @Sendable (Tensor, Bool) -> Gradients

  /// - Parameters:
  ///   - output: What the layer made of the batch.
  ///   - state: The layer's state after this batch.
  ///   - pullback: Turns the gradient of the loss with respect to the output into those with respect to the layer's parameters and,
  ///     if the flag says so, its input.
  public init(
    output: Tensor, state: [Tensor] = [],
    pullback: @escaping @Sendable (_ upstream: Tensor, _ wantsInput: Bool) -> Gradients
  ) {
    (self.output, self.state, self.pullback) = (output, state, pullback)
  }

  /// The gradients of the loss with respect to the layer's input and parameters, by the chain rule.
  /// - Parameters:
  ///   - upstream: The gradient of the loss with respect to the output, in its shape.
  ///   - wantsInput: Whether the input's gradient is needed; that of a network's first layer is not.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The gradients.
  public func gradients(
    upstream: Tensor, wantsInput: Bool = true, file: StaticString = #filePath, line: UInt = #line
  ) -> Gradients {
    guard upstream.shape == output.shape else {
      stop("a gradient of shape \(upstream.shape) for an output of \(output.shape): both need the same", file, line)
    }
    return pullback(upstream, wantsInput)
  }
}

/// Gradients of the loss with respect to what went into a layer.
public struct Gradients: Sendable {
  /// With respect to the input, in its shape; `nil` if it was not asked for.
  public var input: Tensor?
  /// With respect to the parameters, in their order and shapes, summed over the batch.
  public var parameters: [Tensor]

  public init(input: Tensor?, parameters: [Tensor] = []) {
    (self.input, self.parameters) = (input, parameters)
  }
}

/// A layer of this library's that treats each sample by itself.
protocol SampleWise: Layer {}

extension SampleWise {
  public var samplesAreIndependent: Bool { true }
}

extension Layer {
  /// The shape of a sample's output; a batch that the layer does not take stops the program.
  func checkedOutputShape(for batch: Tensor) -> Shape {
    checked(batch.shape) { sample throws(ShapeMismatch) in try outputShape(for: sample) }
  }
}

/// What follows from the shape of a batch's samples; an error stops the program.
func checked<Result>(_ batch: Shape, _ body: (_ sample: Shape) throws(ShapeMismatch) -> Result) -> Result {
  guard batch.rank > 0 else {
    stop("a batch's first axis counts its samples; a single number has none", #filePath, #line)
  }
  do throws(ShapeMismatch) { return try body(Shape(Array(batch.dropFirst()))) } catch {
    stop("\(error), in a batch of \(batch)", #filePath, #line)
  }
}

extension Tensor {
  /// The shape of one of a batch's samples.
  var sampleShape: Shape { Shape(Array(shape.dropFirst())) }

  /// A tensor of the same shape whose numbers are computed one by one from their places.
  @inline(__always)
  init(shape: Shape, _ scalar: (Int) -> Double) {
    let count = shape.elementCount
    self.init(
      unchecked: shape,
      [Double](unsafeUninitializedCapacity: count) { scalars, initialized in
        for place in 0..<count { scalars[place] = scalar(place) }
        initialized = count
      })
  }
}
