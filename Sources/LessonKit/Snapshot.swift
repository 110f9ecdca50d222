import LessonWire
import MiniCNN

/// How many numbers of an array a trace keeps whole, and how many of a larger one.
private let (mostScalars, shownScalars) = (256, 8)
/// How many elements of a list, and parts of a value of a lesson's own type, are described.
private let mostParts = 8

/// What a trace keeps of a value: all of it if it is small, and little enough of a large one that a loop may log it at each step.
/// - Complexity: O(1).
package func snapshot<Logged>(of value: Logged) -> Trace.Snapshot {
  // Comparing types first spares all the casts that fail, which take a hundred times as long.
  if Logged.self == Tensor.self, let tensor = value as? Tensor {
    return array(shape: Array(tensor.shape), tensor.scalars)
  }
  if Logged.self == Double.self, let number = value as? Double { return .whole(.number(number)) }
  if Logged.self == Int.self, let number = value as? Int {
    return .whole(wireValue(of: number))
  }
  if Logged.self == [Double].self, let numbers = value as? [Double] { return array(shape: [numbers.count], numbers) }
  if Logged.self == [Int].self, let numbers = value as? [Int], numbers.prefix(mostScalars).allSatisfy(isSmall) {
    return array(shape: [numbers.count], numbers.lazy.map(Double.init))
  }
  if Logged.self == Bool.self, let boolean = value as? Bool { return .whole(.boolean(boolean)) }
  if Logged.self == String.self, let string = value as? String { return .whole(.string(clipped(string))) }
  if Logged.self == Void.self { return .unseen }
  return snapshot(reflecting: value)
}

private func array(shape: [Int], _ scalars: some RandomAccessCollection<Double>) -> Trace.Snapshot {
  scalars.count <= mostScalars
    ? .whole(.tensor(shape: shape, scalars: Array(scalars)))
    : .beginning(shape: shape, scalars: Array(scalars.prefix(shownScalars)))
}

/// The beginning of a text that is too long; to count its letters would take longer than to cut it.
private func clipped(_ string: String) -> String {
  let bytes = string.utf8
  guard let end = bytes.index(bytes.startIndex, offsetBy: 200, limitedBy: bytes.endIndex), end < bytes.endIndex else {
    return string
  }
  return String(decoding: bytes[..<end], as: UTF8.self) + "…"
}

/// Whether the snapshot of a type's values takes no time to speak of.
func isQuick<Logged>(_: Logged.Type) -> Bool {
  [Int.self, Double.self, Tensor.self, [Double].self, [Int].self, Bool.self, String.self].contains {
    $0 == Logged.self
  }
}

private func snapshot(reflecting value: Any) -> Trace.Snapshot {
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .optional {
    return mirror.children.first.map { snapshot(reflecting: $0.value) } ?? .whole(.nothing)
  }
  if let tensor = value as? Tensor { return array(shape: Array(tensor.shape), tensor.scalars) }
  guard mirror.children.count <= mostScalars, case let whole = wireValue(of: value), isSmall(whole) else {
    return .words(words(for: value, depth: 0))
  }
  return .whole(whole)
}

private func isSmall(_ value: Value) -> Bool {
  switch value {
  case .number, .integer, .boolean, .nothing: true
  case .string(let string): string.utf8.count <= 200
  case .tensor(let shape, let scalars): scalars.count <= mostScalars && shape.count <= 8
  case .shape(let sizes): sizes.count <= 8
  case .list(let elements): elements.count <= mostParts && elements.allSatisfy { isSmall($0) && !isNested($0) }
  case .other: false
  }
}

/// Whether a `Double` holds it.
private func isSmall(_ integer: Int) -> Bool { integer.magnitude < exactIntegers }

private func isNested(_ value: Value) -> Bool {
  switch value {
  case .tensor(_, let scalars): scalars.count > 16
  case .list: true
  default: false
  }
}

/// A value of any type in a few words: never by a description of its own, which is the cell's code and may take any time.
private func words(for value: Any, depth: Int) -> String {
  switch value {
  case let string as String: return "\"\(clipped(string))\""
  case let tensor as Tensor: return "Tensor(\(tensor.shape.map(String.init).joined(separator: " × ")))"
  case let number as Int: return "\(number)"
  case let number as Double: return text(showing: number)
  case let boolean as Bool: return "\(boolean)"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  let type = clipped(String(describing: Swift.type(of: value)))
  guard depth < 3 else { return type }
  let parts = mirror.children.prefix(mostParts).map { label, part in
    let isNamed = mirror.displayStyle == .struct || mirror.displayStyle == .class || mirror.displayStyle == .tuple
    let name = isNamed ? label.flatMap { $0.hasPrefix(".") ? nil : $0 + ": " } ?? "" : ""
    return name + words(for: part, depth: depth + 1)
  }
  let list = clipped(parts.joined(separator: ", ")) + (mirror.children.count > parts.count ? ", …" : "")
  switch mirror.displayStyle {
  case .optional: return parts.first ?? "nil"
  case .collection, .set, .dictionary: return "[\(list)]"
  case .tuple: return "(\(list))"
  case .enum where !parts.isEmpty: return mirror.children.first?.label.map { "\($0)(\(list))" } ?? type
  case .enum where !(value is any CustomStringConvertible): return clipped("\(value)")
  case .struct, .class: return parts.isEmpty ? type : "\(type)(\(list))"
  default: return type
  }
}
