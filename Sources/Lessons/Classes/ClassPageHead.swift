import Grading
import Reporting
import Support
import TextTable

/// The page up to the table of students.
struct ClassPageHead {
  private static let listedMistakes = 3

  let figures: ClassFigures
  let attendance: Attendance
  private let words = Words().course

  init(figures: ClassFigures, attendance: Attendance) {
    (self.figures, self.attendance) = (figures, attendance)
  }

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(words.pageTitle(XMLText.escaped(printable(title))))</title>
    <style>
    \(ClassPageStyle.text)
    </style>
    </head>
    <body>
    <main>
    <h1>\(pageText(title))</h1>
    \(tiles)
    \(outdated)\(histogram)
    \(absence)
    <section>
    <h2>\(words.exercises)</h2>
    <div class="cards">
    \(figures.columns.names.map(card).joined(separator: "\n"))
    </div>
    </section>

    """
  }

  private var title: String {
    let titles = figures.lessons.sorted { $0.key < $1.key }.map { $0.value.isEmpty ? $0.key : $0.value }
    return titles.isEmpty ? words.grades : titles.joined(separator: " · ")
  }

  private var tiles: String {
    let mean = figures.count > 0 ? figures.pointsSum / Double(figures.count) : 0
    let handedIn = attendance.expectedCount.map { words.share(attendance.count - attendance.unexpected.count, of: $0) }
    return """
      <ul class="tiles">
      \(tile(handedIn ?? "\(attendance.count)", words.handedIn))
      \(tile(words.share(rounded(mean), of: rounded(figures.maxPoints)), words.onAverage))
      \(tile("\(figures.fullMarks)", words.withAllPoints))
      </ul>
      """
  }

  /// What is said of those whose points are not among the figures.
  private var outdated: String {
    let count = attendance.count - figures.count
    return count > 0 ? "<p>\(words.otherVersions(count))</p>\n" : ""
  }

  private func tile(_ figure: String, _ words: String) -> String {
    "<li><strong>\(figure)</strong> \(words)</li>"
  }

  private var histogram: String {
    let most = max(1, figures.histogram.max() ?? 1)
    let bars = zip(figures.histogram, figures.labels).map { count, label in
      let height = plainNumber((1000 * Double(count) / Double(most)).rounded() / 10)
      return """
        <li><span class="count">\(count == 0 ? "" : "\(count)")</span>\
        <span class="column"><span class="bar" style="height:\(height)%"></span></span>\
        <span class="label">\(label)</span></li>
        """
    }
    return """
      <section>
      <h2>\(words.points)</h2>
      <p class="faint">\(words.histogram(isByPoint: figures.isByPoint))</p>
      <ol class="histogram">
      \(bars.joined(separator: "\n"))
      </ol>
      </section>
      """
  }

  private var absence: String {
    guard attendance.expectedCount != nil else { return "" }
    let missing = attendance.missing
    let none = "<p>\(words.allHandedIn)</p>"
    return """
      <section>
      <h2>\(words.notHandedIn)\(missing.isEmpty ? "" : " <span class=\"faint\">\(missing.count)</span>")</h2>
      \(missing.isEmpty ? none : names(missing))
      \(unexpected)
      </section>
      """
  }

  private var unexpected: String {
    let names = attendance.unexpected
    return names.isEmpty ? "" : "<h3>\(words.notOnRoster)</h3>\n\(self.names(names))"
  }

  private func names(_ names: [String]) -> String {
    "<ul class=\"names\">\n\(names.map { "<li>\(pageText($0))</li>" }.joined(separator: "\n"))\n</ul>"
  }

  private func card(_ name: String) -> String {
    let exercise = figures.exercises[name] ?? ExerciseFigures()
    let present = Grade.Status.allCases.compactMap { status in exercise.counts[status].map { (status, $0) } }
    let bar = present.map { status, count in
      "<span class=\"\(status.rawValue)\" style=\"flex-grow:\(count)\" title=\"\(status.shown.label): \(count)\"></span>"
    }
    let legend = present.map { status, count in
      "<li><span class=\"dot \(status.rawValue)\"></span>\(status.shown.label) <b>\(count)</b></li>"
    }
    let mean = exercise.count > 0 ? exercise.pointsSum / Double(exercise.count) : 0
    return """
      <article>
      <h3>\(pageText(name))</h3>
      <p class="rate"><strong>\(percentage(exercise.passed, of: exercise.count))</strong> \(words.passed) \
      <span class="faint">\(words.share(rounded(mean), of: rounded(exercise.maxPoints))) \(words.onAverage)</span></p>
      <div class="stack" aria-hidden="true">\(bar.joined())</div>
      <ul class="legend">\(legend.joined())</ul>
      \(mistakes(of: exercise))
      </article>
      """
  }

  private func mistakes(of exercise: ExerciseFigures) -> String {
    let frequent = exercise.frequentMistakes(Self.listedMistakes)
    guard !frequent.isEmpty else { return "" }
    let items = frequent.map { "<li><b>\($0.count) ×</b> \(pageText($0.advice))</li>" }
    return "<h4>\(words.mistakes)</h4>\n<ol class=\"mistakes\">\(items.joined())</ol>"
  }

  private func rounded(_ value: Double) -> String { NumberText.text(of: (100 * value).rounded() / 100) }
}
