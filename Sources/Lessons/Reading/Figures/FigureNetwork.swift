/// A network as a figure's state describes it, in the words that `Web/Script/network-text.js` reads too.
package struct FigureNetwork: Hashable, Sendable {
  /// Height, width and channels.
  package var input = [28, 28, 1]
  package var layers: [Layer] = []

  package struct Layer: Hashable, Sendable {
    package var kind: Kind
    /// As it is written.
    package var text: String
    /// Height, width and channels of what it makes of one image; one number if that is a row.
    package var output: [Int]
    /// How many weights and biases it has.
    package var parameterCount: Int
    /// How many products go into the output for one image.
    package var productCount: Int
  }

  package enum Kind: Hashable, Sendable {
    case convolution(Convolution)
    case pooling(Pooling)
    case dense(Int, Start)
    case leaky(slope: Double)
    case dropout(rate: Double)
    case relu, sigmoid, tanh, flatten, softmax
  }

  package struct Convolution: Hashable, Sendable {
    package var count: Int
    package var height: Int
    package var width: Int
    package var stride = 1
    /// `nil` for as much as keeps the size.
    package var padding: Int? = 0
    package var dilation = 1
    package var groups = 1
    package var start = Start.he
  }

  package struct Pooling: Hashable, Sendable {
    package var isLargest: Bool
    package var size: Int
    package var stride: Int
    package var padding = 0
    package var keepsBorder = false
  }

  /// How weights begin.
  package enum Start: String, CaseIterable, Sendable { case he, glorot, zeros }

  /// How many parameters a network of a figure may have, how many numbers a layer may make of an image, and how many layers there may be.
  package static let mostParameters = 4_000_000
  package static let mostNumbers = 1 << 20
  package static let mostLayers = 64

  /// What comes out of the last layer.
  package var output: [Int] { layers.last?.output ?? input }
  package var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }
  package var productCount: Int { layers.reduce(0) { $0 + $1.productCount } }
  /// How many numbers the input and all layers hold for one image; to flatten maps makes no others.
  var numberCount: Int { layers.reduce(input.product) { $0 + ($1.kind == .flatten ? 0 : $1.output.product) } }

  /// Adds a layer behind the others.
  /// - Returns: Whether it takes what comes before it.
  mutating func add(_ kind: Kind, text: String) -> Bool {
    let sample = output
    guard let output = kind.output(for: sample) else { return false }
    let (parameters, products): (Int, Int) =
      switch kind {
      case .convolution(let layer):
        (
          [layer.count, layer.height, layer.width, sample[2] / layer.groups].product + layer.count,
          (output + [layer.height, layer.width, sample[2] / layer.groups]).product
        )
      case .dense(let count, _): ([count, sample.product + 1].product, [count, sample.product].product)
      default: (0, 0)
      }
    layers.append(
      Layer(kind: kind, text: text, output: output, parameterCount: parameters, productCount: products))
    return true
  }

  /// Whether it has grown larger than a figure can be.
  var isOverlarge: Bool {
    output.product > Self.mostNumbers || parameterCount > Self.mostParameters || layers.count > Self.mostLayers
  }
}

extension FigureNetwork.Kind {
  /// What it makes of a sample of these sizes; `nil` if it cannot take it.
  func output(for sample: [Int]) -> [Int]? {
    switch self {
    case .convolution(let layer): layer.output(for: sample)
    case .pooling(let layer): layer.output(for: sample)
    case .dense(let count, _): [count]
    case .flatten: [sample.product]
    default: sample
    }
  }
}

extension FigureNetwork.Convolution {
  func output(for sample: [Int]) -> [Int]? {
    guard sample.count == 3, count % groups == 0, sample[2] % groups == 0 else { return nil }
    let sizes = zip(sample, [height, width]).map { input, size -> Int in
      let reach = dilation * (size - 1) + 1
      guard padding != nil || reach % 2 == 1 else { return 0 }
      let room = input + 2 * (padding ?? (reach - 1) / 2) - reach
      return room < 0 ? 0 : room / stride + 1
    }
    return sizes.contains(0) ? nil : sizes + [count]
  }
}

extension FigureNetwork.Pooling {
  func output(for sample: [Int]) -> [Int]? {
    guard sample.count == 3, 2 * padding <= size else { return nil }
    let sizes = sample.prefix(2).map { input -> Int in
      let room = input + 2 * padding - size
      guard room >= 0 else { return 0 }
      let whole = room / stride + 1
      // A window that would begin beyond the input is left out all the same.
      return keepsBorder && room % stride != 0 && whole * stride < input + padding ? whole + 1 : whole
    }
    return sizes.contains(0) ? nil : sizes + [sample[2]]
  }
}

extension [Int] {
  /// Of sizes, each far below a million: as much as is too large for anything, rather than more than an integer can hold.
  var product: Int { reduce(1) { Swift.min($0 * $1, 1 << 40) } }
}
