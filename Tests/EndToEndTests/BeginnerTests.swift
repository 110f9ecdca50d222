import Foundation
import Testing

/// The book as a beginner works through it: wrong answers, errors and crashes, and what is said to each.
@Suite("A beginner's answers")
struct BeginnerTests {
  private static let fixtures = Tool.root.appending(path: "Tests/EndToEndTests/Fixtures")

  /// The answers to one lesson, in order.
  private struct Answers {
    var lesson: String
    var cells: [(exercise: String, source: String)]

    init(_ file: String, in folder: String) throws {
      lesson = file
      let text = try String(contentsOf: BeginnerTests.fixtures.appending(path: "\(folder)/\(file)"), encoding: .utf8)
      cells = text.matches(of: /```swift exercise ([a-z-]+)\n([^`]*)```/).map { (String($0.1), String($0.2)) }
    }

    /// The lesson with the answers in its exercises.
    func handedIn() throws -> String {
      var text = try String(contentsOf: Tool.root.appending(path: "lessons/\(lesson)"), encoding: .utf8)
      for (exercise, source) in cells {
        let start = try #require(text.firstRange(of: try Regex("```swift exercise \(exercise)[^\n]*\n")))
        let end = try #require(text[start.upperBound...].firstRange(of: "\n```\n"))
        text.replaceSubrange(start.upperBound..<text.index(after: end.lowerBound), with: source)
      }
      return text
    }
  }

  @Test("each is told what is wrong, or that this is not known")
  func feedback() async throws {
    let reports = try await reports(on: "beginner")
    let text = reports.map(\.text).joined(separator: "\n")
    try expectGolden(text, "beginner.txt")

    let statuses = text.matches(of: /(wrong|partial|compile error|crashed)  [\d.]+\/\d/).map { String($0.1) }
    #expect(statuses.count == reports.reduce(0) { $0 + $1.answers.cells.count })
    #expect(statuses.filter { $0 == "wrong" || $0 == "partial" }.count >= 30)
    #expect(statuses.filter { $0 == "compile error" || $0 == "crashed" }.count >= 30)
  }

  @Test("habits of other languages, exchanged parts, half-filled cells: the right cause, or that it is not known")
  func learners() async throws {
    let reports = try await reports(on: "learners")
    for (answers, text) in reports {
      try expectGolden(text, "learners/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
    #expect(reports.count == 10)
    #expect(reports.reduce(0) { $0 + $1.answers.cells.count } >= 60)
  }

  @Test(
    "signs, orders, places and sizes that are mistaken in the later lessons: the right cause, or that it is not known")
  func moreLearners() async throws {
    let reports = try await reports(on: "more-learners")
    for (answers, text) in reports {
      try expectGolden(text, "more-learners/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
    #expect(reports.reduce(0) { $0 + $1.answers.cells.count } >= 25)
  }

  @Test(
    "what was once said wrongly, or not at all: the failing call of a hidden check, two mistakes at once, strange signs"
  )
  func rows() async throws {
    for (answers, text) in try await reports(on: "rows") {
      try expectGolden(text, "rows/\(answers.lesson.replacing(".md", with: ".txt"))")
    }
  }

  @Test("shortcuts that an exercise does not ask for earn less than its points, by its values or by its word")
  func shortcuts() async throws {
    for (answers, text) in try await reports(on: "shortcuts") {
      for (exercise, _) in answers.cells {
        let isRefused = text.contains(try Regex("[✗◐] \(exercise) \\.+ (wrong|partial)"))
        #expect(isRefused, "\(answers.lesson), \(exercise): \(text)")
      }
    }
  }

  @Test("what is right by the words of an exercise is accepted, however it is written")
  func otherWays() async throws {
    for (answers, text) in try await reports(on: "accepted") {
      for (exercise, _) in answers.cells {
        #expect(text.contains(try Regex("✓ \(exercise) \\.+ passed")), "\(answers.lesson), \(exercise): \(text)")
      }
    }
  }

  /// What is said to the answers of a folder, lesson by lesson.
  private func reports(on folder: String) async throws -> [(answers: Answers, text: String)] {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.appending(path: folder).path)
    let answers = try files.filter { $0.hasSuffix(".md") }.sorted().map { try Answers($0, in: folder) }
    let folder = try TemporaryFolder()
    for lesson in answers { try folder.write(try lesson.handedIn(), to: lesson.lesson) }
    let tool = Tool(folder: folder.url)
    let reports = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for (index, lesson) in answers.enumerated() {
        let options = lesson.cells.flatMap { ["--exercise", $0.exercise] }
        group.addTask { (index, try tool.run(["run"] + options + [lesson.lesson]).output) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return answers.indices.map { (answers[$0], reports[$0] ?? "") }
  }
}
