import Books
import Classes
import Grading
import Live
import Reading
import Reporting
import TextTable

/// One answer at the desk, with all that can be said of it.
struct DeskPanel {
  let answer: ReviewedClass.Answer
  /// Its place among all answers to the exercise, from 1.
  let place: Int
  let count: Int
  let rubric: [ExerciseReview.Item]
  let solution: String?
  let bank: [String]
  let code: CodeHTML
  let language: String
  let text: DeskText
  private let words = Words().review

  init(
    _ answer: ReviewedClass.Answer, place: Int, of count: Int, rubric: [ExerciseReview.Item], solution: String?,
    bank: [String], code: CodeHTML, language: String, _ text: DeskText
  ) {
    (self.answer, self.place, self.count, self.rubric, self.solution) = (answer, place, count, rubric, solution)
    (self.bank, self.code, self.language, self.text) = (bank, code, language, text)
  }

  /// What is said of it: of several reviews the first.
  private var review: ExerciseReview { answer.review }

  var html: String {
    """
    <div class="desk-answer">
    <h2 id="answer" tabindex="-1">\(text.inline(words.place(place, of: count)))</h2>
    <p class="who"><span class="faint">\(text.inline(words.same(answer.students.count))):</span> \(names)</p>
    \(notes)\(verdict)
    \(listing)
    \(folded(words.found, machine))\(folded(words.solution, solution.map(shown) ?? ""))\
    </div>
    <div class="desk-review">
    \(items)\(points)\(comments)\(actions)</div>

    """
  }

  private var names: String {
    text.names(answer.students).map { "<bdi>\(text.inline($0))</bdi>" }.joined(separator: ", ")
  }

  private var notes: String {
    let faults = answer.students.compactMap(\.fault).map { Words().failure(.faulty($0)) }
    let told =
      (answer.isStale ? [words.staleHere] : []) + (answer.isMixed ? [words.mixed] : [])
      + (answer.machine.pointsBeyondMost(by: review).map { [words.cutHere($0, most: answer.machine.maxPoints)] } ?? [])
      + (text.isAnonymous ? [] : faults)
    return told.map { "<p class=\"note\">\(text.inline($0))</p>\n" }.joined()
  }

  private var verdict: String {
    let (machine, final) = (answer.machine, answer.final)
    let points = final.review == .done ? final.points : machine.points(by: review)
    let state = answer.isDone ? words.reviewed : words.open
    let own = Words().points(machine.points, of: machine.maxPoints)
    return """
      <p class="verdict \(answer.isDone ? "good" : "attention")"><span class="sign">\(final.status.shown.sign)</span>\
      <b>\(text.inline(final.status.shown.label))</b> <span class="state">\(state)</span>\
      \(answer.isFlagged ? " <span>⚑ \(words.flagged)</span>" : "")\
      \(machine.status == .awaitingReview ? "" : "<span class=\"faint\">\(text.inline(words.machine(own)))</span>")\
      <span class="points">\(text.inline(Words().points(points, of: machine.maxPoints)))</span></p>
      """
  }

  private var listing: String {
    guard let source = answer.machine.answer else { return "<p class=\"faint\">\(words.noAnswer)</p>" }
    return shown(source)
  }

  private func shown(_ source: String) -> String {
    "<pre class=\"code \(language)\" role=\"group\" aria-label=\"\(words.answer)\" tabindex=\"0\"><code>\(code.html(source, language: language))</code></pre>"
  }

  private func folded(_ title: String, _ content: String) -> String {
    content.isEmpty
      ? "" : "<details><summary>\(text.inline(title))</summary><div class=\"inside\">\(content)</div></details>\n"
  }

  private var machine: String {
    let told = answer.machine.feedbackText ?? answer.machine.feedback
    guard !told.isEmpty, let student = answer.students.first else { return "" }
    return "<pre tabindex=\"0\">\(text.block(text.withoutNames(told, of: student)))</pre>"
  }

  // MARK: - What can be said

  private func key(_ key: String) -> String { "<kbd aria-hidden=\"true\">\(key)</kbd>" }

  private var items: String {
    let taken = review.items
    let all = rubric + taken.filter { item in !rubric.contains { $0.text == item.text } }
    guard !all.isEmpty else { return "<p class=\"faint\">\(text.inline(words.noRubric))</p>\n" }
    let buttons = all.enumerated().map { index, item in
      let isTaken = taken.contains { $0.text == item.text }
      let shortcut = index < 9 ? " aria-keyshortcuts=\"\(index + 1)\"" : ""
      let points = (item.points >= 0 ? "+" : "−") + NumberText.text(of: abs(item.points))
      return """
        <li><button type="button" data-do="item" data-key="\(index + 1)" data-id="\(item.id)" \
        aria-pressed="\(isTaken)"\(shortcut)>\(index < 9 ? key("\(index + 1)") : "") <span>\(text.inline(item.text))</span> <b>\(points)</b></button></li>
        """
    }
    return "<h3>\(words.rubric)</h3>\n<ol class=\"rubric\">\n\(buttons.joined(separator: "\n"))\n</ol>\n"
  }

  private var points: String {
    let given = review.override
    let seen = given.map { " data-seen=\"\($0.id)\"" } ?? ""
    let withdraw =
      given == nil ? "" : "<button type=\"button\" data-do=\"withdraw\">\(words.withdraw)</button>"
    return """
      <form class="points-form" data-form="points"\(seen)>
      <h3>\(words.otherPoints) \(key("p"))</h3>
      <p class="row"><label>\(words.pointsTitle) <input name="points" inputmode="decimal" autocomplete="off" size="5" \
      value="\(given.map { NumberText.text(of: $0.points) } ?? "")" aria-keyshortcuts="p" /></label>
      <label class="wide-field">\(words.reason) <input name="reason" autocomplete="off" value="\(given.map { text.exact($0.reason) } ?? "")" /></label>
      <button type="submit">\(words.give)</button>\(withdraw)</p>
      </form>

      """
  }

  private var comments: String {
    let own = review.comments.map { comment in
      """
      <li><span>\(text.inline(comment))</span> <button type="button" data-do="uncomment" data-id="\(ExerciseReview.id(of: comment))" \
      aria-label="\(words.remove): \(text.inline(comment))">\(words.remove)</button>\
      \(bank.contains(comment) ? "" : "<button type=\"button\" data-do=\"keep\" data-id=\"\(ExerciseReview.id(of: comment))\">\(words.keep)</button>")</li>
      """
    }
    let kept = bank.enumerated().map { index, comment in
      let shortcut = index < 9 ? " aria-keyshortcuts=\"Shift+\(index + 1)\"" : ""
      return """
        <li><button type="button" data-do="bank" data-bank="\(index + 1)" data-id="\(ExerciseReview.id(of: comment))"\(shortcut) \
        aria-pressed="\(review.comments.contains(comment))">\(index < 9 ? key("⇧\(index + 1)") : "") <span>\(text.inline(comment))</span></button>\
        <button type="button" data-do="drop" data-id="\(ExerciseReview.id(of: comment))" aria-label="\(words.remove): \(text.inline(comment))">×</button></li>
        """
    }
    return """
      <h3>\(words.comments) \(key("c"))</h3>
      \(own.isEmpty ? "" : "<ul class=\"comments\">\n\(own.joined(separator: "\n"))\n</ul>\n")\
      <form data-form="comment"><p class="row"><label class="wide-field"><span class="unseen">\(words.comment)</span>\
      <input name="text" autocomplete="off" aria-keyshortcuts="c" /></label> <button type="submit">\(words.addComment)</button></p></form>
      <details class="bank"\(kept.isEmpty ? "" : " open=\"\"")><summary>\(words.bank)</summary>
      \(kept.isEmpty ? "<p class=\"faint\">\(text.inline(words.bankEmpty))</p>" : "<ol>\n\(kept.joined(separator: "\n"))\n</ol>")</details>

      """
  }

  private var actions: String {
    func button(_ action: String, _ shortcut: String, _ shown: String, _ label: String, pressed: Bool? = nil) -> String
    {
      let state = pressed.map { " aria-pressed=\"\($0)\"" } ?? ""
      return
        "<button type=\"button\" data-do=\"\(action)\" aria-keyshortcuts=\"\(shortcut)\"\(state)>\(text.inline(label)) \(key(shown))</button>"
    }
    let done = answer.isDone ? button("undone", "x", "x", words.notDone) : ""
    return """
      <p class="doing">\(button("done", "Enter", "Enter", words.done))\(done)\
      \(button("flag", "f", "f", words.flag, pressed: answer.isFlagged))\(button("undo", "u", "u", words.undo))\
      \(button("previous", "k", "k ←", words.previous))\(button("next", "j", "j →", words.next))\(button("open", "n", "n", words.nextOpen))</p>

      """
  }
}
