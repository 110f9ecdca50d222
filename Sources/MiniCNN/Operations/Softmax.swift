extension Tensor {
  /// Scores as probabilities: positive numbers with the sum 1, along the last axis.
  ///
  /// `softmax(z)ᵢ = e^{zᵢ} / Σⱼ e^{zⱼ}`, computed with the largest score subtracted from all, which changes nothing but keeps the
  /// powers from overflowing; see Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 4.1.
  public func softmax() -> Tensor {
    let length = Swift.max(1, shape.last ?? 1)
    var result: [Double] = []
    result.reserveCapacity(scalars.count)
    for start in stride(from: 0, to: scalars.count, by: length) {
      let scores = scalars[start..<start + length]
      let largest = scores.reduce(-.infinity, larger)
      let powers = scores.map { exp($0 - largest) }
      let sum = powers.reduce(0, +)
      result += powers.map { $0 / sum }
    }
    return Tensor(shape: shape, scalars: result)
  }
}
