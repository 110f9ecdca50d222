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
  ///   - border: What becomes of windows that the border cuts off; kept ones see zeros beyond it.
  ///   - bias: One number a kernel, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: For one kernel a map, height × width; for several height × width × count.
  /// - Complexity: O(*n* · *k*) for *n* numbers in the result and *k* in a kernel.
  public func crossCorrelated(
    with kernel: Tensor, stride: Int = 1, padding: Int = 0, border: Border = .exact, bias: [Double] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    crossCorrelated(
      with: kernel, stride: Size(square: stride), padding: Size(square: padding), border: border, bias: bias,
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

  /// The feature maps that kernels make of this image, with steps and padding of their own down and across.
  public func crossCorrelated(
    with kernel: Tensor, stride: Size, padding: Size = Size(square: 0), border: Border = .exact, bias: [Double] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let bank = KernelBank(kernel, for: self, bias: bias, file, line)
    let height = outputSize(
      input: height, kernel: bank.height, stride: stride.height, padding: padding.height, border: border, file: file,
      line: line)
    let width = outputSize(
      input: width, kernel: bank.width, stride: stride.width, padding: padding.width, border: border, file: file,
      line: line)
    var output = [Double](repeating: 0, count: height * width * bank.count)
    for i in 0..<height {
      for j in 0..<width {
        let corner = (row: i * stride.height - padding.height, column: j * stride.width - padding.width)
        for k in 0..<bank.count {
          output[(i * width + j) * bank.count + k] = bank.bias[k] + dotProduct(at: corner, with: bank, k)
        }
      }
    }
    let isStack = kernel.shape.rank == 4
    return Tensor(shape: isStack ? [height, width, bank.count] : [height, width], scalars: output)
  }

  /// One stop of one kernel: the part of it that lies on the image, times what it lies on.
  private func dotProduct(at corner: (row: Int, column: Int), with bank: KernelBank, _ k: Int) -> Double {
    let rows = Swift.max(0, -corner.row)..<Swift.max(0, -corner.row, Swift.min(bank.height, height - corner.row))
    let first = Swift.max(0, -corner.column)
    let count = (Swift.min(bank.width, width - corner.column) - first) * channels
    guard count > 0 else { return 0 }
    var sum = 0.0
    scalars.withUnsafeBufferPointer { image in
      bank.weights.withUnsafeBufferPointer { weights in
        for m in rows {
          // The columns of a row and their channels lie one after another in both.
          let imageStart = ((corner.row + m) * width + corner.column + first) * channels
          let weightStart = ((k * bank.height + m) * bank.width + first) * channels
          for offset in 0..<count { sum += image[imageStart + offset] * weights[weightStart + offset] }
        }
      }
    }
    return sum
  }
}

/// One kernel or several, checked against the image that they are to slide over.
private struct KernelBank {
  let count: Int
  let height: Int
  let width: Int
  /// Kernel by kernel, each height × width × channels.
  let weights: [Double]
  let bias: [Double]

  init(_ kernel: Tensor, for image: Tensor, bias: [Double], _ file: StaticString, _ line: UInt) {
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
    let channels = one.rank == 3 ? one[2] : 1
    guard channels == image.channels else {
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
