extension Tensor {
  /// The rectified linear unit: negative numbers become 0, and NaN stays.
  ///
  /// `f(x) = max(0, x)`; see Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
  public func relu() -> Tensor { map { $0 <= 0 ? 0 : $0 } }
}
