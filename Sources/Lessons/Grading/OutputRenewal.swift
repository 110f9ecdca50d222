/// The `output` blocks of a lesson against what its examples print now.
package struct OutputRenewal {
  /// An `output` block that is not what its example prints.
  package struct Drift: Hashable, Sendable {
    package var block: Block
    package var printed: String
  }

  package let drifts: [Drift]
  private let lesson: Lesson

  package init(_ report: Report) {
    lesson = report.lesson
    let printed = Dictionary(
      report.examples.map { ($0.cell.lines, $0.printed) }, uniquingKeysWith: { first, _ in first })
    var example: Cell?
    var drifts: [Drift] = []
    for segment in report.lesson.segments {
      switch segment {
      case .cell(let cell):
        example = cell
      case .output(let block):
        let now = Self.normalised(example.flatMap { printed[$0.lines] } ?? "")
        if now != Self.normalised(block.text) { drifts.append(Drift(block: block, printed: now)) }
      default:
        break
      }
    }
    self.drifts = drifts
  }

  /// What there is to say of an output that is never the same.
  package static let unsteadiness =
    "the example prints something else each time it runs, so that no output stays current: take random numbers from a seed, and "
    + "print no times"

  /// The `output` blocks of examples that printed one thing in one run and another in another.
  package static func unsteadyBlocks(_ one: Report, _ other: Report) -> [Block] {
    let printed = zip(one.examples, other.examples).filter { normalised($0.printed) != normalised($1.printed) }
    let lines = Set(printed.map(\.0.cell.lines))
    var example: Cell?
    return one.lesson.segments.compactMap { segment in
      if case .cell(let cell) = segment { example = cell }
      guard case .output(let block) = segment, let example, lines.contains(example.lines) else { return nil }
      return block
    }
  }

  /// The lesson's text with every `output` block renewed, line ends and all else as they were.
  package func renewedText() -> String {
    guard !drifts.isEmpty else { return lesson.text }
    let lineEnd = lesson.text.lineEnd
    var lines = lesson.text.endedLines
    for drift in drifts.reversed() {
      let (first, last) = (drift.block.lines.lowerBound - 1, drift.block.lines.upperBound - 1)
      let fence = Self.fence(around: drift.printed, atLeast: String(lines[first]))
      let body = drift.printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      // The file's last line need not be ended, and stays so.
      let closing = fence + (lines[last].lineEnd ?? "")
      let block = ([fence + "output"] + body.map(String.init)).map { $0 + lineEnd } + [closing]
      lines.replaceSubrange(first...last, with: block.map { $0[...] })
    }
    return lines.joined()
  }

  /// Without blanks at the ends of lines, which editors remove, and with one line end at the end.
  private static func normalised(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
      return line
    }
    let trimmed = lines.joined(separator: "\n").drop { $0 == "\n" }
    var result = String(trimmed)
    while result.last == "\n" { result.removeLast() }
    return result.isEmpty ? "" : result + "\n"
  }

  /// A fence that no line of the output closes, of the kind that the block has.
  private static func fence(around text: String, atLeast opening: String) -> String {
    let mark: Character = opening.hasPrefix("~") ? "~" : "`"
    let present = opening.prefix { $0 == mark }.count
    let lines: [Substring] = text.split(separator: "\n")
    let longest = lines.map { line in line.prefix(while: { $0 == mark }).count }.max() ?? 0
    return String(repeating: mark, count: max(3, present, longest + 1))
  }
}
