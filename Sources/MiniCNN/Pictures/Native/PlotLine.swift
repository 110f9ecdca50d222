/// A series as dots, one at most for each column of dots.
struct PlotLine {
  /// For each column the mean of its numbers, or none.
  private(set) var points: [(x: Int, number: Double)] = []
  /// The columns in which a number has no place.
  private(set) var faults: Set<Int> = []
  /// Pairs of neighbouring points with a gap between them, by the second's index.
  private var isAfterGap: Set<Int> = []

  /// - Parameters:
  ///   - numbers: One a step.
  ///   - steps: How many steps the plot has, at least as many.
  ///   - columns: How many dots there are across.
  ///   - scale: On which numbers have a place.
  init(_ numbers: [Double], steps: Int, columns: Int, scale: PlotScale) {
    var next = 0
    var isInterrupted = false
    while next < numbers.count {
      let x = column(of: next, steps: steps, columns: columns)
      var end = next + 1
      while end < numbers.count, column(of: end, steps: steps, columns: columns) == x { end += 1 }
      let sound = numbers[next..<end].filter { PlotAxis.hasPlace($0, on: scale) }
      if sound.count < end - next { faults.insert(x) }
      if sound.isEmpty {
        isInterrupted = true
      } else {
        if isInterrupted { isAfterGap.insert(points.count) }
        isInterrupted = false
        // Divided first, or the sum of very large numbers would be infinite.
        points.append((x, sound.reduce(0) { $0 + $1 / Double(sound.count) }))
      }
      next = end
    }
  }

  /// Draws the points and the lines between them.
  /// - Parameters:
  ///   - canvas: What to draw on.
  ///   - axis: Where a number lies.
  ///   - index: The series' number: every one has a pattern and a letter of its own.
  func draw(on canvas: inout PlotCanvas, axis: PlotAxis, index: Int) {
    let pattern = patterns[index % patterns.count]
    let letter = plotLetters[index % plotLetters.count]
    var dots = 0
    func dot(_ x: Int, _ y: Int) {
      // In ASCII the letters tell the series apart.
      if canvas.characters == .ascii || pattern[dots % pattern.count] { canvas.draw(x: x, y: y, letter: letter) }
      dots += 1
    }
    for (place, point) in points.enumerated() {
      let y = canvas.dotRow(of: axis.fraction(of: point.number))
      if place == 0 || isAfterGap.contains(place) {
        dots = 0
        dot(point.x, y)
        continue
      }
      let before = points[place - 1]
      let beforeY = canvas.dotRow(of: axis.fraction(of: before.number))
      let length = max(point.x - before.x, abs(y - beforeY))
      for step in stride(from: 1, through: length, by: 1) {
        let share = Double(step) / Double(length)
        dot(
          before.x + Int((Double(point.x - before.x) * share).rounded()),
          beforeY + Int((Double(y - beforeY) * share).rounded()))
      }
    }
  }
}

/// The column of dots for a step: far apart if there are few steps, several steps to one if there are many.
func column(of step: Int, steps: Int, columns: Int) -> Int {
  steps > columns ? step * columns / steps : steps > 1 ? step * (columns - 1) / (steps - 1) : 0
}

/// In full, dashed, dotted, dashes and dots.
private let patterns: [[Bool]] = [
  [true], [true, true, true, true, false, false, false], [true, false, false],
  [true, true, true, true, true, false, false, true, false, false],
]

/// What series are drawn with in ASCII.
let plotLetters: [Unicode.Scalar] = ["*", "o", "+", "x", "#", "@"]
