import MiniCNN
import Reading
import TextTable

/// A digit, the five likeliest answers, the map of a number and how that comes about.
struct ReadDigitPicture {
  private let state: FigureState

  init(_ state: FigureState) { self.state = state }

  var lines: [String] {
    let picture = TrainedDigits.picture(state)
    let outputs = TrainedDigits.outputs(for: picture)
    let input = ["input, 32 × 32"] + shades(picture.channel(0), range: 0...1)
    let answers = ["answer  probability"] + answers(outputs[.output] ?? Tensor([0])) + [""] + map(outputs)
    return sideBySide([input, answers], gap: 4) + [""] + DigitCalculation(state, outputs).lines
  }

  private func answers(_ probabilities: Tensor) -> [String] {
    probabilities.top(5).map { place, probability in
      let bar = String(repeating: "█", count: Int((probability * 20).rounded()))
      return "     \(place)  \(NumberText.text(of: probability)) \(bar)"
    }
  }

  /// The map that the number is in, where there is one to look at.
  private func map(_ outputs: [DigitLayer: Tensor]) -> [String] {
    let layer = state.digitLayer
    guard layer != .input, layer.side > 1, let output = outputs[layer] else { return [] }
    let title = "\(layer.rawValue), map \(state.integer("map")), \(layer.side) × \(layer.side)"
    return [title] + shades(output.channel(state.integer("map")), range: -1...1)
  }
}

/// A map in shades, framed, and what they stand for.
func shades(_ map: Tensor, range: ClosedRange<Double>) -> [String] {
  map.shaded(range: range, cells: .small).split(separator: "\n").map(String.init)
}
