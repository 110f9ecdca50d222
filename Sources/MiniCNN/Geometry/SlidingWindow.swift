/// How the windows of a layer lie on its input, be it a convolution or pooling.
public struct SlidingWindow: Hashable, Sendable {
  /// How many rows and columns of the input one window takes.
  public let kernel: Size
  /// The steps from window to window, down and across.
  public let stride: Size
  /// How many rows and columns are added on each side.
  public let padding: Size
  /// How far apart the rows and the columns lie that a window takes; 1 for neighbours.
  public let dilation: Size

  /// Makes windows of any height and width.
  public init(
    kernel: Size, stride: Size = Size(square: 1), padding: Size = Size(square: 0), dilation: Size = Size(square: 1),
    file: StaticString = #filePath, line: UInt = #line
  ) {
    for size in [kernel, stride, dilation] where size.height < 1 || size.width < 1 {
      stop("a window's kernel, stride and dilation are at least 1, not \(size.height) × \(size.width)", file, line)
    }
    guard padding.height >= 0, padding.width >= 0 else {
      stop("a padding is at least 0, not \(padding.height) × \(padding.width)", file, line)
    }
    (self.kernel, self.stride, self.padding, self.dilation) = (kernel, stride, padding, dilation)
  }

  /// The square windows of a convolution.
  public static func convolution(
    kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, file: StaticString = #filePath,
    line: UInt = #line
  ) -> SlidingWindow {
    SlidingWindow(
      kernel: Size(square: kernel), stride: Size(square: stride), padding: Size(square: padding),
      dilation: Size(square: dilation), file: file, line: line)
  }

  /// The square windows of pooling, which by default neither overlap nor leave gaps.
  public static func pooling(
    size: Int = 2, stride: Int? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> SlidingWindow {
    convolution(kernel: size, stride: stride ?? size, file: file, line: line)
  }

  /// From the first row and column of a window to its last, gaps included: `D·(F − 1) + 1` on each axis.
  public var effectiveKernel: Size {
    Size(
      height: effectiveKernelSize(kernel: kernel.height, dilation: dilation.height),
      width: effectiveKernelSize(kernel: kernel.width, dilation: dilation.width))
  }

  /// How many windows there are, down and across: the height and width of the layer's output.
  ///
  /// On each axis `(I − (D·(F − 1) + 1) + 2·P)/S + 1`, as `outputSize` has it.
  /// - Parameters:
  ///   - input: The input's height and width.
  ///   - border: What becomes of windows that the border cuts off; by default there must be none.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A height and a width, both at least 1.
  public func outputSize(
    of input: Size, border: Border = .exact, file: StaticString = #filePath, line: UInt = #line
  ) -> Size {
    Size(
      height: MiniCNN.outputSize(
        input: input.height, kernel: kernel.height, stride: stride.height, padding: padding.height,
        dilation: dilation.height, border: border, file: file, line: line),
      width: MiniCNN.outputSize(
        input: input.width, kernel: kernel.width, stride: stride.width, padding: padding.width,
        dilation: dilation.width, border: border, file: file, line: line))
  }
}

extension SlidingWindow: CustomStringConvertible {
  /// `3 × 3, stride 2 × 2, padding 1 × 1, dilation 1 × 1`.
  public var description: String { "\(kernel), stride \(stride), padding \(padding), dilation \(dilation)" }
}
