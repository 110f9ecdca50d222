/// Each channel brought to the mean 0 and the variance 1 over the batch and all places, then scaled and shifted by what is learned.
///
/// `x̂ = (x − μ)/√(σ² + ε)`, `out = γ·x̂ + β`, with μ and σ² those of the batch in training and running means of them afterwards; see Ioffe and
/// Szegedy, "Batch normalization" (2015). With n numbers a channel, the gradient is
/// `∂L/∂x = γ/√(σ² + ε) · (g − 1/n · Σ g − x̂ · 1/n · Σ g·x̂)`, `∂L/∂γ = Σ g·x̂`, `∂L/∂β = Σ g`.
public struct BatchNormalisation: Layer {
  /// γ, one number a channel.
  public var scale: Tensor
  /// β, one number a channel.
  public var shift: Tensor
  /// What is subtracted after training, one number a channel.
  public var runningMean: Tensor
  /// By whose root is divided after training, one number a channel.
  public var runningVariance: Tensor
  /// How much of each batch's mean and variance goes into the running ones: `m ← (1 − momentum)·m + momentum·μ`. The variance is taken with
  /// n − 1 there, so that it is that of all images.
  public let momentum: Double
  /// ε, which keeps the divisor from 0.
  public let epsilon: Double

  /// - Parameters:
  ///   - channels: How long the samples' last axis is.
  ///   - momentum: How much of each batch goes into the running means.
  ///   - epsilon: What is added to the variance.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line
  ) {
    guard channels > 0, (0...1).contains(momentum), epsilon > 0 else {
      stop(
        "\(channels) channels, a momentum of \(momentum) and an ε of \(epsilon) make no sense: there is a channel, the momentum is from "
          + "0 to 1, and ε above 0", file, line)
    }
    (scale, shift) = (Tensor(repeating: 1, shape: [channels]), Tensor(repeating: 0, shape: [channels]))
    (runningMean, runningVariance) = (shift, scale)
    (self.momentum, self.epsilon) = (momentum, epsilon)
  }

  public var name: String { "batch normalisation" }

  public var parameters: [Tensor] {
    get { [scale, shift] }
    set { (scale, shift) = (newValue[0], newValue[1]) }
  }

  /// The running mean and variance.
  public var state: [Tensor] {
    get { [runningMean, runningVariance] }
    set { (runningMean, runningVariance) = (newValue[0], newValue[1]) }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard sample.last == scale.shape[0] else {
      throw ShapeMismatch("a normalisation of \(scale.shape[0]) channels cannot take samples of \(sample)")
    }
    return sample
  }

  public func output(for batch: Tensor) -> Tensor { settledPass(batch).output }

  public func settledPass(_ batch: Tensor) -> Pass {
    _ = checkedOutputShape(for: batch)
    let channels = scale.scalars.count
    let inverse = runningVariance.scalars.map { 1 / ($0 + epsilon).squareRoot() }
    let (mean, scale, shift) = (runningMean.scalars, scale.scalars, shift.scalars)
    let normal = Tensor(shape: batch.shape) { (batch.scalars[$0] - mean[$0 % channels]) * inverse[$0 % channels] }
    let output = Tensor(shape: batch.shape) { normal.scalars[$0] * scale[$0 % channels] + shift[$0 % channels] }
    return Pass(output: output, state: state) { upstream, wantsInput in
      let sums = ChannelSums(upstream, normal, channels)
      let input = Tensor(shape: batch.shape) {
        upstream.scalars[$0] * scale[$0 % channels] * inverse[$0 % channels]
      }
      return Gradients(input: wantsInput ? input : nil, parameters: [Tensor(sums.products), Tensor(sums.plain)])
    }
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    _ = checkedOutputShape(for: batch)
    let channels = scale.scalars.count
    let count = Double(batch.scalars.count / channels)
    let mean = ChannelSums(batch, batch, channels).plain.map { $0 / count }
    let centred = Tensor(shape: batch.shape) { batch.scalars[$0] - mean[$0 % channels] }
    let variance = ChannelSums(centred, centred, channels).products.map { $0 / count }
    let inverse = variance.map { 1 / ($0 + epsilon).squareRoot() }
    let (scale, shift) = (scale.scalars, shift.scalars)
    let normal = Tensor(shape: batch.shape) { centred.scalars[$0] * inverse[$0 % channels] }
    let output = Tensor(shape: batch.shape) { normal.scalars[$0] * scale[$0 % channels] + shift[$0 % channels] }
    // Of a single number there is no variance of all images.
    let spread = Tensor(variance) * (count > 1 ? count / (count - 1) : 1)
    let state = [
      runningMean * (1 - momentum) + Tensor(mean) * momentum, runningVariance * (1 - momentum) + spread * momentum,
    ]
    return Pass(output: output, state: state) { upstream, wantsInput in
      let sums = ChannelSums(upstream, normal, channels)
      let parameters = [Tensor(sums.products), Tensor(sums.plain)]
      guard wantsInput else { return Gradients(input: nil, parameters: parameters) }
      let input = Tensor(shape: batch.shape) { place in
        let channel = place % channels
        let rest = upstream.scalars[place] - sums.plain[channel] / count
        return scale[channel] * inverse[channel]
          * (rest - normal.scalars[place] * sums.products[channel] / count)
      }
      return Gradients(input: input, parameters: parameters)
    }
  }
}

/// For each place of the last axis, the sums over all else.
private struct ChannelSums {
  /// Of a tensor's numbers.
  var plain: [Double]
  /// Of their products with another's.
  var products: [Double]

  init(_ one: Tensor, _ other: Tensor, _ channels: Int) {
    var (plain, products) = ([Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels))
    one.scalars.withUnsafeBufferPointer { one in
      other.scalars.withUnsafeBufferPointer { other in
        for start in stride(from: 0, to: one.count, by: channels) {
          for channel in 0..<channels {
            plain[channel] += one[start + channel]
            products[channel] += one[start + channel] * other[start + channel]
          }
        }
      }
    }
    (self.plain, self.products) = (plain, products)
  }
}
