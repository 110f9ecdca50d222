import MiniCNN
import Reading
import WebFiles

/// The network that figures read digits with, and what it is given: the same in the browser (`digits.js`).
package enum TrainedDigits {
  /// LeNet-5 with the weights of `Web/Weights`. Read when a figure first needs it.
  package static let network: Network = {
    var network = Network.leNet5()
    do throws(FileFailure) {
      try network.take(TensorFile(WebFiles.weights, "lenet5.safetensors"), "lenet5.safetensors")
    } catch {
      preconditionFailure("\(error)")
    }
    return network
  }()

  /// What comes out of each layer of the network that figures show, by its place among the network's layers.
  static let places: [DigitLayer: Int] = [.c1: 1, .s2: 2, .c3: 4, .s4: 5, .c5: 7, .f6: 10, .output: 12]

  /// The picture of a state: a drawing, or a drawn digit; 32 × 32 × 1, from 0 for the paper to 1 for the ink.
  package static func picture(_ state: FigureState) -> Tensor {
    let drawing = state.kind == .readDigit ? state.numbers("drawing") : []
    return drawing.isEmpty ? digit(state.integer("digit"), seed: state.integer("seed")) : softened(drawing)
  }

  /// The digit among the first ten of a seed.
  private static func digit(_ digit: Int, seed: Int) -> Tensor {
    let digits = LabelledImages.drawnDigits(count: 10, size: 32, seed: UInt64(seed))
    return digits[digits.labels.firstIndex(of: digit) ?? 0].image
  }

  /// Pixels that are paper or ink, with edges as soft as those of drawn digits.
  package static func softened(_ pixels: [Double]) -> Tensor {
    let blur = Tensor(shape: [3, 3, 1], scalars: [1, 2, 1, 2, 4, 2, 1, 2, 1]) / 16
    return Tensor(shape: [32, 32, 1], scalars: pixels).crossCorrelated(with: blur, padding: 1)
      .reshaped(to: [32, 32, 1])
  }

  /// What each layer makes of a picture.
  static func outputs(for picture: Tensor) -> [DigitLayer: Tensor] {
    let outputs = network.outputs(for: picture)
    return places.mapValues { outputs[$0] }.merging([.input: picture]) { one, _ in one }
  }

  /// The weights and the biases that a layer computes with; `nil` where it has none.
  static func parameters(of layer: DigitLayer) -> (weights: Tensor, bias: [Double])? {
    guard let place = places[layer], place > 0 else { return nil }
    let parameters = network.layers[place - 1].parameters
    return parameters.count == 2 ? (parameters[0], parameters[1].scalars) : nil
  }
}
