import MiniCNN
import Reading
import TextTable

/// A channel of an early, a middle or a late layer: its map of a digit, its kernels, and what excites it most.
struct HierarchyPicture {
  private let layer: DigitLayer
  private let channel: Int
  private let source: Int
  private let picture: Tensor

  init(_ state: FigureState) {
    (layer, channel, source) = (state.digitLayer, state.integer("channel"), state.integer("source"))
    picture = TrainedDigits.picture(state)
  }

  var lines: [String] {
    sideBySide([["input, 32 × 32"] + shades(picture.channel(0), range: 0...1), map], gap: 4) + [""] + kernels + [""]
      + patches
  }

  private var map: [String] {
    guard let output = TrainedDigits.outputs(for: picture)[layer] else { return [] }
    let name = "\(layer.rawValue), channel \(channel)"
    guard layer.side > 1 else { return ["\(name): \(NumberText.text(of: output.scalars[channel]))"] }
    return ["\(name), \(layer.side) × \(layer.side)"] + shades(output.channel(channel), range: -1...1)
  }

  private var kernels: [String] {
    guard let (weights, _) = TrainedDigits.parameters(of: layer), let before = layer.before else { return [] }
    let kernel = weights.row(channel)
    guard before.maps > 1 else { return panel("its kernel", kernel.scalars, width: 5) }
    let largest = kernel.scalars.map { abs($0) }.max() ?? 1
    let panels = (0..<before.maps).map {
      ["\(before.rawValue), map \($0)"]
        + kernel.channel($0).shaded(range: -largest...largest, cells: .large).split(separator: "\n").dropLast()
        .map(String.init)
    }
    let rows = stride(from: 0, to: panels.count, by: 6).flatMap {
      sideBySide(Array(panels[$0..<min($0 + 6, panels.count)]), gap: 2)
    }
    let text = NumberText.text(of: largest)
    return ["its kernels, one for each map before; from -\(text), light, to \(text), dark"] + rows
      + panel("that for map \(source)", kernel.channel(source).scalars, width: 5)
  }

  private var patches: [String] {
    let patches = ExcitingPatches.of(layer, channel: channel, count: 6)
    let digits = ExcitingPatches.digits
    let pictures = patches.prefix(layer == .c5 ? 2 : 5).map { patch in
      ["picture \(patch.image)"] + shades(patch.seen, range: 0...1).dropLast()
    }
    let table = TextTable(
      rows: patches.map { patch in
        ["\(digits.labels[patch.image])", "\(patch.row)", "\(patch.column)", NumberText.text(of: patch.number)]
          .map { TextTable.Cell($0) }
      }, header: ["digit", "row", "column", "sum before tanh"], rowTitles: patches.map { "picture \($0.image)" })
    return ["of a hundred digits these parts excite it most"] + sideBySide(pictures, gap: 2) + table.lines()
  }
}
