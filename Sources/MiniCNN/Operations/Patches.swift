// Convolution as a product of matrices.

extension Tensor {
  /// The patches that a kernel meets on this image, one a column of a matrix ("im2col").
  ///
  /// A column holds a patch's numbers in the order of a kernel's: row by row, each with its channels; zeros outside the image. Columns
  /// follow the map's places, row by row. So the feature maps are a product:
  ///
  ///     let matrix = kernels.reshaped(to: [count, height * width * channels])
  ///     let maps = matrix.multiplied(by: image.patches(size: Size(height: height, width: width)))
  ///
  /// has one kernel's map in each row. See Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
  /// processing" (2006).
  /// - Parameters:
  ///   - size: The kernel's height and width.
  ///   - stride: The step of the kernel.
  ///   - padding: How many rows and columns of zeros are added on each side.
  ///   - dilation: How far apart the numbers are that neighbours in a kernel meet.
  ///   - border: What becomes of windows that the border cuts off; kept ones see zeros beyond it.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: (height · width · channels of the kernel) × (places of the map).
  /// - Complexity: O(*n*) for *n* numbers in the result.
  public func patches(
    size: Size, stride: Size = Size(square: 1), padding: Size = Size(square: 0), dilation: Size = Size(square: 1),
    border: Border = .exact, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3 else {
      stop("an image is height × width or height × width × channels, not \(shape)", file, line)
    }
    let window = SlidingWindow(
      kernel: size, stride: stride, padding: padding, dilation: dilation, file: file, line: line)
    let map = window.outputSize(of: Size(height: height, width: width), border: border, file: file, line: line)
    let places = map.height * map.width
    var matrix = [Double](repeating: 0, count: size.height * size.width * channels * places)
    for i in 0..<map.height {
      for j in 0..<map.width {
        for m in 0..<size.height {
          for n in 0..<size.width {
            let row = i * stride.height + m * dilation.height - padding.height
            let column = j * stride.width + n * dilation.width - padding.width
            guard row >= 0, row < height, column >= 0, column < width else { continue }
            for c in 0..<channels {
              let kernelPlace = (m * size.width + n) * channels + c
              matrix[kernelPlace * places + i * map.width + j] = scalars[(row * width + column) * channels + c]
            }
          }
        }
      }
    }
    return Tensor(unchecked: [size.height * size.width * channels, places], matrix)
  }

  /// The patches that a square kernel meets on this image, one a column of a matrix ("im2col").
  public func patches(
    size: Int, stride: Int = 1, padding: Int = 0, border: Border = .exact, file: StaticString = #filePath,
    line: UInt = #line
  ) -> Tensor {
    patches(
      size: Size(square: size), stride: Size(square: stride), padding: Size(square: padding), border: border,
      file: file,
      line: line)
  }
}
