/// A layer as the page tells it: the number of its kind, and eight numbers of which each kind takes those that it needs.
struct LayerCode {
  private let kind: Int
  private let numbers: [Double]

  init(_ given: inout Arguments) {
    (kind, numbers) = (given.integer(), given.numbers(8))
  }

  private func integer(_ place: Int) -> Int { Int(numbers[place]) }

  /// What a fully connected layer needs in front of it, if it is one and is given maps.
  func flattening(_ sample: Shape) -> LayerPlan? { kind == 8 && sample.rank > 1 ? .flatten : nil }

  /// The layer before its weights are known, or `nil` if there is no such kind. The script has the same list.
  var plan: LayerPlan? {
    switch kind {
    case 0:
      .convolution(
        integer(0), size: Size(height: integer(1), width: integer(2)), stride: Size(square: integer(3)),
        padding: integer(4) < 0 ? .same : .zeros(integer(4)), dilation: Size(square: integer(5)), groups: integer(6),
        border: .drop, initialisation: Self.initialisations[integer(7)])
    case 1: .relu
    case 2: .leakyReLU(slope: numbers[0])
    case 3: .sigmoid
    case 4: .tanh
    case 5: .maxPooling(integer(0), stride: integer(1), padding: integer(2), border: integer(3) == 0 ? .drop : .keep)
    case 6:
      .averagePooling(integer(0), stride: integer(1), padding: integer(2), border: integer(3) == 0 ? .drop : .keep)
    case 7: .flatten
    case 8: .dense(integer(0), initialisation: Self.initialisations[integer(7)])
    case 9: .softmax
    case 10: .dropout(numbers[0])
    default: nil
    }
  }

  private static let initialisations: [Initialisation] = [.he, .glorot, .zeros]
}
