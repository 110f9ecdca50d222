extension FigureKey {
  /// A square input, layers above it, and a value (its `row` and `column`) of the map of one of them, counted from 1.
  static let ofReceptiveField = [
    FigureKey("input", .integer(3...24), "12"),
    FigureKey("layers", .layers(atMost: 5), "kernel 3 / kernel 3 / kernel 2 stride 2"),
    FigureKey("layer", .integer(1...5), "3"),
    FigureKey("row", .integer(0...23), "1"),
    FigureKey("column", .integer(0...23), "1"),
  ]
}

extension FigureState {
  /// The sizes of the input and of each layer's map.
  package var mapSizes: [Int] {
    layers("layers").reduce(into: [integer("input")]) { sizes, layer in
      sizes.append(layer.outputSize(of: sizes[sizes.count - 1]))
    }
  }

  var misfitOfReceptiveField: (key: String, FigureComplaint)? {
    let sizes = mapSizes
    if let empty = sizes.firstIndex(of: 0) { return ("layers", .nothingLeft(layer: empty)) }
    guard integer("layer") < sizes.count else {
      return ("layer", .noSuchStep(integer("layer"), last: sizes.count - 1))
    }
    let size = sizes[integer("layer")]
    for key in ["row", "column"] where integer(key) >= size {
      return (key, .noSuchPlace(integer(key), last: size - 1))
    }
    return nil
  }
}
