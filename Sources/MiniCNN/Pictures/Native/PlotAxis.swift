internal import Glibc
internal import TextTable

/// The upright axis of a plot: which numbers it spans, and which of them have figures beside it.
struct PlotAxis {
  let scale: PlotScale
  let ticks: [(number: Double, text: String)]
  /// The ends, as logarithms on a logarithmic scale.
  private let bottom: Double
  private let top: Double

  /// - Parameters:
  ///   - numbers: Those that have a place on the scale, at least one.
  ///   - scale: Linear or logarithmic.
  ///   - count: About how many figures there may be.
  init(for numbers: [Double], scale: PlotScale, count: Int) {
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    let places = scale == .linear ? linearTicks(least, most, count) : logarithmicTicks(least, most, count)
    self.scale = scale
    let ends = [least, most] + places
    bottom = height(of: ends.min() ?? 0, scale)
    top = height(of: ends.max() ?? 0, scale)
    let texts = scale == .linear ? NumberText.texts(of: places) : places.map(logarithmicText)
    // Numbers that lie close together may need more decimals than a table has.
    let areTold = Set(texts).count == texts.count
    ticks = zip(places, texts).map { ($0, areTold ? $1 : "\($0)") }
  }

  /// Whether a number can be drawn at all.
  static func hasPlace(_ number: Double, on scale: PlotScale) -> Bool {
    number.isFinite && (scale == .linear || number > 0)
  }

  /// Where a number lies, from 0 at the bottom to 1 at the top.
  func fraction(of number: Double) -> Double {
    bottom < top ? share(of: height(of: number, scale), from: bottom, to: top) : 0.5
  }
}

private func height(of number: Double, _ scale: PlotScale) -> Double {
  scale == .linear ? number : log10(number)
}

/// Each number by itself, or all would get the decimals that the smallest needs.
private func logarithmicText(of number: Double) -> String {
  (1e-3..<1e6).contains(number) ? NumberText.text(of: number) : "\(number)"
}

/// Multiples of a round step, from just below the least number to just above the greatest.
private func linearTicks(_ least: Double, _ most: Double, _ count: Int) -> [Double] {
  guard least < most else { return [least] }
  let smallest = (most / 2 - least / 2) / Double(count) * 2
  let step = RoundStep(atLeast: smallest)
  let (first, last) = ((least / step.size).rounded(.down), (most / step.size).rounded(.up))
  // Too close together or too far apart for round numbers in between.
  guard smallest > 0, step.size.isFinite, max(-first, last) < 0x1p50 else { return [least, most] }
  let ticks = stride(from: first, through: last, by: 1).map(step.times)
  return ticks.allSatisfy(\.isFinite) ? ticks : [least, most]
}

/// Powers of ten, or 1, 2 and 5 times those if the numbers span few of them, from below the least number to above the greatest.
private func logarithmicTicks(_ least: Double, _ most: Double, _ count: Int) -> [Double] {
  let (first, last) = (Int(log10(least).rounded(.down)), Int(log10(most).rounded(.up)))
  let skipped = max(1, (last - first + count - 1) / count)
  let factors: [Double] = 3 * (last - first) <= count + 2 ? [1, 2, 5] : [1]
  let all = stride(from: first, through: last + skipped - 1, by: skipped)
    .flatMap { exponent in factors.map { RoundStep(factor: $0, exponent: exponent).size } }
    .filter { $0 > 0 && $0.isFinite }
  let (lowest, highest) = (all.last { $0 <= least } ?? least, all.first { $0 >= most } ?? most)
  let ticks = all.filter { lowest <= $0 && $0 <= highest }
  return ticks.isEmpty ? [least] : ticks
}
