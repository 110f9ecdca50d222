import Books
import Classes
import FoundationEssentials
import Grading
import LessonSyntax
import Reading
import Reporting
import Running

/// The author's lesson at the desk, as `grade` has left a copy of it in the folder of results.
package struct DeskLesson: Sendable {
  package let lesson: Lesson

  /// The lesson's page at the desk.
  static let page = "lesson.html"

  /// `nil` if there is no copy that can be read.
  package init?(in folder: ResultsFolder) {
    let path = folder.file(named: ResultsFolder.lessonFileName)
    guard let data = FileManager.default.contents(atPath: path),
      let lesson = try? LessonReader.read(Array(data), path: path)
    else { return nil }
    self.init(lesson)
  }

  package init(_ lesson: Lesson) { self.lesson = lesson }

  /// What can be taken, by exercise.
  package var rubrics: ReviewTable.Rubrics {
    var rubrics: ReviewTable.Rubrics = [:]
    for exercise in lesson.exercises {
      guard case .text(let rubric?) = exercise.kind else { continue }
      rubrics[exercise.name] = rubric.items.map { ExerciseReview.Item(text: $0.text, points: $0.points) }
    }
    return rubrics
  }

  /// The author's solutions, by exercise.
  package var solutions: [String: String] {
    Dictionary(lesson.exercises.compactMap { exercise in exercise.solution.map { (exercise.name, $0.source) } }) {
      first, _ in first
    }
  }

  /// What the exercises begin with that are answered in Swift.
  package var starters: [String: String] {
    Dictionary(lesson.exercises.filter { $0.form == .swift }.map { ($0.name, $0.starter.source) }) { first, _ in first }
  }

  /// Where an exercise stands on the lesson's page.
  func address(of exercise: String) -> String? {
    lesson.exercise(named: exercise).map { "\(Self.page)#\(BookLinks.encoded($0.starter.id.description))" }
  }

  /// The lesson as an article, with its solutions.
  func article(_ tokens: [String: [SwiftToken]]) -> String {
    LessonHTML(
      Chapter(lesson), Report(lesson: lesson), code: CodeHTML(tokens: tokens), places: LessonHTML.Places(links: [:]),
      choices: LessonHTML.Choices(hasSolutions: true)
    ).html
  }

  /// The code on that page.
  var sources: Set<String> {
    let listings = lesson.segments.compactMap { if case .listing(let block, "swift") = $0 { block.text } else { nil } }
    return Set(lesson.cells.flatMap(\.shownSources) + listings)
  }

  /// What the page's search goes through.
  var searchScript: String { SearchIndex(SearchIndex.sections(of: Chapter(lesson))).script }
}
