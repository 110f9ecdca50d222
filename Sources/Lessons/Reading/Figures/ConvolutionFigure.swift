extension FigureKey {
  /// An image and kernels that slide over it; `step` counts the stops from 1, kernel by kernel, row by row.
  static let ofConvolution = [
    FigureKey(
      "image", .arrays(ArrayBounds(side: 12, channels: 4, count: 1)),
      "1 10 122 143 155 / 1 20 124 142 156 / 2 22 110 130 150 / 3 24 108 122 140 / 4 18 11 80 100"),
    FigureKey("kernel", .arrays(ArrayBounds(side: 7, channels: 4, count: 4)), "1 0 -1 / 2 0 -2 / 1 0 -1"),
    FigureKey("bias", .numbers(1...4), "0"),
    FigureKey("stride", .integer(1...4), "1"),
    FigureKey("padding", .integer(0...3), "0"),
    FigureKey("dilation", .integer(1...3), "1"),
    FigureKey("flip", .choice(["no", "yes"]), "no"),
    FigureKey("step", .integer(1...10_000), "1"),
  ]
}

extension FigureState {
  /// How the kernel slides, down and across.
  package var convolutionWindows: (down: FigureLayer, across: FigureLayer) {
    let kernel = arrays("kernel")[0]
    func layer(_ side: Int) -> FigureLayer {
      FigureLayer(
        kernel: side, stride: integer("stride"), padding: integer("padding"), dilation: integer("dilation"))
    }
    return (layer(kernel.height), layer(kernel.width))
  }

  var misfitOfConvolution: (key: String, FigureComplaint)? {
    let (image, kernels) = (arrays("image")[0], arrays("kernel"))
    let (down, across) = convolutionWindows
    if kernels[0].channels != image.channels {
      return ("kernel", .otherChannels(kernel: kernels[0].channels, image: image.channels))
    }
    for (layer, size) in [(down, image.height), (across, image.width)] where layer.outputSize(of: size) == 0 {
      return ("kernel", .kernelBeyondImage(kernel: layer.reach, image: size + 2 * layer.padding))
    }
    let biases = numbers("bias").count
    if biases != 1, biases != kernels.count {
      return ("bias", .otherCountThan(biases, of: "kernel", expected: kernels.count))
    }
    let last = kernels.count * down.outputSize(of: image.height) * across.outputSize(of: image.width)
    return integer("step") > last ? ("step", .noSuchStep(integer("step"), last: last)) : nil
  }
}
