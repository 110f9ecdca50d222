import TextTable

extension FigureKey {
  /// Scores of classes of which `target` is the right one; and two networks' predictions for the same examples, a row each.
  static let ofSoftmaxLoss = [
    FigureKey("classes", .names(2...6), "dog cat bird fish frog"),
    FigureKey("scores", .numbers(2...6), "1.3 5.1 2.2 0.7 1.1"),
    FigureKey("target", .names(1...1), "cat"),
    FigureKey(
      "networks", .arrays(ArrayBounds(side: 6, channels: 1, count: 2)),
      "0.9 0.1 / 0.1 0.9 / 0.4 0.6 ; 0.6 0.4 / 0.3 0.7 / 0.1 0.9"),
    FigureKey("targets", .numbers(1...6), "0 1 0"),
  ]
}

extension FigureState {
  var misfitOfSoftmaxLoss: (key: String, FigureComplaint)? {
    let (classes, scores, target) = (names("classes"), numbers("scores"), names("target")[0])
    if scores.count != classes.count {
      return ("scores", .otherCountThan(scores.count, of: "class", expected: classes.count))
    }
    if !classes.contains(target) { return ("target", .noSuchClass(target, among: classes, meant: nil)) }
    let networks = arrays("networks")
    if networks.count != 2 { return ("networks", .otherCountThan(networks.count, of: "network", expected: 2)) }
    for network in networks {
      for row in 0..<network.height {
        let numbers = (0..<network.width).map { network.scalar(row, $0) }
        // A logarithm of nothing is infinite.
        guard numbers.allSatisfy({ $0 > 0 }), abs(numbers.reduce(0, +) - 1) < 1e-6 else {
          return ("networks", .noProbabilities(row: row))
        }
      }
    }
    let targets = numbers("targets")
    if targets.count != networks[0].height {
      return ("targets", .otherCountThan(targets.count, of: "row", expected: networks[0].height))
    }
    for target in targets where !(0..<networks[0].width).map(Double.init).contains(target) {
      return ("targets", .noInteger(NumberText.text(of: target), 0...networks[0].width - 1))
    }
    return nil
  }
}
