/// A kernel made by hand that changes a picture visibly, where a network's kernels are learned.
public struct ImageKernel: Equatable, Sendable {
  /// Height × width, both odd, so that there is a middle.
  public let weights: Tensor

  /// Makes a kernel of one's own.
  /// - Parameters:
  ///   - weights: Height × width, both odd.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(_ weights: Tensor, file: StaticString = #filePath, line: UInt = #line) {
    guard weights.shape.rank == 2, weights.height % 2 == 1, weights.width % 2 == 1 else {
      stop("an image kernel is height × width, both odd, not \(weights.shape)", file, line)
    }
    self.weights = weights
  }

  /// Makes differences from the neighbours larger: details stand out, even surfaces stay.
  public static let sharpen = ImageKernel(Tensor([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]))

  /// The difference from the neighbour on the left: even surfaces become black, and what is brighter than its left stays.
  public static let edgeEnhance = ImageKernel(Tensor([[0, 0, 0], [-1, 1, 0], [0, 0, 0]]))

  /// The picture as a relief that is lit along the diagonal.
  public static let emboss = ImageKernel(Tensor([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]))

  /// Finds vertical edges: places that are brighter on the left than on the right.
  ///
  /// The operator is Sobel and Feldman's, presented in 1968 as "A 3 × 3 isotropic gradient operator for image processing".
  public static let sobelVertical = ImageKernel(Tensor([[1, 0, -1], [2, 0, -2], [1, 0, -1]]))

  /// Finds horizontal edges: places that are brighter above than below. The vertical one, turned.
  public static let sobelHorizontal = ImageKernel(sobelVertical.weights.transposed())

  /// The mean of a square of pixels: the larger it is, the more blurred the picture.
  public static func boxBlur(_ size: Int, file: StaticString = #filePath, line: UInt = #line) -> ImageKernel {
    guard size > 0, size % 2 == 1 else { stop("a blur takes a square of odd size, not one of \(size)", file, line) }
    return ImageKernel(Tensor(repeating: 1, shape: [size, size]) / Double(size * size))
  }
}

extension Tensor {
  /// This picture after a kernel has slid over each of its channels; the size stays, and results are clipped to 0…255.
  ///
  /// Beyond the border there are zeros, as everywhere in this library: a blurred picture gets a dark edge.
  /// - Parameters:
  ///   - kernel: Applied to each channel on its own, unlike a network's kernel, which sums over them.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A picture of the same shape.
  /// - Complexity: O(*n* · *k*) for *n* numbers in the picture and *k* in the kernel.
  public func filtered(
    by kernel: ImageKernel, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3 else {
      stop("a picture is height × width or height × width × channels, not \(shape)", file, line)
    }
    let padding = Size(
      height: samePadding(kernel: kernel.weights.height), width: samePadding(kernel: kernel.weights.width))
    var result = self
    for index in 0..<channels {
      let map = channel(index).crossCorrelated(with: kernel.weights, stride: Size(square: 1), padding: padding)
      for (place, value) in map.scalars.enumerated() { result.scalars[place * channels + index] = value }
    }
    return result.clipped(to: 0...255)
  }

  /// The same numbers, those below a range raised to its lower end and those above lowered to its upper end; NaN stays.
  public func clipped(to range: ClosedRange<Double>) -> Tensor {
    map { $0 < range.lowerBound ? range.lowerBound : $0 > range.upperBound ? range.upperBound : $0 }
  }

  /// A picture in colour as shades of grey, height × width.
  ///
  /// `0.299 · red + 0.587 · green + 0.114 · blue`, the brightness that the eye sees; see Recommendation ITU-R BT.601.
  public func grey(file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.rank == 3, channels == 3 else {
      stop("a picture in colour is height × width × 3, not \(shape)", file, line)
    }
    return channel(0) * 0.299 + channel(1) * 0.587 + channel(2) * 0.114
  }
}
