/// How many numbers a layer learns.
public struct ParameterCount: Hashable, Sendable {
  public var weights: Int
  public var biases: Int

  public init(weights: Int, biases: Int) {
    (self.weights, self.biases) = (weights, biases)
  }

  /// Weights and biases together.
  public var total: Int { weights + biases }

  /// The parameters of a convolution: `Kh · Kw · C/G · n` weights and n biases, whatever the size of the image.
  ///
  /// See Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), and for groups Krizhevsky, Sutskever and
  /// Hinton, "ImageNet classification with deep convolutional neural networks" (2012).
  /// - Parameters:
  ///   - kernel: The kernels' height Kh and width Kw, gaps of dilation not counted.
  ///   - channels: The input's channels C.
  ///   - kernels: How many kernels n there are.
  ///   - groups: Into how many groups G channels and kernels are dealt; a kernel spans the channels of its own.
  ///   - hasBias: Whether each kernel has a bias.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Weights and biases.
  public static func convolution(
    kernel: Size, channels: Int, kernels: Int, groups: Int = 1, hasBias: Bool = true, file: StaticString = #filePath,
    line: UInt = #line
  ) -> ParameterCount {
    let depth = kernelDepth(channels: channels, kernels: kernels, groups: groups, file, line)
    guard kernel.height > 0, kernel.width > 0 else {
      stop("a kernel is at least 1 × 1, not \(kernel.height) × \(kernel.width)", file, line)
    }
    return ParameterCount(weights: kernel.height * kernel.width * depth * kernels, biases: hasBias ? kernels : 0)
  }

  /// The parameters of a fully connected layer: a weight for each input and output, and a bias for each output.
  public static func dense(
    inputs: Int, outputs: Int, hasBias: Bool = true, file: StaticString = #filePath, line: UInt = #line
  ) -> ParameterCount {
    guard inputs >= 0, outputs >= 0 else {
      stop("no layer has \(inputs) inputs and \(outputs) outputs; both are at least 0", file, line)
    }
    return ParameterCount(weights: inputs * outputs, biases: hasBias ? outputs : 0)
  }

  /// The parameters of two layers.
  public static func + (left: ParameterCount, right: ParameterCount) -> ParameterCount {
    ParameterCount(weights: left.weights + right.weights, biases: left.biases + right.biases)
  }
}

extension ParameterCount: CustomStringConvertible {
  /// `760 (750 weights, 10 biases)`.
  public var description: String { "\(total) (\(weights) weights, \(biases) biases)" }
}

/// How many channels a kernel spans: those of its group.
func kernelDepth(
  channels: Int, kernels: Int, groups: Int, _ file: StaticString, _ line: UInt
) -> Int {
  guard channels >= 0, kernels >= 0, groups > 0 else {
    stop("\(channels) channels and \(kernels) kernels in \(groups) groups make no sense", file, line)
  }
  guard channels % groups == 0, kernels % groups == 0 else {
    stop(
      "\(channels) channels and \(kernels) kernels cannot be dealt to \(groups) groups: both must be multiples of it",
      file, line)
  }
  return channels / groups
}
