import Foundation
import Testing

/// More answers of beginners, some hundred: each is compiled by itself, as a learner's is.
@Suite("More of a beginner's answers")
struct BeginnerSlowTests {
  @Test("habits of other languages, exchanged parts, half-filled cells: the right cause, or that it is not known")
  func learners() async throws {
    let reports = try await BeginnerAnswers.reports(on: "learners")
    for (answers, text) in reports {
      try expectGolden(text, "learners/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
    #expect(reports.count == 10)
    #expect(reports.reduce(0) { $0 + $1.answers.cells.count } >= 60)
  }

  @Test(
    "signs, orders, places and sizes that are mistaken in the later lessons: the right cause, or that it is not known")
  func moreLearners() async throws {
    let reports = try await BeginnerAnswers.reports(on: "more-learners")
    for (answers, text) in reports {
      try expectGolden(text, "more-learners/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
    #expect(reports.reduce(0) { $0 + $1.answers.cells.count } >= 25)
  }
}
