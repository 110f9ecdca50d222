// Pooling shrinks each channel on its own; it has no weights.

extension Tensor {
  /// The largest number in each window; NaN if there is one in it.
  ///
  /// `out[i, j, c] = max over the window at (i·S, j·S) of map[m, n, c]`
  /// - Parameters:
  ///   - size: The window's height and width.
  ///   - stride: The window's step; by default its size, so that windows neither overlap nor leave gaps.
  ///   - border: What becomes of windows that the border cuts off; kept ones see what is left of the map.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Height and width as `outputSize` gives them, depth unchanged.
  public func maxPooled(
    size: Int = 2, stride: Int? = nil, border: Border = .exact, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    pooled(size: size, stride: stride ?? size, border: border, file, line) { window in
      window.reduce(-.infinity, larger)
    }
  }

  /// The mean of the numbers in each window; of a window cut off at the border, the mean of what is there.
  ///
  /// `out[i, j, c] = mean over the window at (i·S, j·S) of map[m, n, c]`
  /// - Parameters:
  ///   - size: The window's height and width.
  ///   - stride: The window's step; by default its size.
  ///   - border: What becomes of windows that the border cuts off.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Height and width as `outputSize` gives them, depth unchanged.
  public func averagePooled(
    size: Int = 2, stride: Int? = nil, border: Border = .exact, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    pooled(size: size, stride: stride ?? size, border: border, file, line) { window in
      window.reduce(0, +) / Double(window.count)
    }
  }

  private func pooled(
    size: Int, stride: Int, border: Border, _ file: StaticString, _ line: UInt, _ summary: ([Double]) -> Double
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3 else {
      stop("pooling takes maps of height × width or height × width × channels, not \(shape)", file, line)
    }
    let rows = outputSize(input: height, kernel: size, stride: stride, border: border, file: file, line: line)
    let columns = outputSize(input: width, kernel: size, stride: stride, border: border, file: file, line: line)
    var output: [Double] = []
    output.reserveCapacity(rows * columns * channels)
    var window: [Double] = []
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<channels {
          window.removeAll(keepingCapacity: true)
          for row in i * stride..<Swift.min(i * stride + size, height) {
            for column in j * stride..<Swift.min(j * stride + size, width) {
              window.append(scalars[(row * width + column) * channels + channel])
            }
          }
          output.append(summary(window))
        }
      }
    }
    return Tensor(shape: Shape([rows, columns] + shape.dropFirst(2)), scalars: output)
  }
}
