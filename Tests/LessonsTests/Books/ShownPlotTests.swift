import Books
import Foundation
import LessonWire
import Running
import Testing

@Suite("Plots on a page, made of the numbers that a cell has drawn")
struct ShownPlotTests {
  private func html(_ numbers: [Double]) -> String {
    let series = ShownValue.Plot.Series(name: "", numbers: numbers)
    let value = ShownValue(.plot(ShownValue.Plot(series: [series], isLogarithmic: false)))
    return OutputHTML.html([PrintedPart("characters\n", value: value)])
  }

  /// The lines of the first series, each as its points.
  private func lines(_ html: String) -> [[(x: Double, y: Double)]] {
    guard let path = html.firstMatch(of: /class="line line-0" d="([^"]*)"/)?.1 else { return [] }
    return path.split(separator: "M").map { line in
      let numbers = line.matches(of: /-?[0-9]*\.?[0-9]+/).compactMap { Double($0.0) }
      var points: [(x: Double, y: Double)] = []
      for index in stride(from: 0, to: numbers.count - 1, by: 2) {
        let last = points.last ?? (x: 0, y: 0)
        points.append((last.x + numbers[index], last.y + numbers[index + 1]))
      }
      return points
    }
  }

  private static let courses: [[Double]] = [
    [0, 1], [3, 3, 3], [2, -1, 0.5, 7], (0..<600).map { sin(Double($0) / 7) }, (0..<400).map { 1 / Double($0 + 1) },
  ]

  @Test("each number is a point where it belongs, to a tenth, however many came before it", arguments: courses)
  func points(numbers: [Double]) throws {
    let points = try #require(lines(html(numbers)).first)
    #expect(points.count == numbers.count)
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    for (index, point) in points.enumerated() {
      let share = least < most ? (numbers[index] - least) / (most - least) : 0.5
      #expect(abs(point.x - (64 + 480 * Double(index) / Double(numbers.count - 1))) < 0.051)
      #expect(abs(point.y - (12 + (1 - share) * 198)) < 0.051)
    }
  }

  @Test("a number that cannot be drawn leaves a gap")
  func gap() {
    let lines = lines(html([1, 2, .nan, 3, 1, 2]))
    #expect(lines.map(\.count) == [2, 3])
    #expect(lines.last?.first.map { abs($0.x - 352) < 0.051 && abs($0.y - 12) < 0.051 } == true)
  }

  @Test("a course of a thousand losses takes less than ten letters a point")
  func length() {
    #expect(html((0..<1000).map { sin(Double($0)) }).count < 10_000)
  }
}
