import Glibc
import LessonWire
import Reporting
import Support
import TextTable

/// Lines through numbers, drawn; told apart by their strokes as well as by their colours, and described in words.
struct PlotSVG {
  private static let (width, height) = (560.0, 240.0)
  private static let (left, right, top, bottom) = (64.0, 16.0, 12.0, 30.0)
  private static let mostPoints = 600

  private let plot: ShownValue.Plot
  private let title: String
  private let range: ClosedRange<Double>
  private let steps: Int
  private let words = Words().page

  init(_ plot: ShownValue.Plot, title: String) {
    (self.plot, self.title) = (plot, title)
    let numbers = plot.series.flatMap(\.numbers).filter { $0.isFinite && (!plot.isLogarithmic || $0 > 0) }
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 1)
    range = least < most ? least...most : (least - 0.5)...(least + 0.5)
    steps = max(2, plot.series.map(\.numbers.count).max() ?? 2)
  }

  var html: String {
    let lines = plot.series.enumerated().map { index, series in
      "<path class=\"line line-\(index % 4)\" d=\"\(path(series.numbers))\" />"
    }.joined(separator: "\n")
    let axes = [0, 0.5, 1].map { share -> String in
      let y = Self.top + (1 - share) * (Self.height - Self.top - Self.bottom)
      return "<path class=\"grid\" d=\"M\(Self.left) \(text(y))H\(Self.width - Self.right)\" />"
        + "<text x=\"\(Self.left - 8)\" y=\"\(text(y + 4))\" text-anchor=\"end\">\(HTML.text(label(at: share)))</text>"
    }.joined(separator: "\n")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))">
      <title>\(HTML.text(title.isEmpty ? words.plot : title))</title>
      <desc>\(HTML.text(description))</desc>
      \(axes)
      <text x="\(Self.left)" y="\(Self.height - 8)">0</text>
      <text x="\(Self.width - Self.right)" y="\(Self.height - 8)" text-anchor="end">\(steps - 1)</text>
      \(lines)
      </svg>
      \(legend)
      """
  }

  private var legend: String {
    guard plot.series.contains(where: { !$0.name.isEmpty }) else { return "" }
    let items = plot.series.enumerated().map { index, series in
      """
      <span><svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox="0 0 34 8" width="34" height="8">\
      <path class="line line-\(index % 4)" d="M0 4H34" /></svg> \(HTML.text(series.name))</span>
      """
    }
    return "<p class=\"legend label\">\(items.joined(separator: "\n"))</p>\n"
  }

  private var description: String {
    plot.series.map { words.line($0.name, $0.numbers) }.joined(separator: "; ")
      + (plot.isLogarithmic ? words.logarithmic : "")
  }

  // MARK: - Places

  private func share(of value: Double) -> Double {
    if plot.isLogarithmic, range.lowerBound > 0 {
      return (log(value) - log(range.lowerBound)) / (log(range.upperBound) - log(range.lowerBound))
    }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  private func label(at share: Double) -> String {
    let isLogarithmic = plot.isLogarithmic && range.lowerBound > 0
    let value =
      isLogarithmic
      ? exp(log(range.lowerBound) + share * (log(range.upperBound) - log(range.lowerBound)))
      : range.lowerBound + share * (range.upperBound - range.lowerBound)
    let size = max(abs(range.lowerBound), abs(range.upperBound))
    let digits = size >= 100 ? 1.0 : size >= 1 ? 100 : 10000
    return NumberText.text(of: (value * digits).rounded() / digits)
  }

  /// A gap where a number cannot be drawn. Of very many points every so-manieth is drawn. Each point is written as its way from the last one, in
  /// as few letters as that takes: a course of a thousand losses is a good part of its page.
  private func path(_ numbers: [Double]) -> String {
    let stride = max(1, numbers.count / Self.mostPoints)
    var path = ""
    var last: (x: Int, y: Int)?
    var isFirst = true
    for index in Swift.stride(from: 0, to: numbers.count, by: stride) {
      let value = numbers[index]
      guard value.isFinite, !plot.isLogarithmic || value > 0 else {
        last = nil
        continue
      }
      let x = tenths(Self.left + Double(index) / Double(steps - 1) * (Self.width - Self.left - Self.right))
      let y = tenths(Self.top + (1 - share(of: value)) * (Self.height - Self.top - Self.bottom))
      if let last {
        path += pair(x - last.x, y - last.y, after: isFirst ? "l" : " ")
        isFirst = false
      } else {
        path += pair(x, y, after: "M")
        isFirst = true
      }
      last = (x, y)
    }
    return path
  }

  /// A sign divides numbers as well as a blank does.
  private func pair(_ x: Int, _ y: Int, after mark: String) -> String {
    (mark == " " && x < 0 ? "" : mark) + short(x) + (y < 0 ? "" : " ") + short(y)
  }

  private func tenths(_ place: Double) -> Int { Int((place * 10).rounded()) }

  private func short(_ tenths: Int) -> String {
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : (whole == 0 ? "" : "\(whole)") + ".\(rest)")
  }

  private func text(_ place: Double) -> String { "\((place * 10).rounded() / 10)" }
}
