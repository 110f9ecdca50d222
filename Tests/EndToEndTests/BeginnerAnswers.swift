import Foundation
import Testing

/// A beginner's answers to one lesson, in order.
struct BeginnerAnswers {
  private static let fixtures = Tool.root.appending(path: "Tests/EndToEndTests/Fixtures")

  var lesson: String
  var cells: [(exercise: String, source: String)]

  init(_ file: String, in folder: String) throws {
    lesson = file
    let text = try String(contentsOf: Self.fixtures.appending(path: "\(folder)/\(file)"), encoding: .utf8)
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

  /// What is said to the answers of a folder, lesson by lesson.
  static func reports(on folder: String) async throws -> [(answers: Self, text: String)] {
    let files = try FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: folder).path)
    let answers = try files.filter { $0.hasSuffix(".md") }.sorted().map { try Self($0, in: folder) }
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
