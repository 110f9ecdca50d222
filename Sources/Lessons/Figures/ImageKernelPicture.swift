import MiniCNN
import Reading
import TextTable

/// A picture before and after a kernel, and the sum at one pixel.
struct ImageKernelPicture {
  private let state: FigureState
  private let kernel: Tensor
  private let picture: Tensor

  init(_ state: FigureState) {
    self.state = state
    kernel = Self.weights(of: state)
    let colours = Tensor.landscape(height: state.integer("height"), width: state.pictureWidth)
    // The text shows one channel: shades of grey, whatever the browser shows.
    picture = colours.grey().map { $0.rounded() }
  }

  /// The kernel's numbers, divided by the divisor.
  private static func weights(of state: FigureState) -> Tensor {
    let own = state.arrays("kernel").first.map { Tensor(shape: [$0.height, $0.width], scalars: $0.scalars) }
    let named: Tensor? =
      switch state.choice("kernel") {
      case "sharpen": ImageKernel.sharpen.weights
      case "box-blur-3": ImageKernel.boxBlur(3).weights
      case "box-blur-5": ImageKernel.boxBlur(5).weights
      case "edge-enhance": ImageKernel.edgeEnhance.weights
      case "emboss": ImageKernel.emboss.weights
      case "sobel-vertical": ImageKernel.sobelVertical.weights
      case "sobel-horizontal": ImageKernel.sobelHorizontal.weights
      default: nil
      }
    return (own ?? named ?? Tensor(shape: [1, 1], scalars: [1])) / state.number("divisor")
  }

  var lines: [String] {
    let filtered = picture.filtered(by: ImageKernel(kernel))
    let (row, column) = (state.integer("row"), state.integer("column"))
    let (height, width) = (kernel.height, kernel.width)
    let patch = (0..<height * width).map { place in
      pixel(row + place / width - height / 2, column + place % width - width / 2)
    }
    let products = zip(patch, kernel.scalars).map { $0 * $1 }
    let result = products.reduce(0, +)
    let after = filtered.scalars[row * picture.width + column]
    let clipped = abs(after - result) > 1e-9 ? ", clipped to \(NumberText.text(of: after))" : ""
    return sideBySide([small(picture), small(filtered)]) + [""]
      + sideBySide([
        panel("pixels", patch, width: width), panel("kernel", kernel.scalars, width: width),
        panel("products", products, width: width),
      ]) + ["", "row \(row), column \(column): the products' sum is \(NumberText.text(of: result))\(clipped)"]
  }

  private func pixel(_ row: Int, _ column: Int) -> Double {
    (0..<picture.height).contains(row) && (0..<picture.width).contains(column)
      ? picture.scalars[row * picture.width + column] : 0
  }

  /// The picture in 48 columns, bright places full.
  private func small(_ picture: Tensor) -> [String] {
    let (columns, rows) = (44, 15)
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    return (0..<rows).map { row in
      let line = (0..<columns).map { column -> Character in
        let rowRange =
          row * picture.height / rows..<max(row * picture.height / rows + 1, (row + 1) * picture.height / rows)
        let columnRange =
          column * picture.width
          / columns..<max(
            column * picture.width / columns + 1, (column + 1) * picture.width / columns)
        let values = rowRange.flatMap { row in columnRange.map { picture.scalars[row * picture.width + $0] } }
        let mean = values.reduce(0, +) / Double(values.count)
        return shades[min(4, Int(mean / 256 * 5))]
      }
      return "│" + String(line) + "│"
    }
  }
}
