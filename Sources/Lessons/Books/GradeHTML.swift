import Grading
import LessonWire
import Reading
import Reporting
import Support

/// How an exercise went, for a page that is alive.
package struct GradeHTML {
  /// How many lines of what a cell printed are shown.
  private static let mostLines = 60

  private let expected: ExpectedValues
  private let words = Words().serving

  /// - Parameter expected: What stands beside wrong values.
  package init(expected: ExpectedValues) { self.expected = expected }

  /// - Parameters:
  ///   - grade: How it went.
  ///   - change: What has changed since the last run.
  ///   - isAwaited: Whether a newer answer is being run.
  /// - Returns: The verdict, why it is so, and what was answered.
  package func html(_ grade: Grade, change: String?, isAwaited: Bool) -> String {
    let told = ToldGrade(grade, expected: expected)
    return headline(grade, change: isAwaited ? words.running : change) + causes(told) + values(told)
  }

  private func headline(_ grade: Grade, change: String?) -> String {
    let shown = grade.status.shown
    let changed = change.map { " <span class=\"change\">\(HTML.text($0))</span>" } ?? ""
    return """
      <p class="verdict \(shown.role.name)"><span class="sign" aria-hidden="true">\(shown.sign)</span> \
      <b>\(HTML.text(grade.status.term))</b>\(changed) \
      <span class="points">\(words.points(grade.points, of: grade.exercise.points))</span></p>

      """
  }

  private func causes(_ told: ToldGrade) -> String {
    let blanks = told.blanksLeft.map { "<p class=\"attention\">\(HTML.text($0))</p>\n" } ?? ""
    let causes = told.causes.map {
      "<p class=\"cause\"><b>\(HTML.text($0.label)):</b> \(Self.paragraphs($0.words))</p>\n"
    }
    return blanks + told.problems.map(Self.problem).joined() + causes.joined() + atCrash(told.grade.valuesAtCrash)
  }

  private func atCrash(_ values: [TracedValue]) -> String {
    guard !values.isEmpty else { return "" }
    let rows = values.map { TraceHTML(code: CodeHTML()).value($0) }
    return "<div class=\"values\"><p class=\"label\">\(words.atThatPoint)</p>\n\(rows.joined())</div>\n"
  }

  private func values(_ told: ToldGrade) -> String {
    let hidden = told.hiddenChecks.map { right, total in
      "<p class=\"\(right == total ? "faint" : "bad")\">\(words.hiddenChecks(right, of: total))</p>\n"
    }
    let failure = told.hiddenFailure.map { words, answer in
      "<p class=\"bad\">\(HTML.text(words))</p>\n" + self.answer(answer)
    }
    let printed = OutputHTML.html(told.grade.parts, atMost: Self.mostLines)
    return told.answers.map(answer).joined() + (hidden ?? "") + (failure ?? "")
      + (printed.isEmpty ? "" : "<p class=\"label\">\(words.printed)</p>\n" + printed)
  }

  private func answer(_ answer: ToldAnswer) -> String {
    guard let value = answer.value else {
      return
        "<p class=\"value\"><span class=\"label\">\(HTML.text(answer.label)):</span> <span class=\"bad\">\(HTML.text(Words().report.noValue))</span></p>\n"
    }
    let remark = answer.remark.map { "<p class=\"bad\">\(HTML.text($0))</p>\n" } ?? ""
    guard !answer.isRight else { return ValueHTML.titled(answer.label, value) }
    let isAlone: Bool
    if case .untold = answer.expected { isAlone = true } else { isAlone = false }
    let label = isAlone ? answer.label : "\(answer.label), \(words.yours)"
    let mine = ValueHTML.titled(label, value, marked: answer.marked, isTable: true, isWrong: true)
    let other: String
    switch answer.expected {
    case .untold: return mine + remark
    case .masked: other = ValueHTML.masked(words.expected, insteadOf: value, at: answer.marked)
    case .value(let expected): other = ValueHTML.titled(words.expected, expected, isTable: true)
    }
    return "<div class=\"beside\">\n\(mine)\(other)</div>\n" + remark
  }

  // MARK: - Problems

  /// A problem with its place, the line that it is in, and what it means.
  package static func problem(_ problem: ToldProblem) -> String { html(problem, kind: "error") }

  private static func html(_ problem: ToldProblem, kind: String) -> String {
    let place = problem.location.map { "<span class=\"place\">\(HTML.text($0.description)):</span> " } ?? ""
    let pointed = problem.pointed
    let lines = pointed.isEmpty ? "" : "<pre>\(HTML.text(pointed.joined(separator: "\n")))</pre>\n"
    let plain = problem.plainWords.map {
      "<p class=\"plain\"><b>\(Words().serving.plainWords)</b> \(HTML.text(inLine($0, limit: 600)))</p>\n"
    }
    let notes = problem.notes.prefix(3).map { html($0, kind: "note") }.joined()
    return """
      <div class="problem"><p>\(place)<b class="\(kind == "error" ? "bad" : "faint")">\(kind):</b> \
      \(paragraphs(problem.message))</p>
      \(lines)\(plain ?? "")\(notes)</div>

      """
  }

  /// What is wrong with a lesson's file.
  package static func faults(_ faults: [Fault]) -> String {
    let items = faults.prefix(20).map { fault in
      let (problem, advice) = Words().fault(fault.kind)
      return """
        <li><span class="place">\(HTML.text(fault.location.description)):</span> \(HTML.text(problem))<br />\
        <span class="plain">\(HTML.text(advice))</span></li>

        """
    }
    return "<ul class=\"faults\">\n\(items.joined())</ul>\n"
  }

  private static func paragraphs(_ text: String) -> String {
    HTML.text(Formula.replaced(in: text.trimmed)).replacing("\n", with: "<br />")
  }
}

extension Style.Role {
  /// The class of what has this role.
  package var name: String {
    switch self {
    case .good: "good"
    case .bad, .mark: "bad"
    case .attention, .advice: "attention"
    case .title, .faint: "faint"
    }
  }
}
