import Glibc
import Reading
import TextTable

/// A small network's values, the slopes of its loss by each of them, and the same slopes by finite differences.
struct BackpropagationPicture {
  private let network: SmallNetwork

  init(_ state: FigureState) { network = SmallNetwork(state) }

  var lines: [String] {
    let values = network.values
    let slopes = network.slopes
    let rows = network.names.map { name in
      [values[name] ?? 0, slopes[name] ?? 0, network.difference(name)]
    }
    let columns = (0..<3).map { column in NumberText.texts(of: rows.map { $0[column] }) }
    let cells = rows.indices.map { row in
      [TextTable.Cell(network.formula(of: network.names[row]))] + columns.map { TextTable.Cell($0[row]) }
    }
    return TextTable(
      rows: cells, header: ["is", "value", "slope of L", "by difference"], rowTitles: network.names
    ).lines()
  }
}

/// Inputs x, hidden sums z = W·x + b with activations a, an output y = v·a + c, and the loss L = (y − t)².
struct SmallNetwork {
  private let inputCount: Int
  private let hiddenCount: Int
  private let activation: String
  private let target: Double
  /// What nothing in the network computes: inputs, weights and biases, by name.
  private var given: [String: Double] = [:]
  /// The names in the order of computation.
  let names: [String]

  init(_ state: FigureState) {
    let hidden = state.arrays("hidden")[0]
    (inputCount, hiddenCount) = (hidden.width, hidden.height)
    activation = state.choice("activation")
    target = state.number("target")
    var names: [String] = []
    func add(_ name: String, _ value: Double) -> (String, Double) {
      names.append(name)
      return (name, value)
    }
    var given = state.numbers("inputs").enumerated().map { add("x\($0.offset)", $0.element) }
    for unit in 0..<hiddenCount {
      given += (0..<inputCount).map { add("w\(unit)\($0)", hidden.scalar(unit, $0)) }
      given.append(add("b\(unit)", state.numbers("hidden-bias")[unit]))
    }
    given += state.numbers("output").enumerated().map { add("v\($0.offset)", $0.element) }
    given.append(add("c", state.number("output-bias")))
    self.given = Dictionary(uniqueKeysWithValues: given)
    self.names = names + (0..<hiddenCount).flatMap { ["z\($0)", "a\($0)"] } + ["y", "L"]
  }

  var values: [String: Double] { values(given) }

  /// What each name stands for.
  func formula(of name: String) -> String {
    let unit = name.dropFirst()
    switch name.first {
    case "z": return (0..<inputCount).map { "w\(unit)\($0)·x\($0) + " }.joined() + "b\(unit)"
    case "a": return "\(activation)(z\(unit))"
    case "y": return (0..<hiddenCount).map { "v\($0)·a\($0) + " }.joined() + "c"
    case "L": return "(y − \(term(target)))²"
    case "x": return "input"
    case "b", "c": return "bias"
    default: return "weight"
    }
  }

  private func values(_ given: [String: Double]) -> [String: Double] {
    var values = given
    func value(_ name: String) -> Double { values[name] ?? 0 }
    for unit in 0..<hiddenCount {
      let sum = (0..<inputCount).map { value("w\(unit)\($0)") * value("x\($0)") }.reduce(value("b\(unit)"), +)
      values["z\(unit)"] = sum
      values["a\(unit)"] = activated(sum).value
    }
    let output = (0..<hiddenCount).map { value("v\($0)") * value("a\($0)") }.reduce(value("c"), +)
    values["y"] = output
    values["L"] = (output - target) * (output - target)
    return values
  }

  /// The derivative of the loss by each name: the chain rule, from the loss back.
  var slopes: [String: Double] {
    let values = values
    func value(_ name: String) -> Double { values[name] ?? 0 }
    let ofOutput = 2 * (value("y") - target)
    var slopes = ["L": 1, "y": ofOutput, "c": ofOutput]
    for unit in 0..<hiddenCount {
      let ofActivation = ofOutput * value("v\(unit)")
      let ofSum = ofActivation * activated(value("z\(unit)")).slope
      slopes["v\(unit)"] = ofOutput * value("a\(unit)")
      slopes["a\(unit)"] = ofActivation
      slopes["z\(unit)"] = ofSum
      slopes["b\(unit)"] = ofSum
      for input in 0..<inputCount {
        slopes["w\(unit)\(input)"] = ofSum * value("x\(input)")
        slopes["x\(input)", default: 0] += ofSum * value("w\(unit)\(input)")
      }
    }
    return slopes
  }

  /// The same derivative by moving the number a little up and a little down; what is computed is moved where it stands.
  func difference(_ name: String) -> Double {
    let step = 1e-5
    return (loss(moving: name, by: step) - loss(moving: name, by: -step)) / (2 * step)
  }

  private func loss(moving name: String, by step: Double) -> Double {
    if let value = given[name] {
      var moved = given
      moved[name] = value + step
      return values(moved)["L"] ?? 0
    }
    var values = values
    values[name, default: 0] += step
    func value(_ name: String) -> Double { values[name] ?? 0 }
    if name == "L" { return value("L") }
    let unit = name.dropFirst()
    if name.hasPrefix("z") { values["a\(unit)"] = activated(value(name)).value }
    if name != "y" {
      values["y"] = (0..<hiddenCount).map { value("v\($0)") * value("a\($0)") }.reduce(value("c"), +)
    }
    return (value("y") - target) * (value("y") - target)
  }

  private func activated(_ sum: Double) -> (value: Double, slope: Double) {
    switch activation {
    case "relu": return (max(0, sum), sum > 0 ? 1 : 0)
    case "tanh":
      let value = tanh(sum)
      return (value, 1 - value * value)
    default:
      let value = 1 / (1 + exp(-sum))
      return (value, value * (1 - value))
    }
  }
}
