// Where there is no single precision, nothing stands in its place (`Web/Library`): the code for it is as much as that for double precision.

/// A number with half as many digits.
typealias SingleScalar = Float

extension [AnyLayer] {
  /// Has the convolutions among the layers, and in them, compute so, until they are told otherwise.
  mutating func compute(in precision: Training.Precision) {
    for index in indices {
      if var convolution = self[index].taken(as: Convolution.self) {
        convolution.isInSinglePrecision = precision == .single
        self[index] = anyLayer(convolution)
      } else if var residual = self[index].taken(as: Residual.self) {
        residual.layers.compute(in: precision)
        residual.shortcut.compute(in: precision)
        self[index] = anyLayer(residual)
      } else if var branches = self[index].taken(as: Branches.self) {
        for index in branches.branches.indices { branches.branches[index].compute(in: precision) }
        self[index] = anyLayer(branches)
      }
    }
  }
}
