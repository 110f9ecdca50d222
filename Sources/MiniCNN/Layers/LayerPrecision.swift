extension Training {
  /// With how many digits a training computes.
  public enum Precision: Hashable, Sendable {
    /// About 16 digits throughout.
    case double
    /// About 7 digits in convolutions, which take most of the time and then half of it; 16 in all else: weights, what the samples of a
    /// batch add up to, the optimiser's figures. See Micikevicius and others, "Mixed precision training" (2017).
    case single
  }
}

/// A layer of this library's that has convolutions, or is one.
protocol HasConvolutions: Layer {
  /// Has them compute so, until they are told otherwise.
  mutating func compute(in precision: Training.Precision)
}

extension [any Layer] {
  mutating func compute(in precision: Training.Precision) {
    for index in indices {
      guard var layer = self[index] as? any HasConvolutions else { continue }
      layer.compute(in: precision)
      self[index] = layer
    }
  }
}

extension Convolution: HasConvolutions {
  mutating func compute(in precision: Training.Precision) { isInSinglePrecision = precision == .single }
}

extension Residual: HasConvolutions {
  mutating func compute(in precision: Training.Precision) {
    layers.compute(in: precision)
    shortcut.compute(in: precision)
  }
}

extension Branches: HasConvolutions {
  mutating func compute(in precision: Training.Precision) {
    for index in branches.indices { branches[index].compute(in: precision) }
  }
}
