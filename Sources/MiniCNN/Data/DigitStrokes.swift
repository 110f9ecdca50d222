/// A place in a picture: x to the right, y down.
struct Point {
  var x: Double
  var y: Double

  static func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }
  static func - (left: Point, right: Point) -> Point { Point(x: left.x - right.x, y: left.y - right.y) }
  static func * (point: Point, factor: Double) -> Point { Point(x: point.x * factor, y: point.y * factor) }
}

/// One way to write a digit: pen strokes on a sheet from (0, 0), top left, to (1, 1).
struct Glyph {
  /// Each stroke is a smooth line through its points. Where the pen turns a corner, a new stroke begins at the same place.
  var strokes: [[Point]]

  /// - Parameter strokes: For each stroke the coordinates x and y of its points, in percent of the sheet, in turn.
  init(_ strokes: [Int]...) {
    self.strokes = strokes.map { numbers in
      stride(from: 0, to: numbers.count - 1, by: 2).map { place in
        Point(x: Double(numbers[place]) / 100, y: Double(numbers[place + 1]) / 100)
      }
    }
  }

  /// The ways in which people write each digit, of which each is as likely as the others of that digit.
  static let byDigit = [zeros, ones, twos, threes, fours, fives, sixes, sevens, eights, nines]

  /// Closed, and with ends that cross.
  private static let zeros: [Glyph] = [
    Glyph([55, 0, 20, 14, 0, 50, 18, 87, 50, 100, 84, 87, 100, 50, 82, 13, 52, 0]),
    Glyph([74, 8, 38, 1, 8, 28, 3, 68, 38, 100, 80, 87, 98, 50, 84, 15, 56, 3]),
    Glyph([40, 2, 8, 30, 6, 72, 40, 100, 82, 80, 96, 40, 76, 6, 42, 0, 30, 12]),
  ]

  /// A bare line, with a flag, with flag and foot.
  private static let ones: [Glyph] = [
    Glyph([52, 0, 50, 50, 49, 100]),
    Glyph([24, 26, 42, 14, 56, 0], [56, 0, 55, 50, 54, 100]),
    Glyph([22, 22, 40, 12, 52, 0], [52, 0, 52, 50, 52, 100], [18, 100, 50, 99, 86, 100]),
    Glyph([56, 0, 51, 50, 44, 100]),
  ]

  /// With a corner at the foot, with a loop, and with a wave.
  private static let twos: [Glyph] = [
    Glyph([8, 22, 30, 2, 72, 4, 88, 28, 66, 58, 30, 84, 4, 100], [4, 100, 50, 98, 97, 99]),
    Glyph([8, 24, 32, 2, 74, 5, 86, 30, 66, 60, 34, 88, 8, 95, 6, 80, 28, 78, 60, 94, 100, 95]),
    Glyph([4, 14, 40, 0, 82, 12, 80, 40, 46, 70, 4, 97], [4, 97, 28, 88, 62, 98, 98, 88]),
  ]

  /// Round, and with a flat top.
  private static let threes: [Glyph] = [
    Glyph([10, 15, 42, 0, 82, 10, 80, 34, 40, 47], [40, 47, 84, 57, 94, 82, 56, 100, 4, 88]),
    Glyph([8, 3, 50, 2, 88, 1], [88, 1, 66, 20, 42, 40], [42, 40, 86, 48, 94, 80, 52, 100, 4, 88]),
    Glyph([14, 8, 60, 0, 80, 20, 60, 42, 34, 46, 66, 50, 92, 72, 62, 98, 6, 94]),
  ]

  /// Open with a bar, closed, and open with a curve.
  private static let fours: [Glyph] = [
    Glyph([22, 0, 14, 32, 5, 60], [5, 60, 50, 59, 97, 56], [76, 12, 73, 55, 68, 100]),
    Glyph([74, 0, 40, 34, 2, 68], [2, 68, 50, 68, 100, 67], [74, 0, 74, 50, 73, 100]),
    Glyph([12, 2, 6, 32, 26, 52, 82, 46], [90, 0, 86, 44, 76, 100]),
  ]

  /// With corners, in one curve, and with a cap of its own.
  private static let fives: [Glyph] = [
    Glyph([92, 0, 55, 1, 20, 2], [20, 2, 16, 22, 12, 45], [12, 45, 55, 36, 95, 62, 76, 95, 36, 100, 2, 88]),
    Glyph([92, 4, 50, 2, 22, 14, 18, 38, 56, 46, 92, 68, 70, 97, 8, 94]),
    Glyph([22, 4, 18, 24, 15, 42], [15, 42, 58, 36, 92, 60, 80, 92, 40, 100, 4, 90], [22, 4, 56, 3, 98, 0]),
  ]

  /// Bent, and with a straight stem.
  private static let sixes: [Glyph] = [
    Glyph([82, 2, 42, 18, 8, 60, 20, 93, 55, 100, 92, 80, 80, 55, 44, 51, 10, 72]),
    Glyph([58, 0, 26, 32, 5, 70, 24, 98, 70, 97, 95, 76, 66, 57, 26, 66, 9, 84]),
    Glyph([50, 0, 16, 36, 4, 74, 34, 100, 78, 92, 86, 66, 56, 54, 14, 74]),
  ]

  /// Plain, with a bar, and with a serif.
  private static let sevens: [Glyph] = [
    Glyph([0, 5, 48, 3, 95, 2], [95, 2, 62, 45, 38, 100]),
    Glyph([2, 6, 48, 3, 96, 2], [96, 2, 66, 46, 46, 100], [28, 52, 58, 49, 90, 47]),
    Glyph([4, 20, 6, 10, 8, 3], [8, 3, 50, 6, 96, 0], [96, 0, 58, 40, 48, 100]),
    Glyph([0, 8, 40, 2, 84, 4, 86, 22, 62, 56, 44, 100]),
  ]

  /// In one stroke, of two rings, and begun at the waist.
  private static let eights: [Glyph] = [
    Glyph([82, 14, 46, 0, 12, 18, 44, 44, 90, 76, 50, 100, 8, 78, 46, 48, 86, 22, 78, 8]),
    Glyph([50, 46, 18, 26, 46, 0, 82, 22, 50, 46], [50, 46, 4, 74, 48, 100, 94, 74, 50, 46]),
    Glyph([88, 8, 44, 2, 18, 22, 52, 44, 82, 74, 44, 100, 10, 78, 40, 52, 92, 10]),
  ]

  /// With a straight stem, with a bent one, and in one curve.
  private static let nines: [Glyph] = [
    Glyph([88, 18, 52, 0, 12, 20, 22, 48, 62, 48, 88, 20], [88, 20, 84, 60, 76, 100]),
    Glyph([88, 22, 54, 0, 12, 18, 20, 46, 60, 48, 90, 18], [90, 18, 92, 56, 68, 94, 18, 97]),
    Glyph([84, 12, 40, 2, 10, 28, 40, 52, 82, 32, 86, 10, 80, 54, 52, 100]),
  ]
}
