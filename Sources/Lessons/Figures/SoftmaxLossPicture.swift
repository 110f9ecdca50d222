import MiniCNN
import Reading
import TextTable

/// Scores, what softmax makes of them, and two losses with their gradients; then two networks by three measures.
struct SoftmaxLossPicture {
  private let state: FigureState

  init(_ state: FigureState) { self.state = state }

  var lines: [String] { ofScores + [""] + ofNetworks }

  private var ofScores: [String] {
    let (classes, scores) = (state.names("classes"), state.numbers("scores"))
    let right = classes.firstIndex(of: state.names("target")[0]) ?? 0
    let targets = classes.indices.map { $0 == right ? 1.0 : 0 }
    let probabilities = Tensor(scores).softmax().scalars
    let errors = zip(probabilities, targets).map { $0 - $1 }
    // d/dz_i Σ (p_j − t_j)² = 2 p_i (e_i − Σ_j p_j e_j), with e = p − t: the square's slope through softmax.
    let mean = zip(probabilities, errors).map(*).reduce(0, +)
    let squareSlopes = zip(probabilities, errors).map { 2 * $0 * ($1 - mean) }
    let columns = [scores, probabilities, targets, errors, squareSlopes].map { NumberText.texts(of: $0) }
    let table = TextTable(
      rows: classes.indices.map { row in columns.map { TextTable.Cell($0[row], isMarked: row == right) } },
      header: ["score", "softmax", "target", "cross-entropy's slope", "squared error's slope"], rowTitles: classes)
    let prediction = Tensor(shape: [1, classes.count], scalars: probabilities)
    let target = Tensor(shape: [1, classes.count], scalars: targets)
    return table.lines() + [
      "",
      "cross-entropy: −log \(NumberText.text(of: probabilities[right])) = "
        + NumberText.text(of: crossEntropy(of: prediction, targets: target)),
      "squared error: \(NumberText.text(of: meanSquaredError(of: prediction, targets: target)))",
    ]
  }

  private var ofNetworks: [String] {
    let networks = state.arrays("networks")
    let rows = state.numbers("targets").map(Int.init)
    let width = networks[0].width
    let targets = Tensor(
      shape: [rows.count, width], scalars: rows.flatMap { row in (0..<width).map { $0 == row ? 1 : 0 } })
    let predictions = networks.map { Tensor(shape: [rows.count, width], scalars: $0.scalars) }
    let measures: [(String, (Tensor) -> Double)] = [
      ("classification error", { classificationError(of: $0, targets: targets) }),
      ("mean squared error", { meanSquaredError(of: $0, targets: targets) }),
      ("cross-entropy", { crossEntropy(of: $0, targets: targets) }),
    ]
    let table = TextTable(
      rows: measures.map { measure in predictions.map { TextTable.Cell(NumberText.text(of: measure.1($0))) } },
      header: ["NN1", "NN2"], rowTitles: measures.map(\.0))
    let right = rows.enumerated().map { $0.offset * width + $0.element }
    return sideBySide([
      panel("NN1 predicts", networks[0].scalars, width: width, marked: Set(right)),
      panel("NN2 predicts", networks[1].scalars, width: width, marked: Set(right)), table.lines(),
    ])
  }
}
