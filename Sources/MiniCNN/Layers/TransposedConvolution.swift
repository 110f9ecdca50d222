/// The way back through a convolution as a way forward: each number of the image spreads over a window of a larger one.
///
/// `out[b, i·S + m·D − P, j·S + n·D − P, c] += image[b, i, j, k] · kernelₖ[m, n, c]`, plus a bias for each channel c of the output, whose size is
/// `(I − 1)·S − 2·P + D·(F − 1) + 1 + extra` on each axis; see Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016),
/// chapter 4. Its gradient with respect to the image is the convolution whose way back it is.
public struct TransposedConvolution: SampleWise {
  /// One kernel for each channel of the image: channels × height × width × channels of the output (of one group).
  public var kernels: Tensor
  /// One number for each channel of the output; empty for none.
  public var bias: Tensor
  public let stride: Size
  public let padding: Size
  public let dilation: Size
  public let groups: Int
  /// Rows and columns more at the end of the output, which a stride leaves open.
  public let extra: Size

  /// - Parameters:
  ///   - kernels: Channels of the image × height × width × channels of the output (of one group).
  ///   - bias: One number for each channel of the output, or none.
  ///   - stride: How far apart the windows of neighbouring numbers lie.
  ///   - padding: How many rows and columns are cut off on each side.
  ///   - dilation: The distance between places that neighbours in a kernel reach.
  ///   - groups: Into how many groups the channels of both sides are dealt.
  ///   - extra: Rows and columns more at the end, fewer than the stride.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    kernels: Tensor, bias: [Double] = [], stride: Size = Size(square: 1), padding: Size = Size(square: 0),
    dilation: Size = Size(square: 1), groups: Int = 1, extra: Size = Size(square: 0), file: StaticString = #filePath,
    line: UInt = #line
  ) {
    guard kernels.shape.rank == 4, kernels.shape.elementCount > 0, groups > 0, kernels.shape[0] % groups == 0,
      bias.isEmpty || bias.count == kernels.shape[3] * groups
    else {
      stop(
        "kernels of \(kernels.shape) in \(groups) groups and \(bias.count) biases: kernels are channels × height × width × channels of "
          + "the output, the first a multiple of the groups, and each channel of the output takes one bias or none",
        file, line)
    }
    guard extra.height >= 0, extra.width >= 0, extra.height < max(stride.height, dilation.height),
      extra.width < max(stride.width, dilation.width)
    else { stop("\(extra) rows and columns more: they are fewer than the stride of \(stride)", file, line) }
    self.kernels = kernels
    self.bias = Tensor(bias)
    (self.stride, self.padding, self.dilation) = (stride, padding, dilation)
    (self.groups, self.extra) = (groups, extra)
  }

  private var kernelSize: Size { Size(height: kernels.shape[1], width: kernels.shape[2]) }

  public var name: String { "\(kernels.shape[3] * groups) channels from kernels of \(kernelSize), transposed" }

  /// What one number sees, counted generously: a number's windows overlap by as much as the kernel exceeds the stride.
  public var windows: [SlidingWindow]? {
    let reach = Size(
      height: (effectiveKernelSize(kernel: kernelSize.height, dilation: dilation.height) + stride.height - 1)
        / stride.height,
      width: (effectiveKernelSize(kernel: kernelSize.width, dilation: dilation.width) + stride.width - 1) / stride.width
    )
    return [SlidingWindow(kernel: reach)]
  }

  public var parameters: [Tensor] {
    get { bias.scalars.isEmpty ? [kernels] : [kernels, bias] }
    set {
      kernels = newValue[0]
      if newValue.count > 1 { bias = newValue[1] }
    }
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    let image = try plan(for: sample).image
    return [image.height, image.width, image.channels]
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let plan = checked(batch.shape) { sample throws(ShapeMismatch) in try self.plan(for: sample) }
    let count = batch.shape[0]
    var output = plan.imagesGradient(count: count, kernels: kernels.scalars, upstream: batch.scalars)
    let channels = plan.image.channels
    if !bias.scalars.isEmpty { for place in output.indices { output[place] += bias.scalars[place % channels] } }
    let shape: Shape = [count, plan.image.height, plan.image.width, channels]
    return Pass(output: Tensor(unchecked: shape, output)) {
      [kernels, hasBias = !bias.scalars.isEmpty] upstream, wantsInput in
      // Here the batch is what came back, and the upstream gradient the image.
      let stage = StagePlan(convolution: plan)
      let gradients = stage.gradients(
        of: upstream.scalars, count: count, kernels: kernels.scalars, upstream: batch.scalars, wantsImages: false)
      var parameters = [Tensor(unchecked: kernels.shape, gradients.kernels)]
      if hasBias {
        var sums = [Double](repeating: 0, count: channels)
        addRows(of: upstream.scalars, to: &sums)
        parameters.append(Tensor(sums))
      }
      guard wantsInput else { return Gradients(input: nil, parameters: parameters) }
      let input = stage.outputs(of: upstream.scalars, count: count, kernels: kernels.scalars, bias: [])
      return Gradients(input: Tensor(unchecked: batch.shape, input.scalars), parameters: parameters)
    }
  }

  /// The convolution whose way back this is.
  private func plan(for sample: Shape) throws(ShapeMismatch) -> ConvolutionPlan {
    guard sample.rank == 3, sample[2] == kernels.shape[0], sample[0] > 0, sample[1] > 0 else {
      throw ShapeMismatch(
        "\(name) take images of height × width × \(kernels.shape[0]) channels with at least one pixel, not \(sample)")
    }
    func size(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ extra: Int) -> Int {
      (input - 1) * stride - 2 * padding + effectiveKernelSize(kernel: kernel, dilation: dilation) + extra
    }
    let height = size(sample[0], kernelSize.height, stride.height, padding.height, dilation.height, extra.height)
    let width = size(sample[1], kernelSize.width, stride.width, padding.width, dilation.width, extra.width)
    guard height > 0, width > 0 else {
      throw ShapeMismatch("padding of \(padding) leaves nothing of what \(name) make of \(sample): take less")
    }
    return ConvolutionPlan(
      image: (height, width, kernels.shape[3] * groups), kernel: kernelSize, stride: stride, padding: padding,
      dilation: dilation, groups: groups, kernelCount: sample[2], output: Size(height: sample[0], width: sample[1]))
  }
}
