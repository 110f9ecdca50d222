/// A square picture of one channel that is drawn on with a round pen: 0 is paper, 1 is ink.
struct Sheet {
  let size: Int
  private(set) var pixels: [Double]

  init(size: Int) {
    self.size = size
    pixels = Array(repeating: 0, count: size * size)
  }

  /// Draws a smooth line through points.
  /// - Parameters:
  ///   - points: In units of the sheet's height.
  ///   - radii: Half of the line's width at its start and at its end, in the same unit.
  ///   - ink: The value of pixels that are wholly covered.
  mutating func draw(_ points: [Point], radii: (start: Double, end: Double), ink: Double) {
    let line = Self.smooth(points)
    let scale = Double(size)
    for (index, (from, to)) in zip(line, line.dropFirst()).enumerated() {
      let progress = (Double(index) + 0.5) / Double(line.count - 1)
      let radius = radii.start + (radii.end - radii.start) * progress
      drawSegment(from: from * scale, to: to * scale, radius: radius * scale, ink: ink)
    }
  }

  /// Draws a straight line between two places, in pixels. A pixel's share of ink falls from 1 to 0 across the line's edge.
  private mutating func drawSegment(from: Point, to: Point, radius: Double, ink: Double) {
    let reach = radius + 1
    let rows = range(Swift.min(from.y, to.y) - reach, Swift.max(from.y, to.y) + reach)
    let columns = range(Swift.min(from.x, to.x) - reach, Swift.max(from.x, to.x) + reach)
    let along = to - from
    let squaredLength = Swift.max(along.x * along.x + along.y * along.y, 1e-12)
    for row in rows {
      for column in columns {
        let offset = Point(x: Double(column) + 0.5, y: Double(row) + 0.5) - from
        let share = Swift.max(0, Swift.min(1, (offset.x * along.x + offset.y * along.y) / squaredLength))
        let gap = offset - along * share
        let distance = (gap.x * gap.x + gap.y * gap.y).squareRoot()
        let coverage = Swift.max(0, Swift.min(1, radius - distance + 0.5)) * ink
        // The segments of one line overlap: ink upon ink is no darker.
        if coverage > pixels[row * size + column] { pixels[row * size + column] = coverage }
      }
    }
  }

  /// The rows or columns between two places that are on the sheet.
  private func range(_ low: Double, _ high: Double) -> Range<Int> {
    let first = Swift.max(0, Swift.min(Double(size), low.rounded(.down)))
    return Int(first)..<Int(Swift.max(first, Swift.min(Double(size), high.rounded(.up))))
  }

  /// Changes each pixel by a random amount, and keeps it between 0 and 1.
  mutating func addNoise(_ amount: Double, using generator: inout SeededGenerator) {
    for place in pixels.indices {
      let noisy = pixels[place] + amount * (2 * generator.uniform() - 1)
      pixels[place] = Swift.max(0, Swift.min(1, noisy))
    }
  }

  /// Points on the curve through given points: cubic pieces whose direction at each point is that from its neighbour before to its
  /// neighbour after; see Catmull and Rom, "A class of local interpolating splines" (1974).
  private static func smooth(_ points: [Point]) -> [Point] {
    let pieces = 6
    var line: [Point] = []
    line.reserveCapacity(points.count * pieces)
    for index in points.indices.dropLast() {
      let (start, end) = (points[index], points[index + 1])
      let before = index > 0 ? points[index - 1] : start
      let after = index + 2 < points.count ? points[index + 2] : end
      let (leaving, arriving) = ((end - before) * 0.5, (after - start) * 0.5)
      for piece in 0..<pieces {
        let t = Double(piece) / Double(pieces)
        let s = 1 - t
        line.append(
          start * (s * s * (1 + 2 * t)) + leaving * (s * s * t) + end * (t * t * (3 - 2 * t)) - arriving * (t * t * s))
      }
    }
    if let last = points.last { line.append(last) }
    return line
  }
}
