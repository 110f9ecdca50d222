extension LabelledImages {
  /// Draws digits that look handwritten: strokes of our own, which chance bends, slants, turns, scales, moves, thickens and blots.
  ///
  /// Every ten digits are 0 to 9 in random order. The same seed gives the same digits everywhere, and more of them begin with the same
  /// ones.
  /// - Parameters:
  ///   - count: How many to draw.
  ///   - size: The height and width of each image; 28 as in MNIST, or 32 as LeNet-5 takes them.
  ///   - seed: Chooses among all possible sets of digits.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Images of one channel, from 0 for the paper to 1 for the ink.
  /// - Complexity: O(*count* · *size*²); some thousand digits in a tenth of a second.
  public static func drawnDigits(
    count: Int, size: Int = 28, seed: UInt64 = 1, file: StaticString = #filePath, line: UInt = #line
  ) -> LabelledImages {
    guard (0...1 << 24).contains(count), (8...1024).contains(size) else {
      stop(
        "cannot draw \(count) digits of size \(size): at least 0 and at most 2²⁴ of them, of 8 to 1024 pixels", file,
        line)
    }
    var generator = SeededGenerator(seed: seed)
    var scalars: [Double] = []
    scalars.reserveCapacity(count * size * size)
    var labels: [Int] = []
    while labels.count < count {
      for digit in generator.shuffledIndices(count: 10).prefix(count - labels.count) {
        scalars += drawing(of: digit, size: size, using: &generator)
        labels.append(digit)
      }
    }
    return LabelledImages(
      images: Tensor(shape: [count, size, size, 1], scalars: scalars), labels: labels,
      classes: (0...9).map(String.init))
  }

  private static func drawing(of digit: Int, size: Int, using generator: inout SeededGenerator) -> [Double] {
    let hand = DigitHand(using: &generator)
    let glyphs = Glyph.byDigit[digit]
    let glyph = glyphs[generator.integer(below: glyphs.count)]
    var sheet = Sheet(size: size)
    for stroke in hand.placed(glyph, using: &generator) { sheet.draw(stroke, radii: hand.radii, ink: hand.ink) }
    sheet.addNoise(hand.noise, using: &generator)
    return sheet.pixels
  }
}
