// The convolution of mathematics, which turns the kernel by half a turn before it slides.

extension Tensor {
  /// The true convolution of this image with kernels: the cross-correlation with the kernels flipped.
  ///
  /// `(I∗K)[i, j] = Σₘ Σₙ I[m, n] · K[i − m, j − n]`
  /// - Parameters:
  ///   - kernel: One kernel, height × width or height × width × channels, or several, count × height × width × channels.
  ///   - stride: The step of the kernel.
  ///   - padding: How many rows and columns of zeros are added on each side.
  ///   - border: What becomes of windows that the border cuts off.
  ///   - bias: One number a kernel, or none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: For one kernel a map, height × width; for several height × width × count.
  public func convolved(
    with kernel: Tensor, stride: Int = 1, padding: Int = 0, border: Border = .exact, bias: [Double] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    crossCorrelated(
      with: kernel.flipped(file: file, line: line), stride: stride, padding: padding, border: border, bias: bias,
      file: file, line: line)
  }

  /// A kernel turned by half a turn: the last row first and the last column first, every channel and every kernel alike.
  public func flipped(file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard (2...4).contains(shape.rank) else {
      stop("only a kernel or an image can be flipped, not a tensor of shape \(shape)", file, line)
    }
    // The kernels are taken one by one, and the channels of one place stay in their order.
    let planes = shape.rank == 4 ? shape[0] : 1
    let places = shape.rank == 4 ? shape[1] * shape[2] : height * width
    let depth = shape.rank == 2 ? 1 : shape[shape.rank - 1]
    var flipped: [Double] = []
    flipped.reserveCapacity(scalars.count)
    for plane in 0..<planes {
      for place in (0..<places).reversed() {
        let start = (plane * places + place) * depth
        flipped += scalars[start..<start + depth]
      }
    }
    return Tensor(shape: shape, scalars: flipped)
  }
}
