import Books
import Classes
import Grading
import Reporting
import TextTable

/// The desk's front page: the class, a row for each student, and how far the reviews are.
struct DeskTable {
  let course: ReviewedClass
  let text: DeskText
  let hasLesson: Bool
  private let words = Words().review

  init(_ course: ReviewedClass, _ text: DeskText, hasLesson: Bool) {
    (self.course, self.text, self.hasLesson) = (course, text, hasLesson)
  }

  private var students: [ReviewedClass.Student] {
    text.isAnonymous ? course.students.sorted { $0.code < $1.code } : course.students
  }

  func article(title: String) -> String {
    """
    <h1>\(words.desk)<span class="subtitle">\(text.inline(title))</span></h1>
    <noscript><p class="note">\(text.inline(words.needsScript))</p></noscript>
    \(skipped)\(hasLesson ? "" : "<p class=\"note\">\(text.inline(words.noLesson))</p>\n")\
    <h2>\(words.exercises)</h2>
    <ul class="desk-exercises">
    \(course.exercises.map(exercise).joined())</ul>
    <h2>\(words.students)</h2>
    <div class="wide"><table class="desk-class"><thead><tr><th scope="col">\(words.student)</th>\
    <th scope="col" class="right">\(words.pointsTitle)</th>\(course.exercises.map(heading).joined())</tr></thead>
    <tbody>
    \(students.map(row).joined())</tbody></table></div>

    """
  }

  /// What looks like a result and cannot be read.
  private var skipped: String {
    guard !course.skipped.isEmpty else { return "" }
    if text.isAnonymous { return "<p class=\"note\">\(text.inline(words.hiddenResults(course.skipped.count)))</p>\n" }
    let files = course.skipped.map { "<li>\(text.inline("\(course.folder.path)/\($0.words)"))</li>\n" }
    return """
      <aside class="note"><p>\(text.inline(words.unreadableResults)):</p>
      <ul>
      \(files.joined())</ul>
      <p>\(text.inline(words.unreadableResultsHint))</p></aside>

      """
  }

  static func page(of exercise: String) -> String { "exercise/\(exercise)" }

  private func address(_ exercise: String) -> String {
    text.inline(BookLinks.encoded(Self.page(of: exercise), keepingSlashes: true))
  }

  private func exercise(_ name: String) -> String {
    let (done, total) = course.progress(of: name)
    return """
      <li><a href="\(address(name))">\(text.inline(name))</a> <span class="faint">\(words.progress(done, of: total))</span>
      <progress value="\(done)" max="\(max(1, total))" aria-label="\(text.inline(name)): \(words.progress(done, of: total))"></progress></li>

      """
  }

  private func heading(_ name: String) -> String { "<th scope=\"col\">\(text.inline(name))</th>" }

  private func row(_ student: ReviewedClass.Student) -> String {
    let cells = course.exercises.map { name in
      student.exercise(name).map { cell($0, student.answerID(name), of: name) } ?? "<td></td>"
    }
    let fault =
      student.fault.map { "<br /><span class=\"bad\">\(text.inline(Words().failure(.faulty($0))))</span>" } ?? ""
    return """
      <tr><th scope="row">\(text.inline(text.name(student)))\(text.isAnonymous ? "" : fault)</th>\
      <td class="right">\(NumberText.text(of: student.final.finalPoints))/\(NumberText.text(of: student.final.maxPoints))</td>\(cells.joined())</tr>

      """
  }

  private func cell(_ exercise: ExerciseResult, _ id: String, of name: String) -> String {
    let marks = [
      exercise.review == .done ? words.reviewed : nil, exercise.review == .stale ? words.staleMark : nil,
      exercise.isFlagged == true ? words.flagged : nil,
    ].compactMap(\.self)
    let points = Words().points(exercise.points, of: exercise.maxPoints)
    let label = ([name, exercise.status.shown.label, points] + marks).joined(separator: ", ")
    let signs =
      (exercise.review == .done ? "●" : exercise.review == .stale ? "◌" : "") + (exercise.isFlagged == true ? "⚑" : "")
    return """
      <td><a class="\(exercise.status.shown.role.name)" href="\(address(name))#\(id)" title="\(text.inline(label))" \
      aria-label="\(text.inline(label))">\(exercise.status.shown.sign)<small>\(signs)</small></a></td>
      """
  }
}
