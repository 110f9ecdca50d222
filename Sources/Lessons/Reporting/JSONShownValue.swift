import LessonWire

/// A value that was shown, in JSON: its `kind`, and what that kind has. What is empty is left out.
package struct JSONShownValue: Encodable {
  struct Numbers: Encodable {
    let shape: [Int]
    /// Row-major.
    let scalars: [Double]
  }

  struct Panel: Encodable {
    let caption: String?
    let shape: [Int]
    let scalars: [Double]
  }

  struct Series: Encodable {
    let name: String?
    let numbers: [Double]
  }

  let kind: String
  let title: String?
  private(set) var number: Double?
  private(set) var text: String?
  /// Of `tensors`.
  private(set) var arrays: [Numbers]?
  /// Of a `picture`.
  private(set) var heading: String?
  private(set) var panels: [Panel]?
  /// What the lightest and the darkest shade stand for.
  private(set) var range: [Double]?
  /// Of a `plot`.
  private(set) var series: [Series]?
  private(set) var isLogarithmic: Bool?
  /// Of a `table`.
  private(set) var header: [String]?
  private(set) var rowTitles: [String]?
  private(set) var rows: [[String]]?
  /// Row and column of each cell that is marked, from 0.
  private(set) var marked: [[Int]]?

  package init(_ value: ShownValue) {
    title = value.title.nonEmpty
    switch value.content {
    case .number(let shown):
      (kind, number) = ("number", shown)
    case .text(let shown):
      (kind, text) = ("text", shown)
    case .tensors(let shown):
      (kind, arrays) = ("tensors", shown.map { Numbers(shape: $0.shape, scalars: $0.scalars) })
    case .picture(let shown):
      (kind, heading) = ("picture", shown.title.nonEmpty)
      panels = shown.panels.map {
        Panel(caption: $0.caption.nonEmpty, shape: $0.numbers.shape, scalars: $0.numbers.scalars)
      }
      range = shown.range.map { [$0.lowerBound, $0.upperBound] }
    case .plot(let shown):
      (kind, isLogarithmic) = ("plot", shown.isLogarithmic)
      series = shown.series.map { Series(name: $0.name.nonEmpty, numbers: $0.numbers) }
    case .table(let shown):
      kind = "table"
      (header, rowTitles) = (shown.header.isEmpty ? nil : shown.header, shown.rowTitles.isEmpty ? nil : shown.rowTitles)
      rows = shown.rows.map { $0.map(\.text) }
      marked = shown.rows.enumerated().flatMap { row, cells in
        cells.enumerated().filter(\.element.isMarked).map { [row, $0.offset] }
      }
    case .omitted:
      kind = "omitted"
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
