import MiniCNN

/// Prints a tensor as a picture, as `Tensor.shaded` draws it; where a page shows the lesson, in greys: the higher a number, the lighter.
///
/// - Parameters:
///   - tensor: One map, height × width, or the channels of images, which stand side by side.
///   - range: What the darkest and the lightest grey stand for; by default the range of each map by itself.
///   - cells: How large a cell is in characters.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
public func draw(
  _ tensor: Tensor, range: ClosedRange<Double>? = nil, cells: PictureCells = .automatic, file: StaticString = #filePath,
  line: UInt = #line
) {
  let text = tensor.shaded(range: range, cells: cells, file: file, line: line)
  display(picture(of: tensor, range: range), text)
}

/// What `draw` draws of a tensor; of very many maps the first, as `shaded` does.
package func picture(of tensor: Tensor, range: ClosedRange<Double>?) -> Picture {
  Picture(tensor.scalars.isEmpty ? [] : Array(panels(of: tensor).prefix(64)), range: range)
}

/// Each channel of each image by itself, with its name where there are several.
private func panels(of tensor: Tensor) -> [Picture.Panel] {
  switch tensor.shape.rank {
  case 0, 1: return [Picture.Panel(tensor.reshaped(to: [1, tensor.scalars.count]))]
  case 2: return [Picture.Panel(tensor)]
  case 3 where tensor.channels == 1: return [Picture.Panel(tensor.channel(0))]
  case 3: return (0..<tensor.channels).map { Picture.Panel(tensor.channel($0), caption: "channel \($0)") }
  default:
    return (0..<tensor.shape[0]).flatMap { image in
      let own = panels(of: tensor.row(image))
      return own.map { Picture.Panel($0.map, caption: $0.caption.isEmpty ? "\(image)" : "\(image), \($0.caption)") }
    }
  }
}
