/// A grid of dots, several of which make a character in Braille, and one in ASCII.
struct PlotCanvas {
  let columns: Int
  let rows: Int
  let characters: PictureCharacters
  /// In Braille the dots of each character, one bit each; in ASCII the character itself.
  private var cells: [UInt32]

  init(columns: Int, rows: Int, characters: PictureCharacters) {
    (self.columns, self.rows) = (columns, rows)
    self.characters = characters
    cells = Array(repeating: 0, count: columns * rows)
  }

  private var isBraille: Bool { characters == .unicode }

  /// How many dots there are across.
  var dotColumns: Int { isBraille ? 2 * columns : columns }
  /// How many dots there are from top to bottom.
  var dotRows: Int { isBraille ? 4 * rows : rows }

  /// The line of text in which a dot lies.
  func row(ofDot dot: Int) -> Int { isBraille ? dot / 4 : dot }
  /// The column of text in which a dot lies.
  func column(ofDot dot: Int) -> Int { isBraille ? dot / 2 : dot }

  /// The row of dots for a height from 0 at the bottom to 1 at the top.
  func dotRow(of fraction: Double) -> Int { Int(((1 - fraction) * Double(dotRows - 1)).rounded()) }

  /// Sets a dot.
  /// - Parameters:
  ///   - x: From 0 at the left.
  ///   - y: From 0 at the top.
  ///   - letter: What stands for it in ASCII.
  mutating func draw(x: Int, y: Int, letter: Unicode.Scalar) {
    guard isBraille else {
      cells[y * columns + x] = letter.value
      return
    }
    // Braille numbers the upper three dots down the left and then the right column, and the lowest two after those.
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    cells[y / 4 * columns + x / 2] |= bits[y % 4 * 2 + x % 2]
  }

  /// One line of text.
  func text(ofRow row: Int) -> String {
    String(
      cells[row * columns..<(row + 1) * columns].map { cell in
        guard cell != 0, let scalar = Unicode.Scalar(isBraille ? 0x2800 + cell : cell) else { return " " }
        return Character(scalar)
      })
  }
}
