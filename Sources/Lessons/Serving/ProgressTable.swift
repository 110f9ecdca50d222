import Books
import Reporting
import Support
import TextTable

/// The page on how far a learner is in a book: a row for each lesson, and in it each exercise as a sign that leads to it.
struct ProgressTable {
  /// No lesson's page is in a folder, so that none has this name.
  static let page = "progress/index.html"
  /// The place on the page that changes.
  static let part = "progress"

  let rows: [LessonResults]
  /// Whether what was asked for is remembered: in a workspace.
  let isInWorkspace: Bool
  private let words = Words().serving

  init(_ rows: [LessonResults], isInWorkspace: Bool) {
    (self.rows, self.isInWorkspace) = (rows.filter { !$0.exercises.isEmpty }, isInWorkspace)
  }

  /// The page's article, with what is known by now.
  var article: String {
    """
    <div class="live-state"></div>
    <h1>\(words.progress)</h1>
    <p>\(words.progressText)</p>
    <div class="wide" data-part="\(Self.part)">\(html)</div>

    """
  }

  var html: String {
    let seen = isInWorkspace ? "<th scope=\"col\" class=\"right\">\(words.solutionsSeen)</th>" : ""
    return """
      <table class="progress"><thead><tr><th scope="col">\(words.lesson)</th><th scope="col">\(words.exercises)</th>\
      <th scope="col" class="right">\(words.passedExercises)</th><th scope="col" class="right">\(words.pointsTitle)</th>\(seen)</tr></thead>
      <tbody>
      \(rows.map(row).joined())</tbody>
      <tfoot>\(sum)</tfoot></table>
      """
  }

  private func row(_ row: LessonResults) -> String {
    let remark: String
    switch row.condition {
    case .known: remark = ""
    case .awaited: remark = " <span class=\"running\">\(words.grading)</span>"
    case .failed(let failure): remark = " <span class=\"bad\">\(text(Words().failure(failure).problem))</span>"
    }
    let signs = row.exercises.map { sign($0, of: row) }.joined(separator: "\n")
    return """
      <tr><th scope="row"><a href="\(address(row.page))">\(text(row.title))</a></th><td><span class="signs">\(signs)</span>\(remark)</td>\
      \(numbers(passed: row.passed, of: row.exercises.count, row.points, row.mostPoints, row.exercises.count(where: \.hasSeenSolution)))</tr>

      """
  }

  private func sign(_ exercise: LessonResults.Exercise, of row: LessonResults) -> String {
    let (sign, role) = exercise.status.map { ($0.shown.sign, $0.shown.role.name) } ?? ("·", "faint")
    let state = exercise.status?.term ?? words.notBegun
    let title = text("\(exercise.name): \(state)")
    return
      "<a class=\"\(role)\" href=\"\(address(row.page))#\(text(exercise.cell.description))\" title=\"\(title)\" aria-label=\"\(title)\">\(sign)</a>"
  }

  private var sum: String {
    let exercises = rows.reduce(0) { $0 + $1.exercises.count }
    let (points, most) = (rows.reduce(0) { $0 + $1.points }, rows.reduce(0) { $0 + $1.mostPoints })
    let seen = rows.reduce(0) { $0 + $1.exercises.count(where: \.hasSeenSolution) }
    return
      "<tr><th scope=\"row\" colspan=\"2\">\(words.whole)</th>\(numbers(passed: rows.reduce(0) { $0 + $1.passed }, of: exercises, points, most, seen))</tr>"
  }

  private func numbers(passed: Int, of count: Int, _ points: Double, _ most: Double, _ seen: Int) -> String {
    func cell(_ text: String) -> String { "<td class=\"right\">\(text)</td>" }
    return cell("\(passed)/\(count)") + cell("\(NumberText.text(of: points))/\(NumberText.text(of: most))")
      + (isInWorkspace ? cell("\(seen)") : "")
  }

  /// From the page's folder.
  private func address(_ page: String) -> String { "../" + text(BookLinks.encoded(page)) }
  private func text(_ text: String) -> String { XMLText.escaped(printable(text)) }
}
