import Reading

/// The `output` blocks of a lesson against what its examples print now.
package struct OutputRenewal {
  /// An `output` block that is not what its example prints.
  package struct Drift: Hashable, Sendable {
    package var block: Block
    /// The block's text, and what the example prints now, both as `OutputText` has them.
    package var shown: String
    package var printed: String

    /// What has changed, in a few lines.
    package var change: [String] { OutputChange(self).lines }
  }

  package let drifts: [Drift]
  private let report: Report

  package init(_ report: Report) {
    self.report = report
    let printed = Dictionary(
      report.examples.map { ($0.cell.lines, $0.printed) }, uniquingKeysWith: { first, _ in first })
    var example: Cell?
    var drifts: [Drift] = []
    for segment in report.lesson.segments {
      switch segment {
      case .cell(let cell):
        example = cell
      case .output(let block):
        let now = OutputText(example.flatMap { printed[$0.lines] } ?? "").text
        let shown = OutputText(block.text).text
        if now != shown { drifts.append(Drift(block: block, shown: shown, printed: now)) }
      default:
        break
      }
    }
    self.drifts = drifts
  }

  /// The same renewal for the lesson as it is now, after somebody may have worked on it.
  /// - Parameter current: The lesson that has just been read.
  /// - Returns: `nil` if its examples are no longer those that ran, so that nothing is known of their output.
  package func carriedOver(to current: Lesson) -> OutputRenewal? {
    let (ran, present) = (report.lesson.contextCells, current.contextCells)
    guard ran.map(\.role) == present.map(\.role), ran.map(\.source) == present.map(\.source) else { return nil }
    let places = Dictionary(zip(ran, present).map { ($0.lines, $1) }, uniquingKeysWith: { first, _ in first })
    let examples = report.examples.compactMap { result in
      places[result.cell.lines].map { ExampleResult(cell: $0, printed: result.printed) }
    }
    return OutputRenewal(Report(lesson: current, examples: examples))
  }

  /// What there is to say of an output that is never the same.
  package static let unsteadiness =
    "the example prints something else each time it runs, so that no output stays current: take random numbers from a seed, and "
    + "print no times"

  /// The `output` blocks of examples that printed one thing in one run and another in another.
  package static func unsteadyBlocks(_ one: Report, _ other: Report) -> [Block] {
    let printed = zip(one.examples, other.examples).filter {
      OutputText($0.printed).text != OutputText($1.printed).text
    }
    let lines = Set(printed.map { $0.0.cell.lines })
    var example: Cell?
    return one.lesson.segments.compactMap { segment in
      if case .cell(let cell) = segment { example = cell }
      guard case .output(let block) = segment, let example, lines.contains(example.lines) else { return nil }
      return block
    }
  }

  /// The lesson's text with every `output` block renewed, line ends and all else as they were.
  package func renewedText() -> String {
    let text = report.lesson.text
    guard !drifts.isEmpty else { return text }
    let lineEnd = text.lineEnd
    var lines = text.endedLines
    for drift in drifts.reversed() {
      let (first, last) = (drift.block.lines.lowerBound - 1, drift.block.lines.upperBound - 1)
      let fence = OutputText.fence(around: drift.printed, inPlaceOf: String(lines[first]))
      let body = drift.printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      // The file's last line need not be ended, and stays so.
      let closing = fence + (lines[last].lineEnd ?? "")
      let block = ([fence + "output"] + body.map(String.init)).map { $0 + lineEnd } + [closing]
      lines.replaceSubrange(first...last, with: block.map { $0[...] })
    }
    return lines.joined()
  }
}
