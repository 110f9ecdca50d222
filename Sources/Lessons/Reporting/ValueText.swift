import Grading
import LessonWire
import Support
import TextTable

/// A value as lines of text, with what is wrong in it marked.
struct ValueText {
  let style: Style

  /// - Parameters:
  ///   - value: What to show.
  ///   - marked: The places, row-major, of the elements to be marked.
  ///   - leastDecimals: With how many decimals numbers are written at the least.
  /// - Returns: The lines, at least one.
  func lines(_ value: Value, marked: Set<Int> = [], leastDecimals: Int = 0) -> [String] {
    if let numbers = Numbers(value) {
      if case .shape(let sizes) = value, marked.isEmpty {
        return [" " + (sizes.isEmpty ? "scalar" : sizes.map(String.init).joined(separator: " × "))]
      }
      return TensorText(
        shape: numbers.shape, scalars: numbers.scalars, marked: marked, leastDecimals: leastDecimals,
        exact: numbers.integers.mapValues { clipped($0.description) }
      ).lines(mark: mark)
    }
    switch value {
    case .list(let elements):
      let shown = elements.prefix(Self.rowLimit).enumerated()
      let cells = shown.map { TextTable.Cell(inline($1), isMarked: marked.contains($0)) }
      let isRow = elements.allSatisfy(\.isShort) && cells.map { $0.text.count + 2 }.reduce(0, +) <= 30
      let note = cells.count < elements.count ? [Words().report.shortened(elements.count)] : []
      return TextTable(rows: isRow ? [cells] : cells.map { [$0] }).lines(mark: mark) + note
    default:
      return TextTable(rows: [[TextTable.Cell(inline(value), isMarked: !marked.isEmpty)]]).lines(mark: mark)
    }
  }

  /// A value under its title, or behind it if it is a single one.
  func titled(
    _ title: String, _ value: Value, marked: Set<Int> = [], isWrong: Bool = false, leastDecimals: Int = 0
  ) -> [String] {
    let heading = style.dress(title, as: .faint)
    guard value.isSingle else { return [heading] + lines(value, marked: marked, leastDecimals: leastDecimals) }
    let text = inline(value, leastDecimals: leastDecimals)
    return ["\(heading): \(isWrong ? mark(text) : text)"]
  }

  /// What is told of an expected value that is not to be seen: where the answer agrees with it, the answer.
  /// - Parameters:
  ///   - title: What it is.
  ///   - value: The answer.
  ///   - places: The places, row-major, at which it is wrong; none if it is wrong as a whole.
  /// - Returns: The lines, at least one.
  func masked(_ title: String, insteadOf value: Value, at places: Set<Int>) -> [String] {
    let heading = style.dress(title, as: .faint)
    guard !value.isSingle, !places.isEmpty, let numbers = Numbers(value) else {
      return value.isSingle ? ["\(heading): \(ExpectedValues.mask)"] : [heading, " " + ExpectedValues.mask]
    }
    var exact = numbers.integers.mapValues { clipped($0.description) }
    for place in places { exact[place] = ExpectedValues.mask }
    return [heading] + TensorText(shape: numbers.shape, scalars: numbers.scalars, exact: exact).lines()
  }

  /// A value on one line, for lists and messages.
  func inline(_ value: Value, leastDecimals: Int = 0) -> String {
    clipped(whole(value, leastDecimals: leastDecimals))
  }

  private func whole(_ value: Value, leastDecimals: Int) -> String {
    switch value {
    case .number(let number): return NumberText(for: [number], leastDecimals: leastDecimals).text(of: number)
    case .integer(let integer): return integer.description
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .string(let string): return "\"\(inLine(string))\""
    case .shape(let sizes): return sizes.map(String.init).joined(separator: " × ")
    case .tensor(let shape, let scalars) where shape.isEmpty: return NumberText.texts(of: scalars).joined()
    case .tensor(let shape, let scalars) where shape.count == 1:
      return list(NumberText(for: scalars).texts(of: scalars.prefix(Self.inlineLimit)), count: scalars.count)
    case .tensor(let shape, _): return Words().report.array(shape.map(String.init).joined(separator: " × "))
    case .list(let elements): return list(elements.prefix(Self.inlineLimit).map { inline($0) }, count: elements.count)
    case .nothing: return "nil"
    case .other(let type): return Words().report.value(ofType: type)
    }
  }

  /// How many elements of a list are shown one below the other.
  private static let rowLimit = 40
  /// How many elements of a list a line shows.
  private static let inlineLimit = 16

  private func list(_ texts: [String], count: Int) -> String {
    "[" + (texts + (count > texts.count ? ["…"] : [])).joined(separator: ", ") + "]"
  }

  private func mark(_ text: String) -> String { style.dress(text, as: .mark) }
}

extension Value {
  /// Whether there is but one thing to see.
  var isSingle: Bool {
    switch self {
    case .number, .integer, .boolean, .string, .shape, .nothing, .other: true
    case .tensor(let shape, _): shape.isEmpty
    case .list: false
    }
  }

  /// Whether several such values are best read in a row.
  fileprivate var isShort: Bool {
    switch self {
    case .number, .integer, .boolean, .nothing: true
    case .string, .shape, .tensor, .list, .other: false
    }
  }
}

extension Value {
  /// Whether this is a list of rows of numbers of which some are longer than others.
  var hasUnequalRows: Bool {
    guard case .list(let rows) = self else { return false }
    let lengths = rows.compactMap { Numbers($0)?.shape.first }
    return lengths.count == rows.count && Set(lengths).count > 1
  }
}
