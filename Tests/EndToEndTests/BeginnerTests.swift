import Foundation
import Testing

/// The book as a beginner works through it: wrong answers, errors and crashes, and what is said to each.
@Suite("A beginner's answers")
struct BeginnerTests {
  @Test("each is told what is wrong, or that this is not known")
  func feedback() async throws {
    let reports = try await BeginnerAnswers.reports(on: "beginner")
    let text = reports.map(\.text).joined(separator: "\n")
    try expectGolden(text, "beginner.txt")

    let statuses = text.matches(of: /(wrong|partial|compile error|crashed)  [\d.]+\/\d/).map { String($0.1) }
    #expect(statuses.count == reports.reduce(0) { $0 + $1.answers.cells.count })
    #expect(statuses.filter { $0 == "wrong" || $0 == "partial" }.count >= 30)
    #expect(statuses.filter { $0 == "compile error" || $0 == "crashed" }.count >= 30)
  }

  @Test(
    "what was once said wrongly, or not at all: the failing call of a hidden check, two mistakes at once, strange signs"
  )
  func rows() async throws {
    for (answers, text) in try await BeginnerAnswers.reports(on: "rows") {
      try expectGolden(text, "rows/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
  }

  @Test("shortcuts that an exercise does not ask for earn less than its points, by its values or by its word")
  func shortcuts() async throws {
    for (answers, text) in try await BeginnerAnswers.reports(on: "shortcuts") {
      for (exercise, _) in answers.cells {
        let isRefused = text.contains(try Regex("[✗◐] \(exercise) \\.+ (wrong|partial)"))
        #expect(isRefused, "\(answers.lesson), \(exercise): \(text)")
      }
    }
  }

  @Test("what is right by the words of an exercise is accepted, however it is written")
  func otherWays() async throws {
    for (answers, text) in try await BeginnerAnswers.reports(on: "accepted") {
      for (exercise, _) in answers.cells {
        #expect(text.contains(try Regex("✓ \(exercise) \\.+ passed")), "\(answers.lesson), \(exercise): \(text)")
      }
    }
  }
}
