/// The zeros around an image.
public enum Padding: Hashable, Sendable {
  case none
  /// As many as keep a map as large as its image when the stride is 1: `P = D·(F − 1)/2`. The kernel's sizes must be odd.
  case same
  /// So many above and below, and to the left and right.
  case zeros(Size)

  /// So many on every side.
  public static func zeros(_ count: Int) -> Padding { .zeros(Size(square: count)) }

  func zeros(kernel: Size, dilation: Size) throws(ShapeMismatch) -> Size {
    switch self {
    case .none: return Size(square: 0)
    case .zeros(let size): return size
    case .same:
      let height = effectiveKernelSize(kernel: kernel.height, dilation: dilation.height)
      let width = effectiveKernelSize(kernel: kernel.width, dilation: dilation.width)
      guard height % 2 == 1, width % 2 == 1 else {
        throw ShapeMismatch(
          "only a kernel of odd size has a size-preserving padding, not one of \(height) × \(width): say with .zeros how many"
        )
      }
      return Size(height: (height - 1) / 2, width: (width - 1) / 2)
    }
  }
}

/// How many steps a window takes along one axis, as `outputSize` counts them.
func stops(
  input: Int, kernel: Int, stride: Int, padding: Int, _ border: Border
) throws(ShapeMismatch) -> Int {
  guard kernel > 0, stride > 0, padding >= 0 else {
    throw ShapeMismatch(
      "a window of \(kernel) with stride \(stride) and padding \(padding) makes no sense: window and stride are at least 1, padding at least 0"
    )
  }
  guard input + 2 * padding >= kernel else {
    throw ShapeMismatch(
      "a window of \(kernel) is larger than its input of \(input) with padding \(padding): take a smaller one or more padding"
    )
  }
  guard border != .exact || (input + 2 * padding - kernel) % stride == 0 else {
    throw ShapeMismatch(
      "a window of \(kernel) with stride \(stride) does not fit an input of \(input) with padding \(padding): say with border: "
        + ".drop, or for pooling .keep, what becomes of the windows at the border")
  }
  return outputSize(input: input, kernel: kernel, stride: stride, padding: padding, border: border)
}
