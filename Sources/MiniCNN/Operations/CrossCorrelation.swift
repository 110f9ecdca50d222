// What convolutional networks call convolution: a kernel slides over an image, and every stop is a dot product plus a bias.

extension Tensor {
  /// The feature maps that kernels make of this image: its cross-correlation with them.
  ///
  /// `out[i, j, k] = bₖ + Σₘ Σₙ Σ꜀ image[i·S + m − P, j·S + n − P, c] · kernelₖ[m, n, c]`, with zeros outside the image; see Goodfellow,
  /// Bengio and Courville, "Deep Learning" (2016), section 9.1.
  ///
  /// This image is height × width or height × width × channels. A kernel spans all channels.
  /// - Parameters:
  ///   - kernel: One kernel, height × width or height × width × channels, or several, count × height × width × channels.
  ///   - stride: The step of the kernel, down and across.
  ///   - padding: How many rows and columns of zeros are added on each side.
  ///   - dilation: How far apart the numbers are that neighbours in the kernel meet: 1 for none in between.
  ///   - border: What becomes of windows that the border cuts off; kept ones see zeros beyond it.
  ///   - bias: One number a kernel, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: For one kernel a map, height × width; for several height × width × count.
  /// - Complexity: O(*n* · *k*) for *n* numbers in the result and *k* in a kernel.
  public func crossCorrelated(
    with kernel: Tensor, stride: Int = 1, padding: Int = 0, dilation: Int = 1, border: Border = .exact,
    bias: [Double] = [], file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    crossCorrelated(
      with: kernel, stride: Size(square: stride), padding: Size(square: padding),
      dilation: Size(square: dilation), border: border, bias: bias,
      file: file,
      line: line)
  }

  /// The feature map that one kernel with its bias makes of this image.
  public func crossCorrelated(
    with kernel: Tensor, stride: Int = 1, padding: Int = 0, border: Border = .exact, bias: Double,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    crossCorrelated(
      with: kernel, stride: stride, padding: padding, border: border, bias: [bias], file: file, line: line)
  }

  /// The feature maps that kernels make of this image, with steps, padding and dilation of their own down and across.
  ///
  /// `out[i, j, k] = bₖ + Σₘ Σₙ Σ꜀ image[i·S + m·D − P, j·S + n·D − P, c] · kernelₖ[m, n, c]`, where with several groups c counts the channels of
  /// the kernel's group; the loops below are this sum. `Convolution` computes the same faster, for batches.
  /// - Parameters:
  ///   - kernel: One kernel or several, as above; with several groups, a kernel has the channels of one.
  ///   - stride: The step of the kernel.
  ///   - padding: How many rows and columns of zeros are added on each side.
  ///   - dilation: How far apart the numbers are that neighbours in a kernel meet: 1 for none in between.
  ///   - groups: Into how many groups channels and kernels are dealt, in order.
  ///   - border: What becomes of windows that the border cuts off; kept ones see zeros beyond it.
  ///   - bias: One number a kernel, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: For one kernel a map, height × width; for several height × width × count.
  /// - Complexity: O(*n* · *k*) for *n* numbers in the result and *k* in a kernel.
  public func crossCorrelated(
    with kernel: Tensor, stride: Size, padding: Size = Size(square: 0), dilation: Size = Size(square: 1),
    groups: Int = 1, border: Border = .exact, bias: [Double] = [], file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let bank = KernelBank(kernel, for: self, groups: groups, bias: bias, file, line)
    let rows = outputSize(
      input: height, kernel: bank.height, stride: stride.height, padding: padding.height, dilation: dilation.height,
      border: border, file: file, line: line)
    let columns = outputSize(
      input: width, kernel: bank.width, stride: stride.width, padding: padding.width, dilation: dilation.width,
      border: border, file: file, line: line)
    var output = [Double](repeating: 0, count: rows * columns * bank.count)
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<bank.count {
          let firstChannel = k / (bank.count / groups) * bank.channels
          var sum = bank.bias[k]
          for m in 0..<bank.height {
            let row = i * stride.height + m * dilation.height - padding.height
            guard row >= 0, row < height else { continue }
            for n in 0..<bank.width {
              let column = j * stride.width + n * dilation.width - padding.width
              guard column >= 0, column < width else { continue }
              let place = (row * width + column) * channels + firstChannel
              let weight = ((k * bank.height + m) * bank.width + n) * bank.channels
              for c in 0..<bank.channels { sum += scalars[place + c] * bank.weights[weight + c] }
            }
          }
          output[(i * columns + j) * bank.count + k] = sum
        }
      }
    }
    let isStack = kernel.shape.rank == 4
    return Tensor(shape: isStack ? [rows, columns, bank.count] : [rows, columns], scalars: output)
  }
}

/// One kernel or several, checked against the image that they are to slide over.
private struct KernelBank {
  let count: Int
  let height: Int
  let width: Int
  /// How many channels a kernel has.
  let channels: Int
  /// Kernel by kernel, each height × width × channels.
  let weights: [Double]
  let bias: [Double]

  init(_ kernel: Tensor, for image: Tensor, groups: Int, bias: [Double], _ file: StaticString, _ line: UInt) {
    guard image.shape.rank == 2 || image.shape.rank == 3 else {
      stop("an image is height × width or height × width × channels, not \(image.shape)", file, line)
    }
    let one: Shape
    switch kernel.shape.rank {
    case 2, 3: (count, one) = (1, kernel.shape)
    case 4: (count, one) = (kernel.shape[0], Shape(Array(kernel.shape.dropFirst())))
    default:
      stop(
        "a kernel is height × width or height × width × channels, several are count × height × width × channels, not "
          + "\(kernel.shape)", file, line)
    }
    channels = one.rank == 3 ? one[2] : 1
    guard groups > 0, count % groups == 0 else {
      stop("\(count) kernels cannot be dealt to \(groups) groups", file, line)
    }
    guard channels * groups == image.channels else {
      stop(
        "a kernel of shape \(kernel.shape) does not fit an image of shape \(image.shape): the kernel has \(channels) "
          + "channels and the image \(image.channels); a kernel spans the image's full depth", file, line)
    }
    guard bias.isEmpty || bias.count == count else {
      stop("\(bias.count) biases for kernels of shape \(kernel.shape): each of the \(count) takes one", file, line)
    }
    (height, width, weights) = (one[0], one[1], kernel.scalars)
    self.bias = bias.isEmpty ? Array(repeating: 0, count: count) : bias
  }
}
