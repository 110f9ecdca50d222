import Grading
import LessonWire
import Reporting
import Support
import TextTable

/// What every statement of a cell gave, as a table of steps; the site's script lets a reader go through them one by one.
package struct TraceHTML {
  /// How many rows are shown.
  private static let mostRows = 60
  /// How many numbers a table within a step may have.
  private static let mostNumbers = 36
  /// How many letters of a value that is neither numbers nor a text.
  private static let mostLetters = 90
  private static let words = Words().page

  private let code: CodeHTML
  private let isOpen: Bool

  /// - Parameters:
  ///   - code: Colours the statements.
  ///   - isOpen: Whether the table is there to be seen at once.
  package init(code: CodeHTML, isOpen: Bool = false) { (self.code, self.isOpen) = (code, isOpen) }

  private struct Row {
    var step: CellTrace.Step
    var depth: Int
  }

  /// - Parameters:
  ///   - trace: What was found.
  ///   - label: What the table is called where nobody sees it.
  /// - Returns: The table; empty if there is nothing to step through.
  package func html(_ trace: CellTrace, label: String) -> String {
    let own = trace.steps.flatMap { Self.flat($0, depth: 0) }
    let called = trace.callsFromElsewhere.flatMap { $0.flatMap { Self.flat($0, depth: 0) } }
    let rows: [Row] = (own.contains { !$0.step.values.isEmpty } ? own : called).filter {
      !$0.step.source.trimmed.isEmpty
    }
    guard rows.contains(where: { !$0.step.values.isEmpty }), rows.count > 1 else { return "" }
    let isCut = trace.isCut || rows.count > Self.mostRows
    let shown = rows.prefix(Self.mostRows).map { self.row($0) }.joined(separator: "\n")
    return """
      <details class="trace" data-stepper=""\(isOpen ? " open=\"\"" : "")>
      <summary>\(Self.words.steps)</summary>
      <div class="wide"><table class="steps" aria-label="\(HTML.attribute(label))">
      <thead><tr><th scope="col">\(Self.words.line)</th><th scope="col">\(Self.words.code)</th>\
      <th scope="col">\(Self.words.gives)</th></tr></thead>
      <tbody>
      \(shown)
      </tbody></table></div>\(isCut ? "\n<p class=\"faint\">\(Self.words.cutTrace)</p>" : "")
      </details>

      """
  }

  private static func flat(_ step: CellTrace.Step, depth: Int) -> [Row] {
    [Row(step: step, depth: depth)] + step.calls.flatMap { $0.flatMap { flat($0, depth: depth + 1) } }
  }

  private func row(_ row: Row) -> String {
    let values = row.step.values.map(value).joined(separator: "")
    let depth = row.depth > 0 ? " data-depth=\"\(min(row.depth, 6))\"" : ""
    let marks = row.depth > 0 ? "<span class=\"faint\">\(String(repeating: "┆ ", count: min(row.depth, 6)))</span>" : ""
    return """
      <tr\(values.isEmpty ? "" : " data-step=\"\"")\(depth)><th scope="row">\(row.step.line)</th>\
      <td><code>\(marks)\(code.html(row.step.source))</code></td><td>\(values)</td></tr>
      """
  }

  // MARK: - Values

  func value(_ value: TracedValue) -> String {
    let name = value.name.isEmpty ? "" : "<code>\(HTML.text(value.name))</code>"
    guard value.count > 1 else { return "<div>\(name) = \(snapshot(value.first))</div>" }
    let first = snapshot(value.first)
    // A comma behind a table would stand in a line of its own.
    let comma = first.hasPrefix("<div") ? "" : ","
    return
      "<div>\(name) × \(value.count): \(Self.words.first) \(first)\(comma) \(Self.words.last) \(snapshot(value.last))</div>"
  }

  private func snapshot(_ snapshot: Trace.Snapshot) -> String {
    switch snapshot {
    case .whole(let value):
      if let text = ValueHTML.inline(value) { return "<code>\(HTML.text(text))</code>" }
      guard let numbers = Numbers(value) else { return "<code>…</code>" }
      return numbers.scalars.count <= Self.mostNumbers
        ? ValueHTML.block(value) : "<code>\(ValueHTML.sizes(numbers.shape))</code>"
    case .beginning(let shape, let scalars):
      return
        "<code>\(ValueHTML.sizes(shape)): \(HTML.text(NumberText.texts(of: Array(scalars.prefix(4))).joined(separator: ", "))), …</code>"
    case .words(let words): return "<code>\(HTML.text(inLine(words, limit: Self.mostLetters)))</code>"
    case .unseen: return "…"
    }
  }
}
