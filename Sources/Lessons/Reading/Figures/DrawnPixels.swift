/// A drawing of 32 × 32 pixels of paper or ink as a short text: how many pixels of paper come first, then how many of ink, and so on, row by
/// row, each number a digit to base 36. What follows the last is paper. `state.js` reads the same.
enum DrawnPixels {
  static let count = 32 * 32

  /// The pixels, 1 for ink; empty for `none`, and `nil` if a text is no drawing.
  static func pixels(_ text: String) -> [Double]? {
    if text == "none" { return [] }
    var pixels: [Double] = []
    var isInk = false
    for character in text {
      guard character.isASCII, !character.isUppercase, let length = Int(String(character), radix: 36),
        pixels.count + length <= count
      else { return nil }
      pixels += [Double](repeating: isInk ? 1 : 0, count: length)
      isInk.toggle()
    }
    return pixels + [Double](repeating: 0, count: count - pixels.count)
  }
}
