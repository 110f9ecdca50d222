extension FigureKey {
  /// The kernels that have names, as the curriculum of image kernels has them.
  package static let imageKernels = [
    "sharpen", "edge-enhance", "emboss", "sobel-vertical", "sobel-horizontal", "box-blur-3", "box-blur-5",
  ]

  /// A picture, a kernel whose numbers are divided by `divisor`, and the pixel at which the sum is written out.
  static let ofImageKernel = [
    FigureKey("height", .integer(24...128), "96"),
    FigureKey("colour", .choice(["grey", "colour"]), "grey"),
    FigureKey("kernel", .namedArray(imageKernels, ArrayBounds(side: 5, channels: 1, count: 1)), "sharpen"),
    FigureKey("divisor", .number(0.001...1000), "1"),
    FigureKey("row", .integer(0...127), "40"),
    FigureKey("column", .integer(0...191), "60"),
  ]
}

extension FigureState {
  /// The landscape is one and a half times as wide as it is high.
  package var pictureWidth: Int { integer("height") * 3 / 2 }

  var misfitOfImageKernel: (key: String, FigureComplaint)? {
    if let kernel = arrays("kernel").first, kernel.height % 2 == 0 || kernel.width % 2 == 0 {
      return ("kernel", .evenKernel)
    }
    for (key, size) in [("row", integer("height")), ("column", pictureWidth)] where integer(key) >= size {
      return (key, .noSuchPlace(integer(key), last: size - 1))
    }
    return nil
  }
}
