import Grading
import Reading
import Support
import TextTable

/// Faults and problems as people read them: `file:line:column: message`, the line of the lesson, a caret, what to do.
package struct ProblemText {
  let style: Style

  package init(style: Style) {
    self.style = style
  }

  /// A lesson's faults, each with its line and its advice.
  package func lines(for faults: [Fault], in text: String) -> [String] {
    // Where Markdown's lines end, and nowhere else.
    let source = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
    return faults.flatMap { fault in
      let row = fault.location.line - 1
      let excerpt = source.indices.contains(row) ? String(source[row]) : nil
      let (problem, advice) = Words().fault(fault.kind)
      return ["\(printable(fault.location.description)): \(style.dress("error:", as: .bad)) \(problem)"]
        + (excerpt.map { pointing(at: fault.location.column, in: $0) } ?? [])
        + ["  " + style.dress(advice, as: .advice)]
    }
  }

  package func lines(for problem: Problem) -> [String] { lines(for: ToldProblem(problem)) }

  func lines(for problem: ToldProblem, kind: String = "error") -> [String] {
    let place = problem.location.map { "\(printable($0.description)): " } ?? ""
    let role: Style.Role = kind == "error" ? .bad : .faint
    let message = printable(problem.message, keepingLines: true).split(
      separator: "\n", omittingEmptySubsequences: false)
    let heading = "\(place)\(style.dress(kind + ":", as: role)) \(message[0])"
    var lines = [heading] + message.dropFirst().map { "  " + $0 }
    if let excerpt = problem.excerpt { lines += pointing(at: excerpt.column, in: excerpt.line) }
    if let words = problem.plainWords { lines += plain(words) }
    for note in problem.notes {
      lines += self.lines(for: note, kind: kind == "error" && note.isError ? "error" : "note")
    }
    return lines
  }

  private func plain(_ words: String) -> [String] {
    wrapped(Words().report.plainWords + inLine(words, limit: 600), width: min(style.width, 80) - 6).map {
      "  " + style.dress($0, as: .advice)
    }
  }

  /// The line and a caret under a column, which counts UTF-8 bytes from 1. Tabs before it stay tabs, so that the caret lines up. Of a
  /// very long line, what is around the column.
  func pointing(at column: Int, in line: String) -> [String] {
    let before = Array(String(decoding: line.utf8.prefix(max(0, column - 1)), as: UTF8.self).unicodeScalars)
    let whole = Array(line.unicodeScalars)
    let isLong = whole.count > Self.longestExcerpt
    let start = isLong ? max(0, before.count - Self.longestExcerpt / 2) : 0
    let end = isLong ? min(whole.count, start + Self.longestExcerpt) : whole.count
    let lead = start > 0 ? "…" : ""
    let excerpt = lead + visible(before.dropFirst(start)) + visible(whole[min(before.count, end)..<end])
    let blanks = (lead + visible(before.dropFirst(start))).map { character in
      character == "\t" ? "\t" : String(repeating: " ", count: visibleWidth(String(character)))
    }
    return [
      "  " + excerpt + (end < whole.count ? "…" : ""), "  " + blanks.joined() + style.dress("^", as: .good),
    ]
  }

  /// How many characters of a line are shown.
  private static let longestExcerpt = 160

  private func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    // Tabs stay, but this is one line.
    printable(String(String.UnicodeScalarView(scalars)).replacing("\n", with: " "), keepingLines: true)
  }
}

extension ToldProblem {
  /// Notes have no notes of their own.
  fileprivate var isError: Bool { !notes.isEmpty }
}
