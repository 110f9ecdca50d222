import LessonWire
import MiniCNN
internal import TextTable

import Glibc

/// Prints a value as a learner wants to see it: tensors and nested arrays of numbers as tables, everything else as text.
///
/// Use it in an example or an exercise to look at a result; it takes no part in grading.
/// - Parameter value: A tensor, number, string, Boolean, shape, or a list of those.
public func show<Shown>(_ value: Shown) {
  display(value, text(showing: value))
}

/// Prints a value under a title, such as `show("feature map", map)`.
/// - Parameters:
///   - title: What the value is.
///   - value: A tensor, number, string, Boolean, shape, or a list of those.
public func show<Shown>(_ title: String, _ value: Shown) {
  let shown = text(showing: value)
  display(value, under: title, shown.contains("\n") ? "\(title):\n\(shown)" : "\(title): \(shown)")
}

/// Prints what is to be seen of a value, and sends the value itself before, where somebody asks for it: whoever reads what is printed then
/// knows already what it is.
func display(_ value: Any, under title: String = "", _ text: String) {
  if getenv(Wire.valuesVariable) != nil {
    let shown = shownValue(of: value, title: title).bounded
    let isFull = offset(of: Wire.descriptor) + shown.byteCount > ShownValue.mostBytesOfRun
    send(
      .shown(isFull ? ShownValue(.omitted) : shown, at: offset(of: STDOUT_FILENO), count: text.utf8.count + 1))
  }
  print(text)
}

/// What `show` prints of a value.
/// - Parameter value: Anything; an empty list of any type counts as a row without numbers.
/// - Returns: A line, or a table's lines.
package func text(showing value: Any) -> String {
  switch value {
  case let tensor as Tensor: withoutGutter(tensor.table)
  case let tensors as [Tensor] where !tensors.isEmpty: tensors.map(\.table).joined(separator: "\n\n")
  case let number as Double: withoutGutter(Tensor([number]).table)
  case let numbers as [Double]: withoutGutter(Tensor(numbers).table)
  case let integers as [Int]: withoutGutter(table([integers]))
  case let rows as [[Double]] where isRectangular(rows): withoutGutter(Tensor(rows).table)
  case let rows as [[Int]] where isRectangular(rows): withoutGutter(table(rows))
  default: text(reflecting: value)
  }
}

/// An optional is shown as what it holds, and a slice as the list that it is: how Swift wraps them is not what a lesson is about.
private func text(reflecting value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.first.map { text(showing: $0.value) } ?? "nil"
  case .collection where !(value is [Any]): return text(showing: mirror.children.map(\.value))
  case .collection where mirror.children.contains { Mirror(reflecting: $0.value).displayStyle == .optional }:
    return "[" + mirror.children.map { text(showing: $0.value) }.joined(separator: ", ") + "]"
  default: return String(describing: value)
  }
}

/// Whole numbers digit by digit, also those that a tensor cannot hold.
private func table(_ rows: [[Int]]) -> String {
  let isOne = rows.count == 1
  guard rows.contains(where: { $0.contains { $0.magnitude >= exactIntegers } }) else {
    return (isOne ? Tensor(rows[0].map(Double.init)) : Tensor(rows.map { $0.map(Double.init) })).table
  }
  return TextTable(rows: rows.map { $0.map { TextTable.Cell("\($0)") } }).lines().joined(separator: "\n")
}

/// A table keeps a blank before its first column; on a single line there is nothing to align.
private func withoutGutter(_ table: String) -> String {
  table.contains("\n") ? table : String(table.drop { $0 == " " })
}

/// Whether the rows make a table: at least one of at least one element, all of one length.
func isRectangular<Element>(_ rows: [[Element]]) -> Bool {
  guard let first = rows.first, !first.isEmpty else { return false }
  return rows.allSatisfy { $0.count == first.count }
}
