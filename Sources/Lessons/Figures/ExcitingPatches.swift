import MiniCNN
import Reading

/// The parts of a hundred drawn digits that excite a channel most, as `Network.excitingPatches` finds them; looked for once, for all channels.
///
/// What is compared are sums before tanh, which makes 1.0000 of all that are large.
package enum ExcitingPatches {
  /// Where in which digit a channel is how large.
  package struct Patch: Sendable {
    package var image: Int
    package var row: Int
    package var column: Int
    package var number: Double
    let layer: DigitLayer

    /// What the channel sees of the digit there.
    package var seen: Tensor {
      let (side, jump) = ExcitingPatches.field(of: layer)
      let picture = ExcitingPatches.digits[image].image.channel(0)
      return picture.cropped(
        rows: row * jump..<row * jump + side, columns: column * jump..<column * jump + side)
    }
  }

  /// Digits that the network has not learned from; `hierarchy.js` takes the same.
  package static let digits = LabelledImages.drawnDigits(count: 100, size: 32, seed: 1998)

  private static let found: [DigitLayer: [[Patch]]] = {
    let layers: [DigitLayer] = [.c1, .c3, .c5]
    let outputs = (0..<digits.count).map { TrainedDigits.network.outputs(for: digits[$0].image) }
    return Dictionary(
      uniqueKeysWithValues: layers.map { layer in
        let patches = (0..<layer.maps).map { channel in
          let all = outputs.enumerated().compactMap { image, outputs -> Patch? in
            guard let index = TrainedDigits.places[layer] else { return nil }
            let map = outputs[index - 1].channel(channel)
            let place = map.argmax()
            return Patch(
              image: image, row: place / layer.side, column: place % layer.side, number: map.scalars[place],
              layer: layer)
          }
          return all.sorted { ($1.number, $0.image) < ($0.number, $1.image) }
        }
        return (layer, patches)
      })
  }()

  /// How many rows and columns of the picture a layer's value sees, and how far neighbours' fields lie apart.
  static func field(of layer: DigitLayer) -> (side: Int, jump: Int) {
    switch layer {
    case .c1: (5, 1)
    case .c3: (14, 2)
    default: (32, 4)
    }
  }

  /// The most exciting first, of each digit one.
  package static func of(_ layer: DigitLayer, channel: Int, count: Int) -> [Patch] {
    Array(found[layer]?[channel].prefix(count) ?? [])
  }
}
