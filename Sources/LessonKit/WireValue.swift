import LessonWire
import MiniCNN

/// The value as it travels: whatever a lesson computes with, and the type's name for anything else.
package func wireValue(of value: Any) -> Value {
  switch value {
  case let tensor as Tensor: .tensor(shape: Array(tensor.shape), scalars: tensor.scalars)
  case let shape as Shape: .shape(Array(shape))
  case let number as Double: .number(number)
  case let boolean as Bool: .boolean(boolean)
  case let string as String: .string(string)
  case let string as Substring: .string(String(string))
  case let character as Character: .string(String(character))
  case let integer as any BinaryInteger: whole(integer)
  case let number as any BinaryFloatingPoint: .number(Double(number))
  case let numbers as [Double]: .tensor(shape: [numbers.count], scalars: numbers)
  case let rows as [[Double]] where isRectangular(rows):
    .tensor(shape: [rows.count, rows[0].count], scalars: rows.flatMap(\.self))
  case let elements as [Any]: .list(elements.map(wireValue(of:)))
  default: wireValue(reflecting: value)
  }
}

/// From here on, whole numbers travel digit by digit: a `Double` would lose some, or would not be written with all of them.
let exactIntegers: UInt = 1_000_000_000_000_000

/// A small whole number is a `Double`, a large one keeps its digits.
private func whole<Whole: BinaryInteger>(_ integer: Whole) -> Value {
  integer.magnitude < exactIntegers
    ? .number(Double(integer)) : LargeInteger(integer).map(Value.integer) ?? .number(Double(integer))
}

/// Optionals, slices and tuples have no common type to cast to.
private func wireValue(reflecting value: Any) -> Value {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    return mirror.children.first.map { wireValue(of: $0.value) } ?? .nothing
  case .collection:
    return wireValue(of: mirror.children.map(\.value))
  case .tuple where !mirror.children.isEmpty:
    return .list(mirror.children.map { wireValue(of: $0.value) })
  default:
    return .other(type: String(describing: type(of: value)))
  }
}
