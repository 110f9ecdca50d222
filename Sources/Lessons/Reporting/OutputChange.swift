import Grading
import Support

/// How an `output` block differs from what its example prints now, in a few lines: what the lesson has after `-`, what is printed after
/// `+`, and a line of what is common on either side.
package struct OutputChange {
  /// How many lines of either side are shown.
  private static let mostLines = 8

  private let shown: [String]
  private let printed: [String]
  private let common: (start: Int, end: Int)
  /// The file's line in which what is compared begins.
  private let firstLine: Int

  package init(_ drift: OutputRenewal.Drift) {
    let lines = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
    (shown, printed) = (lines(drift.shown), lines(drift.printed))
    let start = zip(shown, printed).prefix { $0 == $1 }.count
    let rest = min(shown.count, printed.count) - start
    let end = zip(shown.reversed(), printed.reversed()).prefix(rest).prefix { $0 == $1 }.count
    common = (start, end)
    let blanks = drift.block.text.split(separator: "\n", omittingEmptySubsequences: false).prefix {
      $0.allSatisfy(\.isWhitespace)
    }
    firstLine = drift.block.lines.lowerBound + 1 + (shown.isEmpty ? 0 : blanks.count)
  }

  /// The first line says where the two begin to differ, and what the marks mean.
  package var lines: [String] {
    let before = common.start > 0 ? ["  " + shown[common.start - 1]] : []
    let after = common.end > 0 ? ["  " + shown[shown.count - common.end]] : []
    let (old, new) = (
      shown[common.start..<shown.count - common.end], printed[common.start..<printed.count - common.end]
    )
    let pairs = zip(old, new).map { lookAlikesApart($0, $1) }
    let oldText = pairs.map(\.0) + old.dropFirst(pairs.count)
    let newText = pairs.map(\.1) + new.dropFirst(pairs.count)
    let words = Words().report
    let head = words.outputDiffers(inLine: firstLine + common.start)
    return [head] + before.map { clipped($0) } + marked(oldText, "- ", none: words.nothing)
      + marked(newText, "+ ", none: words.nothing)
      + after.map { clipped($0) }
  }

  private func marked(_ lines: [String], _ mark: String, none: String) -> [String] {
    if lines.isEmpty { return common.start + common.end == 0 ? [mark + none] : [] }
    let rest = lines.count - Self.mostLines
    return lines.prefix(Self.mostLines).map { clipped(mark + $0) }
      + (rest > 0 ? [mark + Words().report.more(rest, "line")] : [])
  }
}
