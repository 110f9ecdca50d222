// Functions of each number by itself.

extension Tensor {
  /// The rectified linear unit: negative numbers become 0, and NaN stays.
  ///
  /// `f(x) = max(0, x)`; see Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
  public func relu() -> Tensor {
    scalars.withUnsafeBufferPointer { x in Tensor(shape: shape) { x[$0] <= 0 ? 0 : x[$0] } }
  }

  /// Numbers below 0 are made smaller instead of 0.
  ///
  /// `f(x) = x` for positive numbers and `slope·x` for others; see Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network
  /// acoustic models" (2013).
  public func leakyReLU(slope: Double = 0.01) -> Tensor {
    scalars.withUnsafeBufferPointer { x in Tensor(shape: shape) { x[$0] > 0 ? x[$0] : slope * x[$0] } }
  }

  /// The logistic function, from 0 to 1, which does not overflow.
  ///
  /// `f(x) = 1/(1 + e^−x)`
  public func sigmoid() -> Tensor {
    map { x in
      let power = exp(-Swift.abs(x))
      return x >= 0 ? 1 / (1 + power) : power / (1 + power)
    }
  }
}
