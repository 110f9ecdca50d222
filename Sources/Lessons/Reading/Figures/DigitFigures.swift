/// What figures show of LeNet-5, by the names of its paper: a convolution or a full connection together with its activation.
package enum DigitLayer: String, CaseIterable, Sendable {
  case input
  case c1 = "C1"
  case s2 = "S2"
  case c3 = "C3"
  case s4 = "S4"
  case c5 = "C5"
  case f6 = "F6"
  case output

  /// How many maps it has, or units, which are maps of one number.
  package var maps: Int {
    switch self {
    case .input: 1
    case .c1, .s2: 6
    case .c3, .s4: 16
    case .c5: 120
    case .f6: 84
    case .output: 10
    }
  }

  /// How many rows and columns a map has.
  package var side: Int {
    switch self {
    case .input: 32
    case .c1: 28
    case .s2: 14
    case .c3: 10
    case .s4: 5
    case .c5, .f6, .output: 1
    }
  }

  /// What it computes with.
  package var before: DigitLayer? {
    let all = Self.allCases
    return all.firstIndex(of: self).flatMap { $0 > 0 ? all[$0 - 1] : nil }
  }
}

extension FigureKey {
  /// A drawn digit among the first ten of a seed.
  private static let digit = [FigureKey("digit", .integer(0...9), "7"), FigureKey("seed", .integer(1...9999), "1")]

  /// A digit, or a drawing, and one number of a layer: of map `map` in `row` and `column`; `source` is the map before whose products are
  /// written out.
  static let ofReadDigit =
    digit + [
      FigureKey("drawing", .drawing, "none"),
      FigureKey("layer", .choice(DigitLayer.allCases.map(\.rawValue)), "C3"),
      FigureKey("map", .integer(0...119), "4"),
      FigureKey("row", .integer(0...31), "5"),
      FigureKey("column", .integer(0...31), "4"),
      FigureKey("source", .integer(0...119), "0"),
      FigureKey("zoom", .integer(1...4), "1"),
    ]

  /// A digit, and one channel of an early, a middle or a late layer; `source` is the map before whose kernel is written out.
  static let ofHierarchy =
    digit + [
      FigureKey("layer", .choice(["C1", "C3", "C5"]), "C3"),
      FigureKey("channel", .integer(0...119), "0"),
      FigureKey("source", .integer(0...15), "0"),
    ]
}

extension FigureState {
  package var digitLayer: DigitLayer { DigitLayer(rawValue: choice("layer")) ?? .input }

  var misfitOfReadDigit: (key: String, FigureComplaint)? {
    let layer = digitLayer
    let sources = max(1, layer.before?.maps ?? 1)
    for (key, count) in [("map", layer.maps), ("row", layer.side), ("column", layer.side), ("source", sources)]
    where integer(key) >= count {
      return (key, .noSuchPlace(integer(key), last: count - 1))
    }
    return nil
  }

  var misfitOfHierarchy: (key: String, FigureComplaint)? {
    let layer = digitLayer
    for (key, count) in [("channel", layer.maps), ("source", layer.before?.maps ?? 1)] where integer(key) >= count {
      return (key, .noSuchPlace(integer(key), last: count - 1))
    }
    return nil
  }
}
