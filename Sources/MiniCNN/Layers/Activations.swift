/// A function of each number by itself, without parameters.
public struct Activation: SampleWise {
  /// Which function.
  public enum Function: Hashable, Sendable {
    /// `max(0, x)`; see Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
    case relu
    /// `x` for positive numbers and `slope·x` for others; see Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network
    /// acoustic models" (2013).
    case leakyReLU(slope: Double)
    /// `1/(1 + e^−x)`
    case sigmoid
    /// `(e^x − e^−x)/(e^x + e^−x)`
    case tanh
  }

  public let function: Function

  public init(_ function: Function) {
    self.function = function
  }

  public var name: String {
    switch function {
    case .relu: "ReLU"
    case .leakyReLU(let slope): "leaky ReLU, slope \(slope)"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    }
  }

  public func outputShape(for sample: Shape) -> Shape { sample }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let output = self.output(for: batch)
    // The derivatives of sigmoid and tanh can be told from their values, that of a leaky ReLU only from its argument: with a negative
    // slope all values are positive.
    let isToldByArgument = if case .leakyReLU = function { true } else { false }
    return Pass(output: output) { [function, known = isToldByArgument ? batch : output] upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      return Gradients(input: Self.gradient(function, known, upstream))
    }
  }

  public func output(for batch: Tensor) -> Tensor {
    switch function {
    case .relu: batch.relu()
    case .leakyReLU(let slope): batch.leakyReLU(slope: slope)
    case .sigmoid: batch.sigmoid()
    case .tanh: MiniCNN.tanh(batch)
    }
  }

  private static func gradient(_ function: Function, _ known: Tensor, _ upstream: Tensor) -> Tensor {
    known.scalars.withUnsafeBufferPointer { value in
      upstream.scalars.withUnsafeBufferPointer { upstream in
        switch function {
        case .relu:
          // Both are read whatever the sign is: then the compiler takes several numbers at a time.
          Tensor(shape: known.shape) { place in
            let gradient = upstream[place]
            return value[place] <= 0 ? 0 : gradient
          }
        case .leakyReLU(let slope):
          Tensor(shape: known.shape) { place in
            let gradient = upstream[place]
            return value[place] > 0 ? gradient : slope * gradient
          }
        case .sigmoid:
          Tensor(shape: known.shape) { upstream[$0] * value[$0] * (1 - value[$0]) }
        case .tanh:
          Tensor(shape: known.shape) { upstream[$0] * (1 - value[$0] * value[$0]) }
        }
      }
    }
  }
}

/// Leaky ReLU whose slope for negative numbers is learned, one for each channel.
///
/// `x` for positive numbers and `a꜀·x` for others; see He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).
public struct ParametricReLU: SampleWise {
  /// One number a channel, or a number of the row.
  public var slopes: Tensor

  /// - Parameters:
  ///   - channels: How long the samples' last axis is.
  ///   - slope: All slopes at the start.
  public init(channels: Int, slope: Double = 0.25) {
    slopes = Tensor(repeating: slope, shape: [channels])
  }

  public var name: String { "parametric ReLU" }

  public var parameters: [Tensor] {
    get { [slopes] }
    set { slopes = newValue[0] }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard sample.last == slopes.scalars.count else {
      throw ShapeMismatch(
        "\(slopes.scalars.count) slopes take samples of \(slopes.scalars.count) channels, not of \(sample)")
    }
    return sample
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let (input, slopes) = (batch.scalars, slopes.scalars)
    let channels = slopes.count
    _ = checkedOutputShape(for: batch)
    let output = Tensor(shape: batch.shape) { input[$0] > 0 ? input[$0] : slopes[$0 % channels] * input[$0] }
    return Pass(output: output) { upstream, wantsInput in
      let upstream = upstream.scalars
      var gradient = [Double](repeating: 0, count: channels)
      for place in input.indices where !(input[place] > 0) {
        gradient[place % channels] += upstream[place] * input[place]
      }
      guard wantsInput else { return Gradients(input: nil, parameters: [Tensor(gradient)]) }
      let inputGradient = Tensor(shape: batch.shape) {
        input[$0] > 0 ? upstream[$0] : slopes[$0 % channels] * upstream[$0]
      }
      return Gradients(input: inputGradient, parameters: [Tensor(gradient)])
    }
  }
}
