extension FigureKey {
  /// A network, the drawn digits that it learns from, and how it follows its gradients.
  static let ofTrain = [
    FigureKey(
      "network", .network,
      "input 16x16x1 / conv 8 3x3 padding=same / relu / maxpool 2 / conv 12 3x3 padding=same / relu / maxpool 2 / dense 10 / softmax"
    ),
    FigureKey("digits", .integer(10...5000), "1000"),
    FigureKey("held-out", .integer(10...1000), "300"),
    FigureKey("digits-seed", .integer(0...1_000_000), "1"),
    FigureKey("seed", .integer(0...1_000_000), "1"),
    FigureKey("optimiser", .choice(["descent", "nesterov", "adam", "adamW", "adadelta"]), "adam"),
    FigureKey("rate", .number(0...1000), "0.005"),
    FigureKey("momentum", .number(0...0.999), "0.9"),
    FigureKey("decay", .number(0...10), "0"),
    FigureKey("batch", .integer(1...256), "16"),
    FigureKey("shift", .integer(0...8), "0"),
    FigureKey("mirror", .choice(["no", "yes"]), "no"),
  ]
}

extension FigureState {
  /// How many numbers a batch may be in all layers, and all digits together: what a page has room for.
  private static let mostNumbers = 1 << 23

  var misfitOfTrain: (key: String, FigureComplaint)? {
    let network = network("network")
    let (input, output) = (network.input, network.output)
    if output.count != 1 || output[0] < 10 { return ("network", .noScores(output)) }
    if input[0] != input[1] || !(8...256).contains(input[0]) { return ("network", .noDrawnDigits(input)) }
    let mostDigits = Self.mostNumbers / input.product
    if integer("digits") + integer("held-out") > mostDigits {
      return ("digits", .noRoom(integer("digits"), most: max(0, mostDigits - integer("held-out"))))
    }
    let mostImages = Self.mostNumbers / network.numberCount
    return integer("batch") > mostImages ? ("batch", .noRoom(integer("batch"), most: mostImages)) : nil
  }
}
