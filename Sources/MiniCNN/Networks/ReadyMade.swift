extension Network {
  /// The digit recogniser LeNet-5 for images of 32 × 32 × 1, with 61,706 parameters.
  ///
  /// C1 6 @ 28 × 28, S2 6 @ 14 × 14, C3 16 @ 10 × 10, S4 16 @ 5 × 5, C5 120, F6 84, 10 classes; see LeCun, Bottou, Bengio and Haffner,
  /// "Gradient-based learning applied to document recognition" (1998). As is usual today, C3's kernels span all channels, pooling has no
  /// parameters, and the output is a softmax.
  /// - Parameters:
  ///   - seed: The same seed gives the same weights.
  ///   - classes: How many classes there are.
  /// - Returns: The network, untrained.
  public static func leNet5(seed: UInt64 = 0, classes: Int = 10) -> Network {
    Network(.leNet5(classes: classes), seed: seed)
  }

  /// The network of a well-known demonstration in the browser, for images of 32 × 32 × 3 as CIFAR-10 has them.
  ///
  /// Three times 5 × 5 convolution with padding 2, ReLU and 2 × 2 max pooling, with 16, 20 and 20 kernels; then softmax over 10 classes.
  /// - Parameters:
  ///   - seed: The same seed gives the same weights.
  ///   - classes: How many classes there are.
  /// - Returns: The network, untrained, with 22,466 parameters for 10 classes.
  public static func cifar10Demo(seed: UInt64 = 0, classes: Int = 10) -> Network {
    Network(.cifar10Demo(classes: classes), seed: seed)
  }
}

extension [LayerPlan] {
  /// The pattern of most networks for images: `[(CONV – RELU) × N – POOL] × M – (FC – RELU) × K – SOFTMAX`.
  /// - Parameters:
  ///   - kernels: How many kernels each of the M blocks' convolutions have, one number a block.
  ///   - size: The kernels' height and width, odd: padding keeps the maps' size.
  ///   - repeats: N, how many convolutions a block has.
  ///   - units: How many outputs each of the K fully connected layers has, one number a layer.
  ///   - classes: How many classes the softmax tells apart.
  /// - Returns: The layers, flattening included.
  public static func pattern(
    kernels: [Int], size: Int = 3, repeats: Int = 1, units: [Int] = [], classes: Int
  ) -> [LayerPlan] {
    let convolutional = kernels.flatMap { count -> [LayerPlan] in
      (0..<repeats).flatMap { _ -> [LayerPlan] in [.convolution(count, size: size, padding: .same), .relu] } + [
        .maxPooling()
      ]
    }
    let connected = units.flatMap { count -> [LayerPlan] in [.dense(count), .relu] }
    return convolutional + [.flatten] + connected + [.dense(classes), .softmax]
  }
}
