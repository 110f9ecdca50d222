/// What becomes of windows that the border cuts off, when a kernel's steps do not come out even.
public enum Border: Sendable {
  /// There must be none: sizes that do not fit stop the program.
  case exact
  /// They are left out, and the last rows or columns with them: sizes are rounded down.
  case drop
  /// They are kept as they are: sizes are rounded up ("ceil mode"). One that would lie
  /// wholly beyond the input is left out all the same.
  case keep
}

/// A height and a width.
public struct Size: Hashable, Sendable {
  public var height: Int
  public var width: Int

  public init(height: Int, width: Int) {
    (self.height, self.width) = (height, width)
  }

  /// A square.
  public init(square side: Int) {
    self.init(height: side, width: side)
  }
}

extension Size: CustomStringConvertible {
  /// `2 × 3`.
  public var description: String { "\(height) × \(width)" }
}

/// How many steps a kernel takes along one axis: the size of the output.
///
/// `O = (I − K + 2·P)/S + 1` for an input of `I`, a kernel of `K`, padding of `P` on both sides and a stride of `S`; see Dumoulin and
/// Visin, "A guide to convolution arithmetic for deep learning" (2016).
/// - Parameters:
///   - input: The input's size along the axis.
///   - kernel: The kernel's size along the axis.
///   - stride: The step of the kernel.
///   - padding: The number of zeros added on each side.
///   - border: What to do if the division does not come out even; by default the program stops.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The number of stops, at least 1.
public func outputSize(
  input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, border: Border = .exact, file: StaticString = #filePath,
  line: UInt = #line
) -> Int {
  let room = checkedRoom(input, kernel, stride, padding, file, line)
  switch border {
  case .drop:
    return room / stride + 1
  case .keep:
    let whole = room / stride + 1
    // A cut-off window that begins beyond the input would see nothing of it.
    let isCutOff = room % stride != 0 && whole * stride < input + padding
    return isCutOff ? whole + 1 : whole
  case .exact:
    guard room % stride == 0 else {
      stop(
        "a kernel of \(kernel) with stride \(stride) does not fit an input of \(input) with padding \(padding): "
          + "(\(input) − \(kernel) + 2·\(padding))/\(stride) + 1 = \(shown(Double(room) / Double(stride) + 1)); take another stride or padding, "
          + "or say with border: .drop or .keep what becomes of the windows at the border", file, line)
    }
    return room / stride + 1
  }
}

/// The size of the output along one axis, or `nil` if the kernel's steps do not come out even.
///
/// `O = (I − K + 2·P)/S + 1`, as `outputSize` has it; a kernel larger than its padded input stops the program here too.
public func exactOutputSize(
  input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, file: StaticString = #filePath, line: UInt = #line
) -> Int? {
  let room = checkedRoom(input, kernel, stride, padding, file, line)
  return room % stride == 0 ? room / stride + 1 : nil
}

/// The padding with which a stride of 1 preserves the input's size: `P = (F − 1)/2`.
/// - Parameters:
///   - kernel: The kernel's size, an odd number.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The number of zeros on each side.
public func samePadding(kernel: Int, file: StaticString = #filePath, line: UInt = #line) -> Int {
  guard kernel > 0, kernel % 2 == 1 else {
    stop("only a kernel of odd size has a size-preserving padding, not one of \(kernel)", file, line)
  }
  return (kernel - 1) / 2
}

/// How far the kernel can move.
private func checkedRoom(
  _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ file: StaticString, _ line: UInt
) -> Int {
  guard kernel > 0, stride > 0, padding >= 0, input >= 0 else {
    stop(
      "a kernel of \(kernel) with stride \(stride) and padding \(padding) on an input of \(input) makes no sense: "
        + "kernel and stride are at least 1, padding at least 0", file, line)
  }
  let room = input + 2 * padding - kernel
  guard room >= 0 else {
    stop("a kernel of \(kernel) is larger than its input of \(input) with padding \(padding)", file, line)
  }
  return room
}
