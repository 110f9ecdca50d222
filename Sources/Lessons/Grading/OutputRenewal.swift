import Figures
import Reading

/// The `output` blocks of a lesson against what its examples print now.
package struct OutputRenewal {
  /// An `output` block that is not what its example prints.
  package struct Drift: Hashable, Sendable {
    package var block: Block
    /// The example whose output it is; `nil`: it is a figure's.
    package var example: CellID?
    /// The block's text, and what the example prints or the figure shows now, both as `OutputText` has them.
    package var shown: String
    package var printed: String
  }

  package let drifts: [Drift]
  private let report: Report

  package init(_ report: Report) {
    self.report = report
    drifts = report.blocks.compactMap { reported in
      guard case .output(let block) = reported.block.segment else { return nil }
      let now: String
      if let figure = reported.block.figure {
        // Of an example that did not run nothing is known.
        guard let state = report.state(of: figure) else { return nil }
        now = OutputText(StaticFigure(state).text).text
      } else {
        guard reported.block.example != nil else { return nil }
        now = OutputText(reported.printed ?? "").text
      }
      let shown = OutputText(block.text).text
      return now == shown
        ? nil : Drift(block: block, example: reported.block.example?.id, shown: shown, printed: now)
    }
  }

  /// The same renewal for the lesson as it is now, after somebody may have worked on it.
  /// - Parameter current: The lesson that has just been read.
  /// - Returns: `nil` if its examples are no longer those that ran, so that nothing is known of their output.
  package func carriedOver(to current: Lesson) -> OutputRenewal? {
    let (ran, present) = (report.lesson.contextCells, current.contextCells)
    guard ran.map(\.role) == present.map(\.role), ran.map(\.source) == present.map(\.source) else { return nil }
    let cells = Dictionary(present.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let examples = report.examples.compactMap { result in
      cells[result.cell.id].map { ExampleResult(cell: $0, parts: result.parts) }
    }
    return OutputRenewal(Report(lesson: current, examples: examples))
  }

  /// The `output` blocks of examples that printed one thing in one run and another in another.
  package static func unsteadyBlocks(_ one: Report, _ other: Report) -> [Block] {
    zip(one.blocks, other.blocks).compactMap { one, other in
      guard case .output(let block) = one.block.segment, let printed = one.printed, let again = other.printed,
        OutputText(printed) != OutputText(again)
      else { return nil }
      return block
    }
  }

  /// The lesson's text with every `output` block renewed, line ends and all else as they were.
  package func renewedText() -> String {
    let drifts = Dictionary(drifts.map { ($0.block.lines, $0.printed) }, uniquingKeysWith: { first, _ in first })
    return report.lesson.text { block, lines in
      drifts[block.lines].map { outputBlock($0, inPlaceOf: lines) }
    }
  }

  private func outputBlock(_ printed: String, inPlaceOf lines: ArraySlice<Substring>) -> String {
    let lineEnd = report.lesson.text.lineEnd
    let fence = OutputText.fence(around: printed, inPlaceOf: lines.first.map(String.init) ?? "")
    let body = printed.replacing("\n", with: lineEnd)
    // The file's last line need not be ended, and stays so.
    return fence + "output" + lineEnd + body + fence + (lines.last?.lineEnd ?? "")
  }
}
