import LessonWire
import MiniCNN

/// A value that is shown, as data: what `text(showing:)` makes a table of as numbers, what it draws as what is drawn.
///
/// Nothing is copied but numbers that stand in lists of lists; of a value that is too large to be sent not even those.
package func shownValue(of value: Any, title: String = "") -> ShownValue {
  ShownValue(title: title, content(of: value))
}

private func content(of value: Any) -> ShownValue.Content {
  switch value {
  case let tensor as Tensor: .tensors([numbers(of: tensor)])
  case let tensors as [Tensor] where !tensors.isEmpty: .tensors(tensors.map(numbers))
  case let picture as Picture: .picture(content(of: picture))
  case let plot as Plot: .plot(content(of: plot))
  case let confusion as ConfusionMatrix: .table(content(of: confusion))
  case let number as Double: .number(number)
  case let number as Int where number.magnitude < exactIntegers: .number(Double(number))
  case let numbers as [Double]: .tensors([ShownValue.NumberArray(shape: [numbers.count], scalars: numbers)])
  case let integers as [Int]: content(of: [integers], shape: [integers.count])
  case let rows as [[Double]] where isRectangular(rows): content(of: rows)
  case let rows as [[Int]] where isRectangular(rows): content(of: rows, shape: [rows.count, rows[0].count])
  default: content(reflecting: value)
  }
}

private func content(of rows: [[Double]]) -> ShownValue.Content {
  guard rows.count * rows[0].count * 8 <= ShownValue.mostBytes else { return .omitted }
  return .tensors([
    ShownValue.NumberArray(shape: [rows.count, rows[0].count], scalars: rows.flatMap(\.self))
  ])
}

/// Whole numbers that a `Double` does not hold are a table of their digits.
private func content(of rows: [[Int]], shape: [Int]) -> ShownValue.Content {
  guard shape.reduce(8, *) <= ShownValue.mostBytes else { return .omitted }
  guard rows.allSatisfy({ $0.allSatisfy { $0.magnitude < exactIntegers } }) else {
    return .table(ShownValue.Table(rows: rows.map { $0.map { ShownValue.Table.Cell("\($0)") } }))
  }
  return .tensors([ShownValue.NumberArray(shape: shape, scalars: rows.flatMap { $0.map(Double.init) })])
}

private func content(reflecting value: Any) -> ShownValue.Content {
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .optional, let held = mirror.children.first?.value { return content(of: held) }
  if mirror.displayStyle == .collection, !(value is [Any]) { return content(of: mirror.children.map(\.value)) }
  return .text(text(showing: value))
}

private func numbers(of tensor: Tensor) -> ShownValue.NumberArray {
  ShownValue.NumberArray(shape: Array(tensor.shape), scalars: tensor.scalars)
}

private func content(of picture: Picture) -> ShownValue.Picture {
  ShownValue.Picture(
    title: picture.title,
    panels: picture.panels.map { ShownValue.Picture.Panel(caption: $0.caption, numbers: numbers(of: $0.map)) },
    range: picture.range)
}

private func content(of plot: Plot) -> ShownValue.Plot {
  ShownValue.Plot(
    series: plot.series.map { ShownValue.Plot.Series(name: $0.name, numbers: $0.numbers) },
    isLogarithmic: plot.scale == .logarithmic)
}

/// A row for each right class, a column for each predicted one; the mistakes are marked.
private func content(of confusion: ConfusionMatrix) -> ShownValue.Table {
  ShownValue.Table(
    header: confusion.classes, rowTitles: confusion.classes,
    rows: confusion.counts.enumerated().map { right, row in
      row.enumerated().map { predicted, count in
        ShownValue.Table.Cell("\(count)", isMarked: count > 0 && right != predicted)
      }
    })
}
