/// How weights start: random numbers whose spread follows from how many connections a number has.
public enum Initialisation: Hashable, Sendable {
  /// Normal, with a deviation of `√(2 / inputs)`, made for ReLU; see He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).
  case he
  /// Uniform up to `√(6 / (inputs + outputs))`, made for tanh and sigmoid; see Glorot and Bengio, "Understanding the difficulty of training
  /// deep feedforward neural networks" (2010).
  case glorot
  /// All zeros, to see what goes wrong.
  case zeros

  func tensor(_ shape: Shape, inputs: Int, outputs: Int, _ random: inout SeededGenerator) -> Tensor {
    // Numbers that nobody will ask for would only take time and room.
    if random.isIdle { return Tensor(unchecked: shape, []) }
    let scalars: [Double]
    switch self {
    case .he:
      let deviation = (2 / Double(inputs)).squareRoot()
      scalars = (0..<shape.elementCount).map { _ in random.normal(deviation: deviation) }
    case .glorot:
      let bound = (6 / Double(inputs + outputs)).squareRoot()
      scalars = (0..<shape.elementCount).map { _ in random.uniform(from: -bound, to: bound) }
    case .zeros:
      scalars = Array(repeating: 0, count: shape.elementCount)
    }
    return Tensor(unchecked: shape, scalars)
  }
}
