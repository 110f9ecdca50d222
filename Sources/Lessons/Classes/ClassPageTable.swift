import Grading
import Reporting
import TextTable

/// The page's table of students.
///
/// The style sheet puts the rows in the order of the number that the chosen button names; as they stand they are sorted by name.
struct ClassPageTable {
  let figures: ClassFigures
  private let words = Words().course

  init(figures: ClassFigures) { self.figures = figures }

  private var names: [String] { figures.columns.names }

  var beginning: String {
    let orders =
      [("name", words.orders.name), ("most", words.orders.most), ("least", words.orders.least)]
      + (figures.hasTimes ? [("last", words.orders.last)] : [])
    let buttons = orders.map { id, label in
      let checked = id == "name" ? " checked" : ""
      return "<label><input type=\"radio\" name=\"order\" id=\"by-\(id)\"\(checked)> \(label)</label>"
    }
    let headings = names.map { "<th scope=\"col\" class=\"exercise\"><span>\(pageText($0))</span></th>" }
    let time = figures.hasTimes ? "<th scope=\"col\">\(words.time)</th>" : ""
    return """
      <section>
      <h2>\(words.students)</h2>
      <fieldset class="orders"><legend>\(words.sortBy)</legend> \(buttons.joined(separator: " "))</fieldset>
      <ul class="legend key">\(Grade.Status.allCases.filter(occurs).map(keyEntry).joined())</ul>
      <div class="scroll" tabindex="0" role="region" aria-label="\(words.students)">
      <table class="\(figures.hasTimes ? "timed" : "untimed")" style="--exercises:\(max(1, names.count))">
      <thead><tr><th scope="col">\(words.student)</th><th scope="col">\(words.points)</th>\(headings.joined())\(time)</tr></thead>
      <tbody>

      """
  }

  let ending = "</tbody>\n</table>\n</div>\n</section>\n"

  /// A student's row.
  func row(_ result: SubmissionResult) -> String {
    let statuses = Dictionary(result.exercises.map { ($0.name, $0) }) { first, _ in first }
    let cells = names.map { name in statuses[name].map(cell) ?? "<td></td>" }
    let problems =
      result.remarks.isEmpty ? "" : "<small>\(pageText(result.remarks.joined(separator: "; ")))</small>"
    let time = figures.hasTimes ? "<td class=\"time\">\(Self.shortTime(result.handedIn))</td>" : ""
    let order = "--points:\(Int(result.share * 1e6)); --time:\(Self.minutes(result.handedIn))"
    return """
      <tr style="\(order)"><th scope="row">\(pageText(result.student))\(problems)</th>\
      <td class="points">\(NumberText.text(of: result.finalPoints))\
      <span class="meter"><span style="width:\(Int(result.share * 100))%"></span></span></td>\(cells.joined())\(time)</tr>

      """
  }

  private func cell(_ exercise: ExerciseResult) -> String {
    let title =
      exercise.status.shown.label + ", "
      + words.share(plainNumber(exercise.points), of: plainNumber(exercise.maxPoints))
    let review: (words: String, sign: String) =
      switch exercise.review {
      case .done: (", \(Words().review.reviewed)", "<sup>●</sup>")
      case .stale: (", \(Words().review.staleMark)", "<sup>◌</sup>")
      case .begun, nil: ("", "")
      }
    return
      "<td><span class=\"\(exercise.status.rawValue)\" title=\"\(title)\(review.words)\">\(exercise.status.shown.letter)\(review.sign)</span></td>"
  }

  private func occurs(_ status: Grade.Status) -> Bool {
    figures.exercises.values.contains { $0.counts[status] != nil }
  }

  private func keyEntry(_ status: Grade.Status) -> String {
    "<li><span class=\"sign \(status.rawValue)\">\(status.shown.letter)</span>\(status.shown.label)</li>"
  }

  /// `2026-11-20T14:03:00Z` as `2026-11-20 14:03`.
  private static func shortTime(_ time: String?) -> String {
    guard let time else { return "" }
    return pageAttribute(minutes(time) > 0 ? String(time.prefix(16)).replacing("T", with: " ") : time)
  }

  /// A number that grows with the time; 0 if there is none that can be read. CSS counts with 32 bits.
  private static func minutes(_ time: String?) -> Int {
    let numbers = (time ?? "").split(whereSeparator: { !$0.isNumber }).prefix(5).compactMap { Int($0) }
    guard numbers.count == 5, (2000..<2060).contains(numbers[0]), numbers[1...].allSatisfy({ $0 < 60 }) else {
      return 0
    }
    let days = ((numbers[0] - 2000) * 12 + numbers[1]) * 31 + numbers[2]
    return days * 1440 + numbers[3] * 60 + numbers[4]
  }
}
