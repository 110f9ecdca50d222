import TextTable

extension Words {
  /// What stands on a book's pages besides the lessons' own words.
  package var page: PageWords { PageWords() }
}

/// The labels on a book's pages.
package struct PageWords: Sendable {
  package let skip = "Skip to the text"
  package let contents = "Contents"
  package let lessons = "Lessons"
  package let further = "Beside the lessons"
  package let reference = "Reference"
  package let previous = "Previous"
  package let next = "Next"
  package let pages = "Pages"
  package let example = "Example"
  package let output = "Output"
  package let exercise = "Exercise"
  package let hint = "Hint"
  package let solution = "Solution"
  package let values = "What it gives"
  package let checked = "What is compared"
  package let mistakes = "Typical mistakes"
  package let steps = "Step by step"
  package let ticked = "ticked"
  package let notTicked = "not ticked"
  package let blank = "blank"
  package let ownWords = "To be answered in your own words."
  package let advice = "About wrong options"
  package let rubric = "What is looked for"
  package let line = "Line"
  package let code = "Code"
  package let gives = "Gives"
  package let first = "first"
  package let last = "last"
  package let cutTrace = "… and more: a trace holds only so much."
  package let hiddenChecks = "Further checks stay hidden."
  package let standardError = "Written to standard error"
  package let sample = "Each learner has other numbers in this lesson. Those here are a sample."
  package let frontText =
    "A book of lessons. Each page can be read as it is; the exercises are done in the lesson's Markdown file."

  package let book = "The book"
  package let referenceText = "The names that a cell may use, with what their authors say of them."

  package init() {}

  package func points(_ points: Double) -> String { points == 1 ? "1 point" : "\(NumberText.text(of: points)) points" }

  package func numbered(_ word: String, _ number: Int, of count: Int) -> String {
    count == 1 ? word : "\(word) \(number)"
  }

  package func exercises(_ count: Int) -> String { count == 1 ? "1 exercise" : "\(count) exercises" }

  package func steps(of name: String) -> String { "\(name), step by step" }

  // MARK: - Pictures and plots

  package let shades = "Each picture from its least number, black, to its greatest, white."
  package let plot = "Plot"
  package let logarithmic = "; the scale is logarithmic"
  package func notFinite(_ count: Int) -> String { "\(count) not finite, in red" }
  package func picture(_ caption: String, _ height: Int, _ width: Int, _ range: ClosedRange<Double>) -> String {
    "\(caption.isEmpty ? "picture" : caption), \(height) × \(width), "
      + "from \(NumberText.text(of: range.lowerBound)) to \(NumberText.text(of: range.upperBound))"
  }
  /// What a line of a plot shows, for whoever does not see it.
  package func line(_ name: String, _ numbers: [Double]) -> String {
    let name = name.isEmpty ? "A line" : name
    guard let first = numbers.first, let last = numbers.last else { return "\(name): nothing" }
    let finite = numbers.filter(\.isFinite)
    return
      "\(name): \(numbers.count) numbers, from \(NumberText.text(of: first)) to \(NumberText.text(of: last)), "
      + "between \(NumberText.text(of: finite.min() ?? first)) and \(NumberText.text(of: finite.max() ?? last))"
  }
}
