import MiniCNN
import Reading
import TextTable

/// How one number of one layer comes about, in lines.
struct DigitCalculation {
  let layer: DigitLayer
  let map: Int
  let row: Int
  let column: Int
  /// The map before whose products are written out.
  let source: Int
  let outputs: [DigitLayer: Tensor]

  init(_ state: FigureState, _ outputs: [DigitLayer: Tensor]) {
    (layer, map, source) = (state.digitLayer, state.integer("map"), state.integer("source"))
    (row, column, self.outputs) = (state.integer("row"), state.integer("column"), outputs)
  }

  private func output(_ layer: DigitLayer) -> Tensor { outputs[layer] ?? Tensor([0]) }

  /// The number itself.
  var number: Double { output(layer).scalars[(row * layer.side + column) * layer.maps + map] }

  var lines: [String] {
    switch layer {
    case .input: [place + ": " + text(number) + ", from 0 for the paper to 1 for the ink"]
    case .s2, .s4: pooling
    case .c1, .c3, .c5: convolution
    case .f6, .output: connection
    }
  }

  /// Where the number is, in words.
  private var place: String {
    switch layer {
    case .input: "row \(row), column \(column)"
    case .c5, .f6: "\(layer.rawValue), unit \(map)"
    case .output: "output, digit \(map)"
    default: "\(layer.rawValue), map \(map), row \(row), column \(column)"
    }
  }

  private func text(_ number: Double) -> String { NumberText.text(of: number) }

  private func window(_ source: Int, side: Int, stride: Int) -> [Double] {
    let before = layer.before ?? .input
    return (0..<side * side).map { place in
      let (row, column) = (row * stride + place / side, column * stride + place % side)
      return output(before).scalars[(row * before.side + column) * before.maps + source]
    }
  }

  private var pooling: [String] {
    let numbers = window(map, side: 2, stride: 2)
    return [place, "(" + numbers.map(term).joined(separator: " + ") + ") / 4 = " + text(number)]
  }

  private var convolution: [String] {
    guard let before = layer.before, let (weights, bias) = TrainedDigits.parameters(of: layer) else { return [] }
    func products(_ source: Int) -> (window: [Double], kernel: [Double], products: [Double]) {
      let window = window(source, side: 5, stride: 1)
      let kernel = (0..<25).map { weights.scalars[(map * 25 + $0) * before.maps + source] }
      return (window, kernel, zip(window, kernel).map(*))
    }
    let own = products(source)
    let sums = (0..<before.maps).map { products($0).products.reduce(0, +) }
    let name = before == .input ? "input" : "\(before.rawValue), map \(source)"
    return [place]
      + sideBySide([
        panel(name, own.window, width: 5), panel("kernel \(map)", own.kernel, width: 5),
        panel("products", own.products, width: 5),
      ]) + [""]
      + sum(sums.map(term) + [term(bias[map])], of: text(sums.reduce(bias[map], +)))
      + [
        "the products' \(before.maps == 1 ? "sum" : "sums, map by map,") and the bias; tanh of that is \(text(number))"
      ]
  }

  /// The largest products, and what the others come to.
  private var connection: [String] {
    guard let before = layer.before, let (weights, bias) = TrainedDigits.parameters(of: layer) else { return [] }
    let products = (0..<before.maps).map { output(before).scalars[$0] * weights.scalars[map * before.maps + $0] }
    let largest = products.indices.sorted { (abs(products[$1]), $0) < (abs(products[$0]), $1) }.prefix(6)
    let rest = products.indices.filter { !largest.contains($0) }.map { products[$0] }.reduce(0, +)
    let table = TextTable(
      rows: largest.map { unit in
        [output(before).scalars[unit], weights.scalars[map * before.maps + unit], products[unit]]
          .map { TextTable.Cell(text($0)) }
      }, header: ["value", "weight", "product"], rowTitles: largest.map { "\(before.rawValue), unit \($0)" })
    let score = products.reduce(bias[map], +)
    let end =
      layer == .f6
      ? "tanh of that is \(text(number))" : "softmax of the ten scores makes \(text(number)) of that"
    return [place] + table.lines() + [
      "the other \(before.maps - largest.count): \(text(rest)); the bias: \(text(bias[map])); all together \(text(score))",
      end,
    ]
  }
}
