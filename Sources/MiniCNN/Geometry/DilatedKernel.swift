// A dilated kernel leaves gaps between its weights, and so covers more of the input with as many weights.

/// How much of an axis a dilated kernel covers, gaps included: `D·(F − 1) + 1`.
///
/// See Yu and Koltun, "Multi-scale context aggregation by dilated convolutions" (2016).
/// - Parameters:
///   - kernel: How many weights F the kernel has along the axis.
///   - dilation: How far apart D they lie; 1 for an ordinary kernel.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The number of rows or columns from the first weight to the last.
public func effectiveKernelSize(
  kernel: Int, dilation: Int, file: StaticString = #filePath, line: UInt = #line
) -> Int {
  guard kernel > 0, dilation > 0 else {
    stop("a kernel of \(kernel) with dilation \(dilation) makes no sense: both are at least 1", file, line)
  }
  return dilation * (kernel - 1) + 1
}

/// The size of the output along one axis for a dilated kernel.
///
/// `O = (I − (D·(F − 1) + 1) + 2·P)/S + 1`; see Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016),
/// section 5.1.
/// - Parameters:
///   - input: The input's size I along the axis.
///   - kernel: How many weights F the kernel has along the axis.
///   - stride: The step S of the kernel.
///   - padding: The number P of zeros added on each side.
///   - dilation: How far apart D the weights lie.
///   - border: What to do if the division does not come out even; by default the program stops.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The number of stops, at least 1.
public func outputSize(
  input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int, border: Border = .exact,
  file: StaticString = #filePath, line: UInt = #line
) -> Int {
  let effective = effectiveKernelSize(kernel: kernel, dilation: dilation, file: file, line: line)
  return outputSize(
    input: input, kernel: effective, stride: stride, padding: padding, border: border, file: file, line: line)
}

/// The padding with which a dilated kernel and a stride of 1 preserve the input's size: `P = D·(F − 1)/2`.
/// - Parameters:
///   - kernel: How many weights F the kernel has along the axis; together with its gaps it must cover an odd number.
///   - dilation: How far apart D they lie.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: The number of zeros on each side.
public func samePadding(
  kernel: Int, dilation: Int, file: StaticString = #filePath, line: UInt = #line
) -> Int {
  let effective = effectiveKernelSize(kernel: kernel, dilation: dilation, file: file, line: line)
  return samePadding(kernel: effective, file: file, line: line)
}
