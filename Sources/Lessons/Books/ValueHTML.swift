import Grading
import LessonWire
import Reporting
import Support
import TextTable

/// Values in a page: numbers in a shape as tables, everything else in words.
struct ValueHTML {
  /// What is longer is shown by its beginning and its end.
  private static let mostRows = 40
  private static let mostColumns = 40
  private static let mostChannels = 16
  private static let mostElements = 40

  /// A value under its label.
  /// - Parameters:
  ///   - label: What it is the value of.
  ///   - value: The value.
  ///   - marked: The places, row-major, of numbers that stand in brackets.
  ///   - isTable: Whether a list of numbers is a table, too.
  ///   - isWrong: Whether the value as a whole is marked where it stands in a line.
  /// - Returns: A paragraph or a figure.
  static func titled(
    _ label: String, _ value: Value, marked: Set<Int> = [], isTable: Bool = false, isWrong: Bool = false
  ) -> String {
    if isTable, Numbers(value).map({ $0.scalars.count > 1 }) ?? false {
      return figure(label, block(value, marked: marked))
    }
    if let text = inline(value) {
      let shown = marked.isEmpty && !isWrong ? HTML.text(text) : "<mark>[\(HTML.text(text))]</mark>"
      return "<p class=\"value\"><span class=\"label\">\(HTML.text(label)):</span> <code>\(shown)</code></p>\n"
    }
    return figure(label, block(value, marked: marked))
  }

  private static func figure(_ label: String, _ content: String) -> String {
    "<figure class=\"value\"><figcaption class=\"label\">\(HTML.text(label))</figcaption>\n\(content)</figure>\n"
  }

  /// What is told of an expected value that is not to be seen: where the answer agrees with it, the answer.
  static func masked(_ label: String, insteadOf value: Value, at places: Set<Int>) -> String {
    guard let numbers = Numbers(value), numbers.scalars.count > 1, !places.isEmpty else {
      return
        "<p class=\"value\"><span class=\"label\">\(HTML.text(label)):</span> <code>\(ExpectedValues.mask)</code></p>\n"
    }
    var exact = numbers.integers.mapValues(\.description)
    for place in places { exact[place] = ExpectedValues.mask }
    return figure(label, tensor(shape: numbers.shape, scalars: numbers.scalars, exact: exact))
  }

  /// A value within a line; `nil` where it takes a table.
  static func inline(_ value: Value) -> String? {
    switch value {
    case .number(let number): return NumberText.text(of: number)
    case .integer(let integer): return clipped(integer.description)
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .string(let string): return "\"\(inLine(string))\""
    case .shape(let sizes): return sizes.isEmpty ? "scalar" : sizes.map(String.init).joined(separator: " × ")
    case .tensor(let shape, let scalars) where shape.count < 2:
      guard scalars.count <= 16 else { return nil }
      let texts = NumberText.texts(of: scalars).joined(separator: ", ")
      return shape.isEmpty ? texts : "[\(texts)]"
    case .tensor(let shape, let scalars): return scalars.isEmpty ? "empty (\(sizes(shape)))" : nil
    case .list(let elements):
      let texts = elements.prefix(16).map { inline($0) }
      guard elements.count <= 16, !texts.contains(nil), Numbers(value).map({ $0.shape.count < 2 }) ?? true else {
        return nil
      }
      return "[\(texts.compactMap(\.self).joined(separator: ", "))]"
    case .nothing: return "nil"
    case .other(let type): return "(\(inLine(type)))"
    }
  }

  static func block(_ value: Value, marked: Set<Int> = []) -> String {
    if let numbers = Numbers(value) {
      return tensor(
        shape: numbers.shape, scalars: numbers.scalars, exact: numbers.integers.mapValues(\.description), marked: marked
      )
    }
    guard case .list(let elements) = value else { return "<p><code>\(HTML.text(inline(value) ?? ""))</code></p>\n" }
    let shown = elements.prefix(mostElements).map {
      "<li>\(inline($0).map { "<code>\(HTML.text($0))</code>" } ?? block($0))</li>\n"
    }
    let rest = elements.count - shown.count
    return "<ol class=\"elements\" start=\"0\">\n\(shown.joined())</ol>\n"
      + (rest > 0 ? "<p class=\"faint\">… and \(rest) more</p>\n" : "")
  }

  // MARK: - Tables

  static func sizes(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

  static func tensor(shape: [Int], scalars: [Double], exact: [Int: String] = [:], marked: Set<Int> = []) -> String {
    guard !scalars.isEmpty, shape.reduce(1, *) == scalars.count else {
      return "<p><code>empty (\(sizes(shape)))</code></p>\n"
    }
    let numbers = NumberText(for: scalars)
    func cell(_ place: Int) -> String {
      let text = HTML.text(exact[place] ?? numbers.text(of: scalars[place]))
      return marked.contains(place) ? "<td><mark>[\(text)]</mark></td>" : "<td>\(text)</td>"
    }
    guard shape.count > 2 else {
      let (rows, columns) = shape.count == 2 ? (shape[0], shape[1]) : (1, scalars.count)
      return
        "<div class=\"wide\">\(table(rows: rows, columns: columns, label: sizes(shape)) { cell($0 * columns + $1) })</div>\n"
    }
    let (height, width, depth) = (shape[shape.count - 3], shape[shape.count - 2], shape[shape.count - 1])
    let count = scalars.count / (height * width)
    let tables = ends(of: count, limit: mostChannels).map { block -> String in
      guard let block else { return "<span class=\"faint\">…</span>\n" }
      let (image, channel) = block.quotientAndRemainder(dividingBy: depth)
      let start = image * height * width * depth + channel
      let title = shape.count > 3 ? "\(image), channel \(channel)" : "channel \(channel)"
      return table(rows: height, columns: width, label: title, isTitled: true) {
        cell(start + ($0 * width + $1) * depth)
      } + "\n"
    }
    return "<div class=\"wide channels\">\(tables.joined())</div>\n"
  }

  private static func table(
    rows: Int, columns: Int, label: String, isTitled: Bool = false, cell: (Int, Int) -> String
  ) -> String {
    let (shownRows, shownColumns) = (ends(of: rows, limit: mostRows), ends(of: columns, limit: mostColumns))
    let body = shownRows.map { row -> String in
      let cells = shownColumns.map { column -> String in
        guard let row, let column else { return "<td class=\"faint\">…</td>" }
        return cell(row, column)
      }
      return "<tr>\(cells.joined())</tr>"
    }.joined(separator: "\n")
    let isWhole = shownRows.count == rows && shownColumns.count == columns
    let title = isWhole ? label : "\(label) (\(rows) × \(columns), shortened)"
    let caption = isTitled || !isWhole ? "<caption>\(HTML.text(title))</caption>" : ""
    let name = caption.isEmpty ? " aria-label=\"\(HTML.attribute(title))\"" : ""
    return "<table class=\"tensor\"\(name)>\(caption)<tbody>\n\(body)\n</tbody></table>"
  }

  /// All indices, or the first and the last of them with `nil` in between.
  private static func ends(of count: Int, limit: Int) -> [Int?] {
    guard count > limit else { return Array(0..<count) }
    let half = limit / 2
    return Array(0..<half) + [nil] + Array(count - half..<count)
  }
}
