extension FigureKey {
  /// A network of two layers: `hidden` has a row of weights for each hidden unit, `output` one weight for each.
  static let ofBackpropagation = [
    FigureKey("inputs", .numbers(1...3), "1 -2"),
    FigureKey("hidden", .arrays(ArrayBounds(side: 3, channels: 1, count: 1)), "0.5 -1 / 1 0.25"),
    FigureKey("hidden-bias", .numbers(1...3), "0.5 -1"),
    FigureKey("activation", .choice(["relu", "sigmoid", "tanh"]), "sigmoid"),
    FigureKey("output", .numbers(1...3), "2 -1"),
    FigureKey("output-bias", .number(-1e6...1e6), "0.5"),
    FigureKey("target", .number(-1e6...1e6), "1"),
    FigureKey("step", .integer(1...100), "1"),
  ]
}

extension FigureState {
  var misfitOfBackpropagation: (key: String, FigureComplaint)? {
    let hidden = arrays("hidden")[0]
    if hidden.width != numbers("inputs").count {
      return ("hidden", .otherCountThan(hidden.width, of: "input", expected: numbers("inputs").count))
    }
    for key in ["hidden-bias", "output"] where numbers(key).count != hidden.height {
      return (key, .otherCountThan(numbers(key).count, of: "hidden unit", expected: hidden.height))
    }
    // Each hidden unit has a sum and an activation; then come the output and the loss; then all of it back.
    let last = 2 * (2 * hidden.height + 2)
    return integer("step") > last ? ("step", .noSuchStep(integer("step"), last: last)) : nil
  }
}
