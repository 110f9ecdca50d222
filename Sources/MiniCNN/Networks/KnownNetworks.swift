// Networks that made history, as plans. `Network(.vgg16())` makes one with random weights.

extension NetworkPlan {
  /// LeNet-5; see `Network.leNet5`. 61,706 parameters for 10 classes.
  public static func leNet5(classes: Int = 10) -> NetworkPlan {
    NetworkPlan(
      input: [32, 32, 1],
      [
        .convolution(6, size: 5, initialisation: .glorot), .tanh, .averagePooling(),
        .convolution(16, size: 5, initialisation: .glorot), .tanh, .averagePooling(),
        .convolution(120, size: 5, initialisation: .glorot), .tanh, .flatten,
        .dense(84, initialisation: .glorot), .tanh, .dense(classes, initialisation: .glorot), .softmax,
      ])
  }

  /// The network of a demonstration in the browser; see `Network.cifar10Demo`. 22,466 parameters for 10 classes.
  public static func cifar10Demo(classes: Int = 10) -> NetworkPlan {
    let blocks = [16, 20, 20].flatMap { count -> [LayerPlan] in
      [.convolution(count, size: 5, padding: .same), .relu, .maxPooling()]
    }
    return NetworkPlan(input: [32, 32, 3], blocks + [.flatten, .dense(classes), .softmax])
  }

  /// AlexNet for images of 227 × 227 × 3, with 60,965,224 parameters for 1000 classes.
  ///
  /// See Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks" (2012). The second, fourth and
  /// fifth convolution are in two groups, as the paper dealt them to two processors; its local response normalisation, without
  /// parameters, is left out. The paper says 224, of which its strides make no whole numbers.
  public static func alexNet(classes: Int = 1000) -> NetworkPlan {
    NetworkPlan(
      input: [227, 227, 3],
      [
        .convolution(96, size: 11, stride: 4), .relu, .maxPooling(3, stride: 2),
        .convolution(256, size: 5, padding: .same, groups: 2), .relu, .maxPooling(3, stride: 2),
        .convolution(384, size: 3, padding: .same), .relu,
        .convolution(384, size: 3, padding: .same, groups: 2), .relu,
        .convolution(256, size: 3, padding: .same, groups: 2), .relu, .maxPooling(3, stride: 2), .flatten,
        .dense(4096), .relu, .dropout(0.5), .dense(4096), .relu, .dropout(0.5), .dense(classes), .softmax,
      ])
  }

  /// VGG-16 for images of 224 × 224 × 3, with 138,357,544 parameters for 1000 classes.
  ///
  /// Configuration D of Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition" (2014).
  public static func vgg16(classes: Int = 1000) -> NetworkPlan {
    let blocks = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)].flatMap { kernels, repeats -> [LayerPlan] in
      (0..<repeats).flatMap { _ -> [LayerPlan] in [.convolution(kernels, size: 3, padding: .same), .relu] }
        + [.maxPooling()]
    }
    return NetworkPlan(
      input: [224, 224, 3],
      blocks + [
        .flatten, .dense(4096), .relu, .dropout(0.5), .dense(4096), .relu, .dropout(0.5), .dense(classes), .softmax,
      ])
  }

  /// ResNet-18 for square images of three channels, with 11,689,512 parameters for 1000 classes.
  ///
  /// See He, Zhang, Ren and Sun, "Deep residual learning for image recognition" (2015): shortcuts with a 1 × 1 convolution where the
  /// shape changes (its option B).
  /// - Parameters:
  ///   - side: The images' height and width, 224 in the paper.
  ///   - classes: How many classes there are.
  /// - Returns: The plan.
  public static func resNet18(side: Int = 224, classes: Int = 1000) -> NetworkPlan {
    let stages = [(64, 1), (128, 2), (256, 2), (512, 2)].flatMap { kernels, stride -> [LayerPlan] in
      block(kernels, stride: stride, hasProjection: stride > 1) + block(kernels, stride: 1, hasProjection: false)
    }
    return NetworkPlan(
      input: [side, side, 3],
      [
        .convolution(64, size: 7, stride: 2, padding: .zeros(3), border: .drop, hasBias: false),
        .batchNormalisation(), .relu, .maxPooling(3, stride: 2, padding: 1, border: .drop),
      ] + stages + [.globalAveragePooling, .dense(classes), .softmax])
  }

  /// Two convolutions beside a shortcut.
  private static func block(_ kernels: Int, stride: Int, hasProjection: Bool) -> [LayerPlan] {
    let projection: [LayerPlan] = [
      .convolution(kernels, size: 1, stride: stride, border: .drop, hasBias: false), .batchNormalisation(),
    ]
    return [
      .residual(
        [
          .convolution(kernels, size: 3, stride: stride, padding: .zeros(1), border: .drop, hasBias: false),
          .batchNormalisation(), .relu,
          .convolution(kernels, size: 3, padding: .zeros(1), hasBias: false), .batchNormalisation(),
        ], shortcut: hasProjection ? projection : []), .relu,
    ]
  }

  /// GoogLeNet for square images of three channels, with 6,624,904 parameters for 1000 classes.
  ///
  /// See Szegedy and others, "Going deeper with convolutions" (2014). It is built as torchvision builds it: with batch normalisation, without
  /// the auxiliary classifiers, and with 3 × 3 kernels where the paper has 5 × 5.
  /// - Parameters:
  ///   - side: The images' height and width, 224 in the paper.
  ///   - classes: How many classes there are.
  /// - Returns: The plan.
  public static func googLeNet(side: Int = 224, classes: Int = 1000) -> NetworkPlan {
    let start =
      unit(64, size: 7, stride: 2, padding: 3) + [.maxPooling(3, stride: 2, border: .keep)] + unit(64, size: 1)
      + unit(192, size: 3, padding: 1) + [.maxPooling(3, stride: 2, border: .keep)]
    let third = [inception(64, 96, 128, 16, 32, 32), inception(128, 128, 192, 32, 96, 64)]
    let fourth = [
      inception(192, 96, 208, 16, 48, 64), inception(160, 112, 224, 24, 64, 64), inception(128, 128, 256, 24, 64, 64),
      inception(112, 144, 288, 32, 64, 64), inception(256, 160, 320, 32, 128, 128),
    ]
    let fifth = [inception(256, 160, 320, 32, 128, 128), inception(384, 192, 384, 48, 128, 128)]
    let end: [LayerPlan] = [.globalAveragePooling, .dropout(0.2), .dense(classes), .softmax]
    return NetworkPlan(
      input: [side, side, 3],
      start + third + [.maxPooling(3, stride: 2, border: .keep)] + fourth
        + [.maxPooling(2, stride: 2, border: .keep)] + fifth + end)
  }

  /// A convolution without bias, normalised, and a ReLU.
  private static func unit(_ kernels: Int, size: Int, stride: Int = 1, padding: Int = 0) -> [LayerPlan] {
    [
      .convolution(kernels, size: size, stride: stride, padding: .zeros(padding), border: .drop, hasBias: false),
      .batchNormalisation(epsilon: 0.001), .relu,
    ]
  }

  /// Four ways side by side: 1 × 1, reduced 3 × 3 twice, and pooling with 1 × 1.
  private static func inception(
    _ one: Int, _ reduced: Int, _ three: Int, _ reducedMore: Int, _ five: Int, _ pooled: Int
  ) -> LayerPlan {
    .branches(
      unit(one, size: 1), unit(reduced, size: 1) + unit(three, size: 3, padding: 1),
      unit(reducedMore, size: 1) + unit(five, size: 3, padding: 1),
      [.maxPooling(3, stride: 1, padding: 1, border: .keep)] + unit(pooled, size: 1))
  }
}
