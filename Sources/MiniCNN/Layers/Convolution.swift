/// Kernels that slide over a batch of images, each with a bias: what convolutional networks call convolution.
///
/// `out[b, i, j, k] = bₖ + Σₘ Σₙ Σ꜀ image[b, i·S + m·D − P, j·S + n·D − P, c] · kernelₖ[m, n, c]`: a cross-correlation; see Goodfellow, Bengio and
/// Courville, "Deep Learning" (2016), section 9.1. It is computed as products of matrices; `Tensor.crossCorrelated` is the same
/// written out.
public struct Convolution: SampleWise {
  /// Count × height × width × channels of one group.
  public var kernels: Tensor
  /// One number a kernel; empty for none.
  public var bias: Tensor
  public let stride: Size
  public let padding: Padding
  public let dilation: Size
  public let groups: Int
  public let border: Border
  /// Whether products are computed with half as many digits, about 7; what comes out is the nearest `Double`.
  var isInSinglePrecision = false

  /// - Parameters:
  ///   - kernels: Count × height × width × channels. With several groups, the channels of one.
  ///   - bias: One number a kernel, or none.
  ///   - stride: The kernels' step.
  ///   - padding: The zeros around the image.
  ///   - dilation: The distance between the image's numbers that neighbours in a kernel meet, 1 for none in between.
  ///   - groups: Into how many groups channels and kernels are dealt, in order; a kernel sees the channels of its group.
  ///   - border: What becomes of windows that the border cuts off: `.keep` is not possible here.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    kernels: Tensor, bias: [Double] = [], stride: Size = Size(square: 1), padding: Padding = .none,
    dilation: Size = Size(square: 1), groups: Int = 1, border: Border = .exact, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    guard kernels.shape.rank == 4, kernels.shape[0] > 0, groups > 0, kernels.shape[0] % groups == 0 else {
      stop(
        "kernels are count × height × width × channels, and their count a multiple of the \(groups) groups, not "
          + "\(kernels.shape)", file, line)
    }
    guard bias.isEmpty || bias.count == kernels.shape[0] else {
      stop("\(bias.count) biases for \(kernels.shape[0]) kernels: each takes one", file, line)
    }
    self.kernels = kernels
    self.bias = Tensor(bias)
    (self.stride, self.padding, self.dilation) = (stride, padding, dilation)
    (self.groups, self.border) = (groups, border)
  }

  public var name: String {
    let size = kernelSize
    let suffix = groups == 1 ? "" : " in \(groups) groups"
    return "\(kernels.shape[0]) kernel\(kernels.shape[0] == 1 ? "" : "s") of \(size.height) × \(size.width)\(suffix)"
  }

  public var parameters: [Tensor] {
    get { bias.scalars.isEmpty ? [kernels] : [kernels, bias] }
    set {
      kernels = newValue[0]
      if newValue.count > 1 { bias = newValue[1] }
    }
  }

  public var windows: [SlidingWindow]? {
    let zeros = (try? padding.zeros(kernel: kernelSize, dilation: dilation)) ?? Size(square: 0)
    return [SlidingWindow(kernel: kernelSize, stride: stride, padding: zeros, dilation: dilation)]
  }

  private var kernelSize: Size { Size(height: kernels.shape[1], width: kernels.shape[2]) }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    let output = try plan(for: sample).output
    return [output.height, output.width, kernels.shape[0]]
  }

  public func output(for batch: Tensor) -> Tensor { ConvolutionStage(self).output(for: batch) }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass { ConvolutionStage(self).pass(batch) }

  func checkedPlan(for batch: Tensor) -> ConvolutionPlan {
    checked(batch.shape) { sample throws(ShapeMismatch) in try plan(for: sample) }
  }

  private func plan(for sample: Shape) throws(ShapeMismatch) -> ConvolutionPlan {
    guard kernels.shape.rank == 4, kernels.shape[0] % groups == 0, dilation.height > 0, dilation.width > 0,
      kernelSize.height > 0, kernelSize.width > 0, bias.scalars.isEmpty || bias.scalars.count == kernels.shape[0]
    else {
      throw ShapeMismatch(
        "kernels of \(kernels.shape) in \(groups) groups, \(bias.scalars.count) biases and a dilation of \(dilation.height) × "
          + "\(dilation.width): kernels are count × height × width × channels, their count a multiple of the groups; each takes one "
          + "bias or none; sizes and dilation are at least 1")
    }
    guard sample.rank == 3, sample[2] == kernels.shape[3] * groups else {
      throw ShapeMismatch(
        "\(name) take images of height × width × \(kernels.shape[3] * groups) channels, not \(sample)")
    }
    guard border != .keep else {
      throw ShapeMismatch("a convolution cannot keep windows that the border cuts off: pad the image instead")
    }
    let zeros = try padding.zeros(kernel: kernelSize, dilation: dilation)
    let output = Size(
      height: try stops(
        input: sample[0], kernel: effectiveKernelSize(kernel: kernelSize.height, dilation: dilation.height),
        stride: stride.height,
        padding: zeros.height, border),
      width: try stops(
        input: sample[1], kernel: effectiveKernelSize(kernel: kernelSize.width, dilation: dilation.width),
        stride: stride.width,
        padding: zeros.width, border))
    return ConvolutionPlan(
      image: (sample[0], sample[1], sample[2]), kernel: kernelSize, stride: stride, padding: zeros, dilation: dilation,
      groups: groups, kernelCount: kernels.shape[0], output: output)
  }
}
