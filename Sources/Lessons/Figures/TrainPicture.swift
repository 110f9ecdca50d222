import MiniCNN
import Reading
import TextTable

/// A network's layers as a table, and the losses of its first steps.
struct TrainPicture {
  private let state: FigureState
  private let network: FigureNetwork

  init(_ state: FigureState) { (self.state, network) = (state, state.network("network")) }

  var lines: [String] {
    let (optimiser, rate) = (state.choice("optimiser"), state.text(of: "rate"))
    let size = "\(network.input[0]) × \(network.input[1])"
    return table + [
      "",
      "learns from \(state.integer("digits")) drawn digits of \(size), and is tested on \(state.integer("held-out")) others",
      "\(optimiser), learning rate \(rate), batches of \(state.integer("batch")), seed \(state.integer("seed"))",
    ] + losses
  }

  private var table: [String] {
    let layers = network.layers
    let rows = [[sizes(network.input), ""]] + layers.map { [sizes($0.output), count($0.parameterCount)] }
    return TextTable(
      rows: (rows + [["", count(network.parameterCount)]]).map { $0.map { TextTable.Cell($0) } },
      header: ["output", "parameters"], rowTitles: ["input"] + layers.map(\.text) + ["together"]
    ).lines()
  }

  private func sizes(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: " × ") }

  private func count(_ count: Int) -> String { count == 0 ? "–" : "\(count)" }

  // MARK: - Training

  /// How many products three steps may take, so that nobody waits for a picture.
  private static let mostProducts = 300_000_000

  private var losses: [String] {
    guard 9 * network.productCount * state.integer("batch") <= Self.mostProducts else { return [] }
    var losses: [Double] = []
    var training = Training(
      Network(
        input: Shape(network.input), seed: UInt64(state.integer("seed")), network.layers.map { LayerPlan($0.kind) }),
      optimiser: optimiser, batchSize: state.integer("batch"), augmentations: augmentations,
      seed: UInt64(state.integer("seed")))
    training.run(on: digits, epochs: 3) { progress in
      losses.append(progress.loss)
      progress.isLast = losses.count == 3
    }
    return ["the losses of the first steps: \(NumberText.texts(of: losses).joined(separator: ", "))"]
  }

  /// Those to learn from; for a network that takes several channels the same in each.
  private var digits: LabelledImages {
    let drawn = LabelledImages.drawnDigits(
      count: state.integer("digits"), size: network.input[0], seed: UInt64(state.integer("digits-seed")))
    let channels = network.input[2]
    var scalars = drawn.images.scalars
    if channels > 1 {
      scalars.removeAll(keepingCapacity: true)
      for scalar in drawn.images.scalars { for _ in 0..<channels { scalars.append(scalar) } }
    }
    return LabelledImages(
      images: Tensor(shape: Shape([drawn.count] + network.input), scalars: scalars), labels: drawn.labels,
      classes: (0..<network.output[0]).map(String.init))
  }

  private var optimiser: Optimiser {
    let (rate, momentum, decay) = (state.number("rate"), state.number("momentum"), state.number("decay"))
    return switch state.choice("optimiser") {
    case "descent": .descent(learningRate: rate, momentum: momentum, weightDecay: decay)
    case "nesterov": .descent(learningRate: rate, momentum: momentum, isNesterov: true, weightDecay: decay)
    case "adamW": .adamW(learningRate: rate, weightDecay: decay)
    case "adadelta": .adadelta(learningRate: rate, decay: momentum, weightDecay: decay)
    default: .adam(learningRate: rate, weightDecay: decay)
    }
  }

  private var augmentations: [Augmentation] {
    let shift = state.integer("shift")
    return (shift > 0 ? [.shift(upTo: shift)] : []) + (state.choice("mirror") == "yes" ? [.mirror] : [])
  }
}

extension LayerPlan {
  /// The layer that a figure describes.
  fileprivate init(_ kind: FigureNetwork.Kind) {
    self =
      switch kind {
      case .convolution(let layer):
        .convolution(
          layer.count, size: Size(height: layer.height, width: layer.width), stride: Size(square: layer.stride),
          padding: layer.padding.map { .zeros($0) } ?? .same, dilation: Size(square: layer.dilation),
          groups: layer.groups, border: .drop, initialisation: layer.start.initialisation)
      case .pooling(let layer) where layer.isLargest:
        .maxPooling(
          layer.size, stride: layer.stride, padding: layer.padding, border: layer.keepsBorder ? .keep : .drop)
      case .pooling(let layer):
        .averagePooling(
          layer.size, stride: layer.stride, padding: layer.padding, border: layer.keepsBorder ? .keep : .drop)
      case .dense(let count, let start): .dense(count, initialisation: start.initialisation)
      case .leaky(let slope): .leakyReLU(slope: slope)
      case .dropout(let rate): .dropout(rate)
      case .relu: .relu
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .flatten: .flatten
      case .softmax: .softmax
      }
  }
}

extension FigureNetwork.Start {
  fileprivate var initialisation: Initialisation {
    switch self {
    case .he: .he
    case .glorot: .glorot
    case .zeros: .zeros
    }
  }
}
