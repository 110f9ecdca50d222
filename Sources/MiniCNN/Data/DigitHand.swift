/// How one digit comes out of one hand: everything that chance decides about it but its strokes.
struct DigitHand {
  /// How far each point of a stroke strays from its place, as a share of the sheet.
  private let wobble: Double
  /// Width to height.
  private let aspect: Double
  /// Steps to the right for each step up.
  private let slant: Double
  /// In whole turns.
  private let rotation: Double
  /// The digit's height, as a share of the picture's.
  private let scale: Double
  /// How far the digit's middle is from the picture's, as a share of its height.
  private let shift: Point
  /// Half of the line's width, as a share of the picture's height, at the start and at the end of each stroke.
  let radii: (start: Double, end: Double)
  /// From 0 to 1.
  let ink: Double
  /// The largest random deviation of a pixel.
  let noise: Double

  init(using generator: inout SeededGenerator) {
    wobble = generator.uniform(from: 0.01, to: 0.046)
    aspect = generator.uniform(from: 0.48, to: 0.86)
    slant = generator.normal(mean: 0.12, deviation: 0.16).clamped(to: 0.5)
    rotation = generator.normal(deviation: 0.014).clamped(to: 0.04)
    scale = generator.uniform(from: 0.54, to: 0.78)
    shift = Point(x: generator.normal(deviation: 0.05), y: generator.normal(deviation: 0.05))
    let radius = generator.uniform(from: 0.026, to: 0.062)
    radii = (radius * generator.uniform(from: 0.85, to: 1.2), radius * generator.uniform(from: 0.7, to: 1.1))
    ink = generator.uniform(from: 0.8, to: 1)
    noise = generator.uniform(from: 0, to: 0.06)
  }

  /// The strokes as they lie in the picture, in units of its height, wholly inside it.
  func placed(_ glyph: Glyph, using generator: inout SeededGenerator) -> [[Point]] {
    var strokes = glyph.strokes
    for stroke in strokes.indices {
      for place in strokes[stroke].indices {
        // Strokes that meet at a corner stay together.
        let previous = stroke > 0 ? glyph.strokes[stroke - 1].last : nil
        if place == 0, let previous, previous.x == strokes[stroke][0].x, previous.y == strokes[stroke][0].y {
          strokes[stroke][0] = strokes[stroke - 1][strokes[stroke - 1].count - 1]
          continue
        }
        let stray = Point(x: generator.normal(deviation: wobble), y: generator.normal(deviation: wobble))
        strokes[stroke][place] = turned(strokes[stroke][place] + stray - Point(x: 0.5, y: 0.5))
      }
    }
    return centred(strokes)
  }

  private func turned(_ point: Point) -> Point {
    let leaning = Point(x: point.x * aspect - point.y * slant, y: point.y)
    let (sine, cosine) = (Reproducible.sin(turns: rotation), Reproducible.cos(turns: rotation))
    return Point(x: leaning.x * cosine - leaning.y * sine, y: leaning.x * sine + leaning.y * cosine) * scale
  }

  /// Moves the strokes' middle to the shifted middle of the picture, or as near as the edges allow; what is too large shrinks.
  private func centred(_ strokes: [[Point]]) -> [[Point]] {
    let (columns, rows) = (extent(strokes) { $0.x }, extent(strokes) { $0.y })
    // A curve may swing a little beyond its points.
    let room = 1 - 2 * (Swift.max(radii.start, radii.end) + 0.035)
    let factor = Swift.min(1, room / Swift.max(columns.size, rows.size))
    let middle = Point(
      x: 0.5 + shift.x.clamped(to: (room - columns.size * factor) / 2),
      y: 0.5 + shift.y.clamped(to: (room - rows.size * factor) / 2))
    let oldMiddle = Point(x: columns.middle, y: rows.middle)
    return strokes.map { stroke in stroke.map { ($0 - oldMiddle) * factor + middle } }
  }

  private func extent(_ strokes: [[Point]], _ coordinate: (Point) -> Double) -> (middle: Double, size: Double) {
    let values = strokes.joined().map(coordinate)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    return ((low + high) / 2, high - low)
  }
}

extension Double {
  /// The nearest number that is no farther from 0 than a limit.
  fileprivate func clamped(to limit: Double) -> Double { Swift.max(-limit, Swift.min(limit, self)) }
}
