import Grading
import LessonWire
import Support
import TextTable

/// A cell's trace as lines of text: each line of source with its number, and beside it what its statements gave.
package struct TraceText {
  private let style: Style
  /// The columns that a line should stay within.
  private let width: Int

  package init(style: Style, width: Int) {
    (self.style, self.width) = (style, width)
  }

  private var values: ValueText { ValueText(style: style) }

  /// How many lines of a table are shown.
  private static let tableLimit = 12
  /// How many lines a trace has at the most.
  private static let longest = 400

  package func lines(_ trace: CellTrace) -> [String] {
    guard !trace.steps.isEmpty else {
      return [style.dress(Words().report.noTrace, as: .faint)]
    }
    let rows = trace.steps.flatMap { self.rows($0, depth: 0) }.trimmingEmptyRows()
    let calledFromElsewhere = trace.callsFromElsewhere.flatMap { $0.flatMap { self.rows($0, depth: 1) } }
    let frame = Frame(rows + calledFromElsewhere, width: width)
    let called =
      calledFromElsewhere.isEmpty
      ? []
      : [style.dress(Words().heading(ofCalls: trace.calls), as: .faint)]
        + calledFromElsewhere.flatMap { lines($0, in: frame) }
    let note = trace.isCut ? [style.dress(Words().report.cutTrace, as: .faint)] : []
    return style.shortened(rows.flatMap { lines($0, in: frame) } + called, limit: Self.longest) + note
  }

  /// Some values by themselves.
  func lines(_ values: [TracedValue]) -> [String] { values.flatMap { lines($0, width: width) } }

  // MARK: - Rows

  /// A step's line, and beneath it those of the calls that it made.
  fileprivate struct Row {
    var number: Int
    var source: String
    var values: [TracedValue]
    var isInCall: Bool
  }

  /// Where the columns are.
  private struct Frame {
    let numberWidth: Int
    /// Where values stand if there is room.
    let valueColumn: Int
    /// The columns between the gutter and the right edge.
    let room: Int

    init(_ rows: [Row], width: Int) {
      numberWidth = "\(rows.map(\.number).max() ?? 0)".count
      room = max(20, width - numberWidth - 3)
      let widest = rows.filter { !$0.values.isEmpty }.map { visibleWidth($0.source) }.max() ?? 0
      valueColumn = min(widest, room * 11 / 20) + 2
    }
  }

  private func rows(_ step: CellTrace.Step, depth: Int) -> [Row] {
    let source = printable(step.source.replacing("\t", with: "  "))
    let marks = String(repeating: "┆ ", count: min(depth, 6))
    let indented = depth == 0 ? source : "  " + marks + source.drop { $0 == " " }
    return [Row(number: step.line, source: indented, values: step.values, isInCall: depth > 0)]
      + step.calls.flatMap { $0.flatMap { rows($0, depth: depth + 1) } }
  }

  private func lines(_ row: Row, in frame: Frame) -> [String] {
    let number = "\(row.number)"
    let gutter = String(repeating: " ", count: frame.numberWidth - number.count) + number
    let start = style.dress(gutter + " │", as: .faint)
    let pieces = foldedCode(row.source, width: frame.room)
    let source = pieces[pieces.count - 1]
    let blank = String(repeating: " ", count: frame.numberWidth) + style.dress(" │", as: .faint)
    let folded = pieces.dropLast().enumerated().map { "\($0 == 0 ? start : blank) \($1)" }
    func whole(_ text: String) -> String {
      let margin = folded.isEmpty ? start : blank
      return text.isEmpty ? margin : "\(margin) \(text)"
    }
    let texts = row.values.map(inline)
    let beside = texts.compactMap(\.self).joined(separator: "; ")
    // In one column where that is possible, else further left or right.
    let gap = max(2, min(frame.valueColumn, frame.room - visibleWidth(beside)) - visibleWidth(source))
    if texts.allSatisfy({ $0 != nil }), visibleWidth(source) + gap + visibleWidth(beside) <= frame.room {
      return folded + [beside.isEmpty ? whole(source) : whole(source + String(repeating: " ", count: gap) + beside)]
    }
    let beneath = row.values.flatMap { lines($0, width: frame.room - 4) }
    return folded + [whole(source)] + beneath.map { $0.isEmpty ? blank : "\(blank)     \($0)" }
  }

  // MARK: - Values

  /// A value on one line; `nil` if it is a table.
  private func inline(_ value: TracedValue) -> String? {
    guard let first = inline(value.first), let last = inline(value.last) else { return nil }
    guard value.count > 1 else { return "\(value.name.isEmpty ? "" : value.name + " ")= \(first)" }
    return "\(heading(value)): \(Words().report.firstAndLast(first, last))"
  }

  private func heading(_ value: TracedValue) -> String {
    let times = value.count > 1 ? ["× \(value.count)"] : []
    return ((value.name.isEmpty ? [] : [value.name]) + times).joined(separator: " ")
  }

  private func inline(_ snapshot: Trace.Snapshot) -> String? {
    switch snapshot {
    case .whole(.tensor(let shape, let scalars)) where shape.count > 1 && !scalars.isEmpty: nil
    case .whole(let value): values.inline(value)
    case .beginning(let shape, let scalars):
      "(\(sizes(shape)): \(NumberText.texts(of: scalars).joined(separator: ", ")), …)"
    case .words(let words): inLine(words)
    case .unseen: "…"
    }
  }

  private func sizes(_ shape: [Int]) -> String {
    clipped(shape.count == 1 ? "\(shape[0]) numbers" : shape.map(String.init).joined(separator: " × "))
  }

  /// A value on lines of its own.
  private func lines(_ value: TracedValue, width: Int) -> [String] {
    if let text = inline(value) { return Support.wrapped(text, width: width).map { cut($0, to: width) } }
    let heading = style.dress("\(heading(value).isEmpty ? Words().report.value : heading(value)):", as: .faint)
    guard value.count > 1 else { return [heading] + table(value.first, width: width) }
    let first = [style.dress(Words().page.first, as: .faint)] + table(value.first, width: width)
    let last = [style.dress(Words().page.last, as: .faint)] + table(value.last, width: width)
    let both = sideBySide([first, last])
    return [heading] + ((both.map(visibleWidth).max() ?? 0) <= width ? both : first + last)
  }

  private func table(_ snapshot: Trace.Snapshot, width: Int) -> [String] {
    if let text = inline(snapshot) { return [cut(text, to: width)] }
    guard case .whole(let value) = snapshot else { return [] }
    return style.shortened(values.lines(value), limit: Self.tableLimit).map { cut($0, to: width) }
  }

  /// The beginning of a line that is too wide; it has no colours yet.
  private func cut(_ text: String, to width: Int) -> String {
    guard visibleWidth(text) > width else { return text }
    var beginning = ""
    var columns = 0
    for character in text {
      columns += visibleWidth(String(character))
      if columns >= width { break }
      beginning.append(character)
    }
    return beginning + "…"
  }
}

extension [TraceText.Row] {
  /// Without the empty lines at a cell's beginning and end.
  fileprivate func trimmingEmptyRows() -> [TraceText.Row] {
    let isFilled: (TraceText.Row) -> Bool = { !$0.source.allSatisfy(\.isWhitespace) }
    guard let first = firstIndex(where: isFilled), let last = lastIndex(where: isFilled) else { return [] }
    return Array(self[first...last])
  }
}
