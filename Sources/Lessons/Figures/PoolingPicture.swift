import MiniCNN
import Reading
import TextTable

/// One window of pooling: the number that comes of it, and where its gradient goes.
struct PoolingPicture {
  private let state: FigureState
  private let map: FigureArray
  private let pooled: Tensor
  private let upstream: [Double]
  private let gradient: [Double]

  init(_ state: FigureState) {
    self.state = state
    map = state.arrays("map")[0]
    let size = Size(square: state.integer("size"))
    let stride = Size(square: state.integer("stride"))
    let border: Border = state.choice("border") == "keep" ? .keep : .drop
    let batch = Tensor(shape: [1, map.height, map.width, 1], scalars: map.scalars)
    var random = SeededGenerator(seed: 0)
    let pass =
      state.choice("kind") == "max"
      ? MaxPooling(size: size, stride: stride, border: border).pass(batch, random: &random)
      : AveragePooling(size: size, stride: stride, border: border).pass(batch, random: &random)
    let given = state.arrays("upstream")[0].scalars
    upstream = given.count == pass.output.scalars.count ? given : pass.output.scalars.map { _ in given[0] }
    gradient =
      pass.gradients(upstream: Tensor(shape: pass.output.shape, scalars: upstream)).input?.scalars ?? []
    pooled = pass.output
  }

  var lines: [String] {
    let (height, width) = (pooled.shape[1], pooled.shape[2])
    let index = state.integer("step") - 1
    let isMax = state.choice("kind") == "max"
    let (row, column) = (index / width * state.integer("stride"), index % width * state.integer("stride"))
    let places = (row..<min(map.height, row + state.integer("size"))).flatMap { row in
      (column..<min(map.width, column + state.integer("size"))).map { row * map.width + $0 }
    }
    let seen = places.map { map.scalars[$0] }
    // Of equal numbers the first wins, as in MiniCNN.
    let best = seen.max().flatMap { most in places.first { map.scalars[$0] == most } } ?? places[0]
    let name = isMax ? "largest" : "mean"
    let panels = sideBySide([
      panel("map, \(map.height) × \(map.width)", map.scalars, width: map.width, marked: Set(places)),
      panel(
        "\(name) of \(state.integer("size")) × \(state.integer("size"))", pooled.scalars, width: width, marked: [index]),
      panel("gradient", gradient, width: map.width, marked: isMax ? [best] : Set(places)),
    ])
    let value = NumberText.text(of: pooled.scalars[index])
    let numbers = NumberText.texts(of: seen).joined(separator: ", ")
    let calculation =
      isMax
      ? "the largest of \(numbers) is \(value), in row \(best / map.width), column \(best % map.width)"
      : "the mean of \(numbers) is \(value)"
    let back = NumberText.text(of: upstream[index])
    let way =
      isMax
      ? "the window's gradient, \(back), goes there and nowhere else"
      : "the window's gradient, \(back), is shared out: \(NumberText.text(of: upstream[index] / Double(seen.count))) each"
    return panels + ["", "window \(index + 1) of \(height * width): \(calculation)", way]
  }
}
