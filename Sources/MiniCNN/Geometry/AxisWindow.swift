/// The windows of a layer along one axis.
struct AxisWindow: Hashable {
  var kernel: Int
  var stride: Int
  var padding: Int
  var dilation: Int

  /// The places that a window takes, those in the padding included.
  func places(of window: Int) -> [Int] {
    (0..<kernel).map { window * stride - padding + $0 * dilation }
  }
}

extension SlidingWindow {
  var vertical: AxisWindow {
    AxisWindow(kernel: kernel.height, stride: stride.height, padding: padding.height, dilation: dilation.height)
  }

  var horizontal: AxisWindow {
    AxisWindow(kernel: kernel.width, stride: stride.width, padding: padding.width, dilation: dilation.width)
  }
}
