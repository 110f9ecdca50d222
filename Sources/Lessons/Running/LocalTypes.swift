import LessonWire

// Swift names a type that stands in a function, as each answer's types do, by where that function happens to lie in memory:
// `cell.(unknown context at $7f5c3915c1a8).Own`. That is another place in each run and in each program, and tells nobody anything.

extension String {
  /// The text with such types as if they stood in no function.
  var withoutPlacesOfTypes: String {
    guard containsBytes(of: "(unknown context at $") else { return self }
    return replacing(/\(unknown context at \$[0-9a-f]{1,16}\)\./, with: "")
  }
}

extension Value {
  /// The value with such types in its texts as if they stood in no function.
  var withoutPlacesOfTypes: Value {
    switch self {
    case .string(let text): .string(text.withoutPlacesOfTypes)
    case .other(let type): .other(type: type.withoutPlacesOfTypes)
    case .list(let elements): .list(elements.map(\.withoutPlacesOfTypes))
    case .number, .integer, .boolean, .tensor, .shape, .nothing: self
    }
  }
}

extension ShownValue {
  /// The value with such types in its texts as if they stood in no function.
  var withoutPlacesOfTypes: ShownValue {
    guard case .text(let text) = content else { return self }
    return ShownValue(title: title.withoutPlacesOfTypes, .text(text.withoutPlacesOfTypes))
  }
}
