import Reading
import TextTable

/// A figure as text: what stands in a lesson below its block, on paper, and in a browser that runs no scripts.
///
/// The numbers are MiniCNN's, as those of the moving figure are.
package struct StaticFigure {
  /// Lines, each ended by `\n`.
  package let text: String

  /// - Parameter state: One that was read without a fault, or a figure's usual one.
  package init(_ state: FigureState) {
    let lines =
      switch state.kind {
      case .convolution: ConvolutionPicture(state).lines
      case .pooling: PoolingPicture(state).lines
      case .softmaxLoss: SoftmaxLossPicture(state).lines
      case .imageKernel: ImageKernelPicture(state).lines
      case .receptiveField: ReceptiveFieldPicture(state).lines
      case .backpropagation: BackpropagationPicture(state).lines
      case .readDigit: ReadDigitPicture(state).lines
      case .hierarchy: HierarchyPicture(state).lines
      case .train: TrainPicture(state).lines
      }
    text = lines.map { $0 + "\n" }.joined()
  }
}

// MARK: - What several of them show

/// An array of height × width under a title, some of its numbers marked.
func panel(_ title: String, _ numbers: [Double], width: Int, marked: Set<Int> = []) -> [String] {
  [title] + TensorText(shape: [numbers.count / max(1, width), width], scalars: numbers, marked: marked).lines()
}

/// A number as a factor or a term: in parentheses if it is negative.
func term(_ number: Double) -> String {
  let text = NumberText.text(of: number)
  return text.hasPrefix("-") ? "(\(text))" : text
}

/// A sum in lines of at most so many columns, each but the first with the sign at its beginning.
func sum(_ terms: [String], of result: String, width: Int = 96) -> [String] {
  var lines = [""]
  for (index, term) in terms.enumerated() {
    let piece = index == 0 ? term : " + " + term
    if lines[lines.count - 1].count + piece.count > width {
      lines.append("  + " + term)
    } else {
      lines[lines.count - 1] += piece
    }
  }
  lines[lines.count - 1] += " = " + result
  return lines
}
