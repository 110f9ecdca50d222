import Reading
import Reporting
import Support

/// What stands on a page that is alive where others have code and answers: a place for an editor, and places that the page's script fills with
/// what comes. Each holds what is known already, so that the page can be read without a script.
package struct LiveCellHTML: Sendable {
  /// By their names, what the places hold.
  package var parts: [String: String]
  /// Whether this is a learner's workspace: then there is a starter to go back to, and expected values are masked.
  package var isInWorkspace: Bool
  /// Whether every cell can be edited.
  package var isAuthors: Bool
  private let words = Words().serving

  package init(parts: [String: String] = [:], isInWorkspace: Bool = false, isAuthors: Bool = false) {
    (self.parts, self.isInWorkspace, self.isAuthors) = (parts, isInWorkspace, isAuthors)
  }

  /// A place for something that changes.
  /// - Parameters:
  ///   - name: Its name, such as `found exercise/stride/1`.
  ///   - isTold: Whether readers aloud say what has come.
  /// - Returns: An element that the page's script finds by that name.
  package func place(_ name: String, isTold: Bool = false) -> String {
    let live = isTold ? " aria-live=\"polite\"" : ""
    return "<div data-part=\"\(HTML.attribute(name))\"\(live)>\(parts[name] ?? "")</div>\n"
  }

  /// A cell that can be edited.
  func editor(_ cell: Cell, code: String) -> String {
    editor(cell, code: code, form: "")
  }

  /// An exercise's cell, in the form in which it is answered.
  func editor(_ exercise: Exercise, code: String) -> String {
    guard exercise.form != .swift else { return editor(exercise.starter, code: code) }
    var form = " data-form=\"\(exercise.form.rawValue)\""
    if case .choice(let choice) = exercise.kind, choice.picksOne { form += " data-pick=\"one\"" }
    if exercise.form == .number, let line = NumberLine(around: exercise.starter.source) {
      form += " data-before=\"\(HTML.attribute(line.before))\" data-unit=\"\(HTML.attribute(line.unit))\""
    }
    return editor(exercise.starter, code: code, form: form)
  }

  private func editor(_ cell: Cell, code: String, form: String) -> String {
    "<div class=\"editor\" data-editor=\"\(HTML.attribute(cell.id.description))\"\(form)>\n\(code)</div>\n"
  }

  /// The buttons below an exercise's cell.
  func buttons(_ exercise: Exercise) -> String {
    let id = HTML.attribute(exercise.starter.id.description)
    func button(_ action: String, _ title: String, confirm: String? = nil, key: String = "") -> String {
      let question = confirm.map { " data-confirm=\"\(HTML.attribute($0))\"" } ?? ""
      return "<button type=\"button\" data-do=\"\(action)\" data-of=\"\(id)\"\(question)>\(title)\(key)</button>\n"
    }
    let solution =
      exercise.solution == nil || isAuthors
      ? "" : button("solution", words.solution, confirm: isInWorkspace ? words.noted : nil)
    let hint = exercise.hints.isEmpty ? "" : button("hint", words.hint(1, of: exercise.hints.count))
    let workspace =
      isInWorkspace
      ? button("reveal", words.reveal) + button("reset", words.reset, confirm: words.confirmReset) : ""
    return """
      <div class="doing" role="group" aria-label="\(HTML.attribute(exercise.name))">
      \(button("run", runTitle(exercise), key: " <kbd>Ctrl Enter</kbd>"))\
      \(exercise.isRun ? button("steps", words.steps) : "")\(hint)\(solution)\(workspace)\
      <span class="saved" data-saved="\(id)" role="status"></span></div>

      """
  }

  private func runTitle(_ exercise: Exercise) -> String {
    if case .text = exercise.kind { return words.saveAnswer }
    return exercise.isRun ? words.run : words.checkAnswer
  }

  /// The buttons below a cell that is no exercise: an example has steps to be gone through, and its author runs what is edited.
  func buttons(_ cell: Cell) -> String {
    let id = HTML.attribute(cell.id.description)
    func button(_ action: String, _ title: String) -> String {
      "<button type=\"button\" data-do=\"\(action)\" data-of=\"\(id)\">\(title)</button>\n"
    }
    let buttons =
      (isAuthors ? button("run", words.run) : "") + (cell.role == .example ? button("steps", words.steps) : "")
    return """
      <div class="doing" role="group" aria-label="\(id)">
      \(buttons)<span class="saved" data-saved="\(id)" role="status"></span></div>

      """
  }

  /// What stands above the lesson: how it is, and what can be done with it as a whole.
  package var above: String {
    func button(_ action: String, _ title: String) -> String {
      "<button type=\"button\" data-do=\"\(action)\" data-of=\"\">\(title)</button>\n"
    }
    let check = isAuthors ? button("check", words.check) : ""
    return """
      <div class="live-state">
      <div class="row">\(place("state", isTold: true))<div class="doing">\(button("again", words.runAgain))\(check)</div></div>
      \(isAuthors ? place("check", isTold: true) : "")</div>

      """
  }

  func below(_ exercise: Exercise) -> String {
    let id = exercise.starter.id.description
    return place("found \(id)", isTold: true) + place("steps \(id)") + place("hints \(id)") + place("solution \(id)")
  }
}

/// The parts of a lesson that are made anew while it is alive, as its page has them.
package struct LessonParts: Sendable {
  private let lesson: LessonHTML

  package init(_ lesson: LessonHTML) { self.lesson = lesson }

  /// The first hints of an exercise; `covered` covers in a text what must not be told.
  package func hints(of exercise: Exercise, _ count: Int, covered: (String) -> String) -> String {
    exercise.hints.prefix(count).enumerated().map { index, hint in
      "<div class=\"hint\"><p class=\"label\">\(Words().serving.hint(index + 1, of: exercise.hints.count))</p>\n"
        + lesson.markdown(covered(hint.markdown)) + "</div>\n"
    }.joined()
  }

  package func solution(of exercise: Exercise) -> String {
    guard let solution = exercise.solution else { return "" }
    return
      "<div class=\"solution\"><p class=\"label\">\(Words().page.solution)</p>\n\(lesson.code(of: solution))</div>\n"
  }
}
