/// How much a layer computes, in multiplications each followed by an addition.
///
/// Products with the zeros of padding count too; biases, which are only added, do not.
public enum MultiplyAdds {
  /// The multiply-adds of a convolution of one image: `Oh · Ow · n` dot products of `Kh · Kw · C/G` numbers each.
  /// - Parameters:
  ///   - output: The output's height Oh and width Ow.
  ///   - kernel: The kernels' height Kh and width Kw.
  ///   - channels: The input's channels C.
  ///   - kernels: How many kernels n there are.
  ///   - groups: Into how many groups G channels and kernels are dealt.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A number for one image.
  public static func convolution(
    output: Size, kernel: Size, channels: Int, kernels: Int, groups: Int = 1, file: StaticString = #filePath,
    line: UInt = #line
  ) -> Int {
    guard output.height >= 0, output.width >= 0 else {
      stop("no output has the size \(output.height) × \(output.width)", file, line)
    }
    // Every weight is used once at every stop.
    let weights = ParameterCount.convolution(
      kernel: kernel, channels: channels, kernels: kernels, groups: groups, file: file, line: line
    ).weights
    return output.height * output.width * weights
  }

  /// The multiply-adds of a fully connected layer for one row of inputs: one for each weight.
  public static func dense(
    inputs: Int, outputs: Int, file: StaticString = #filePath, line: UInt = #line
  ) -> Int {
    ParameterCount.dense(inputs: inputs, outputs: outputs, file: file, line: line).weights
  }
}
