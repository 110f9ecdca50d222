extension FigureKey {
  /// A map whose windows each become one number, and the gradient that comes back: `upstream` is one number for all windows, or one each.
  static let ofPooling = [
    FigureKey(
      "map", .arrays(ArrayBounds(side: 12, channels: 1, count: 1)), "1 1 2 4 / 5 6 7 8 / 3 2 1 0 / 1 2 3 4"),
    FigureKey("kind", .choice(["max", "average"]), "max"),
    FigureKey("size", .integer(1...6), "2"),
    FigureKey("stride", .integer(1...6), "2"),
    FigureKey("border", .choice(["drop", "keep"]), "drop"),
    FigureKey("upstream", .arrays(ArrayBounds(side: 12, channels: 1, count: 1)), "1"),
    FigureKey("step", .integer(1...10_000), "1"),
  ]
}

extension FigureState {
  /// How many windows there are along an axis of so many numbers: those that the border cuts off are kept or dropped.
  package func pooledSize(of size: Int) -> Int {
    let (window, stride) = (integer("size"), integer("stride"))
    guard size >= window else { return 0 }
    let whole = (size - window) / stride + 1
    let isCutOff = (size - window) % stride != 0 && whole * stride < size
    return choice("border") == "keep" && isCutOff ? whole + 1 : whole
  }

  var misfitOfPooling: (key: String, FigureComplaint)? {
    let map = arrays("map")[0]
    let (height, width) = (pooledSize(of: map.height), pooledSize(of: map.width))
    if height == 0 || width == 0 {
      return ("size", .kernelBeyondImage(kernel: integer("size"), image: min(map.height, map.width)))
    }
    let upstream = arrays("upstream")[0]
    if upstream.scalars.count != 1, (upstream.height, upstream.width) != (height, width) {
      return ("upstream", .otherCountThan(upstream.scalars.count, of: "window", expected: height * width))
    }
    let last = height * width
    return integer("step") > last ? ("step", .noSuchStep(integer("step"), last: last)) : nil
  }
}
