import LessonWire
import TextTable

/// A value as lines of text, with what is wrong in it marked.
struct ValueText {
  let style: Style

  func lines(_ value: Value, marked: Set<Int> = []) -> [String] {
    if let numbers = Numbers(value) {
      if case .shape(let sizes) = value, marked.isEmpty {
        return [" " + (sizes.isEmpty ? "scalar" : sizes.map(String.init).joined(separator: " × "))]
      }
      return TensorText(shape: numbers.shape, scalars: numbers.scalars, marked: marked).lines(mark: mark)
    }
    switch value {
    case .list(let elements):
      return TextTable(rows: elements.enumerated().map { [TextTable.Cell(inline($1), isMarked: marked.contains($0))] })
        .lines(mark: mark)
    default:
      return TextTable(rows: [[TextTable.Cell(inline(value), isMarked: !marked.isEmpty)]]).lines(mark: mark)
    }
  }

  /// A value under its title, or behind it if it is a single one.
  func titled(_ title: String, _ value: Value, marked: Set<Int> = [], isWrong: Bool = false) -> [String] {
    let heading = style.dress(title, as: .faint)
    guard value.isSingle else { return [heading] + lines(value, marked: marked) }
    let text = inline(value)
    return ["\(heading): \(isWrong ? mark("[\(text)]") : text)"]
  }

  /// A value on one line, for lists and messages.
  func inline(_ value: Value) -> String {
    switch value {
    case .number(let number): return NumberText.text(of: number)
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .string(let string): return "\"\(printable(string))\""
    case .shape(let sizes): return sizes.map(String.init).joined(separator: " × ")
    case .tensor(_, let scalars): return "[" + NumberText.texts(of: scalars).joined(separator: ", ") + "]"
    case .list(let elements): return "[" + elements.map(inline).joined(separator: ", ") + "]"
    case .other(let type): return "(a value of type \(printable(type)))"
    }
  }

  private func mark(_ text: String) -> String { style.dress(text, as: .mark) }
}

extension Value {
  /// Whether there is but one thing to see.
  fileprivate var isSingle: Bool {
    switch self {
    case .number, .boolean, .string, .shape, .other: true
    case .tensor(let shape, _): shape.isEmpty
    case .list: false
    }
  }
}

/// The text with characters that could command a terminal made visible; line ends and tabs stay if they are allowed.
func printable(_ text: String, keepingLines: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isAllowed = keepingLines && (scalar == "\n" || scalar == "\t")
    if scalar.properties.generalCategory == .control && !isAllowed {
      result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
