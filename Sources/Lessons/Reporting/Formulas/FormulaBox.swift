import TextTable

/// Lines of equal width, of which one is level with the formula's other parts.
struct FormulaBox {
  private(set) var lines: [String]
  /// The line, from 0, that is level with what stands beside the box.
  private(set) var level: Int
  let width: Int

  var height: Int { lines.count }

  init(_ lines: [String], level: Int = 0) {
    let widths = lines.map(visibleWidth)
    let width = widths.max() ?? 0
    self.lines = zip(lines, widths).map { $0 + String(repeating: " ", count: width - $1) }
    (self.level, self.width) = (level, width)
  }

  init(_ line: String) { self.init([line]) }

  /// Boxes side by side, level with each other.
  static func beside(_ boxes: [FormulaBox]) -> FormulaBox {
    let above = boxes.map(\.level).max() ?? 0
    let below = boxes.map { $0.height - $0.level }.max() ?? 1
    let lines = (-above..<below).map { row in
      boxes.map { box in
        let index = row + box.level
        return box.lines.indices.contains(index) ? box.lines[index] : String(repeating: " ", count: box.width)
      }.joined()
    }
    return FormulaBox(lines, level: above)
  }

  /// Boxes one below the other, each in the middle; `level` says which of them has the line that is level with what stands beside them.
  static func stacked(_ boxes: [FormulaBox], level: Int) -> FormulaBox {
    let width = boxes.map(\.width).max() ?? 0
    let before = boxes[..<level].reduce(0) { $0 + $1.height }
    return FormulaBox(boxes.flatMap { $0.placed(.centre, in: width).lines }, level: before + boxes[level].level)
  }

  enum Place {
    case left, centre, right
  }

  /// The box with blanks beside it.
  func placed(_ place: Place, in width: Int) -> FormulaBox {
    let room = max(0, width - self.width)
    let before =
      switch place {
      case .left: 0
      case .centre: room / 2
      case .right: room
      }
    let (left, right) = (String(repeating: " ", count: before), String(repeating: " ", count: room - before))
    return FormulaBox(lines.map { left + $0 + right }, level: level)
  }

  /// The box with blank lines above and below, so many lines in all on either side of the level one.
  func heightened(above: Int, below: Int) -> FormulaBox {
    let blank = [String(repeating: " ", count: width)]
    let (more, rest) = (max(0, above - level), max(0, below - (height - level - 1)))
    let lines = Array(repeating: blank, count: more).joined() + lines + Array(repeating: blank, count: rest).joined()
    return FormulaBox(Array(lines), level: level + more)
  }

  // MARK: - Brackets

  /// A bracket as tall as a box.
  static func bracket(_ bracket: String, asTallAs box: FormulaBox) -> FormulaBox {
    guard box.height > 1, let parts = parts[bracket] else {
      let line = bracket.isEmpty ? [] : [bracket]
      return FormulaBox(line.isEmpty ? [""] : line)
    }
    let height = box.height
    let lines = (0..<height).map { row -> String in
      if row == 0 { return parts.top }
      if row == height - 1 { return parts.bottom }
      return height % 2 == 1 && row == height / 2 || height % 2 == 0 && row == (height - 1) / 2
        ? parts.middle : parts.side
    }
    return FormulaBox(lines, level: box.level)
  }

  private static let parts: [String: (top: String, side: String, middle: String, bottom: String)] = [
    "(": ("⎛", "⎜", "⎜", "⎝"), ")": ("⎞", "⎟", "⎟", "⎠"), "[": ("⎡", "⎢", "⎢", "⎣"), "]": ("⎤", "⎥", "⎥", "⎦"),
    "⌊": ("⎢", "⎢", "⎢", "⎣"), "⌋": ("⎥", "⎥", "⎥", "⎦"), "⌈": ("⎡", "⎢", "⎢", "⎢"), "⌉": ("⎤", "⎥", "⎥", "⎥"),
    "{": ("⎧", "⎪", "⎨", "⎩"), "}": ("⎫", "⎪", "⎬", "⎭"), "|": ("│", "│", "│", "│"), "‖": ("║", "║", "║", "║"),
  ]
}
