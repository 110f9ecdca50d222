/// Faults and problems as people read them: `file:line:column: message`, the line of the lesson, a caret, what to do.
package struct ProblemText {
  let style: Style

  package init(style: Style) {
    self.style = style
  }

  /// A lesson's faults, each with its line and its advice.
  package func lines(for faults: [Fault], in text: String) -> [String] {
    let source = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return faults.flatMap { fault in
      let row = fault.location.line - 1
      let excerpt = source.indices.contains(row) ? String(source[row]) : nil
      return ["\(fault.location): \(style.dress("error:", as: .bad)) \(fault.problem)"]
        + (excerpt.map { pointing(at: fault.location.column, in: $0) } ?? [])
        + ["  " + style.dress(fault.advice, as: .advice)]
    }
  }

  func lines(for problem: Problem, kind: String = "error") -> [String] {
    let place = problem.location.map { "\($0): " } ?? ""
    let role: Style.Role = kind == "error" ? .bad : .faint
    let message = printable(problem.message, keepingLines: true)
    return ["\(place)\(style.dress(kind + ":", as: role)) \(message)"]
      + (problem.excerpt.map { pointing(at: $0.column, in: $0.line) } ?? [])
      + problem.notes.flatMap { lines(for: $0, kind: kind == "error" && $0.isError ? "error" : "note") }
  }

  /// The line and a caret under a column, which counts UTF-8 bytes from 1. Tabs before it stay tabs, so that the caret lines up.
  private func pointing(at column: Int, in line: String) -> [String] {
    let before = line.utf8.prefix(max(0, column - 1))
    let blanks = String(decoding: before, as: UTF8.self).map { $0 == "\t" ? "\t" : " " }
    return ["  " + printable(line, keepingLines: true), "  " + blanks.joined() + style.dress("^", as: .good)]
  }
}

extension Problem {
  /// Notes have no notes of their own.
  fileprivate var isError: Bool { !notes.isEmpty }
}
