import Foundation
import Testing

/// The lessons of the book, as a solver and a learner meet them; as their author does, `make check` tests them.
@Suite("The lessons of the book")
struct BookTests {
  static let lessons =
    (try? FileManager.default.contentsOfDirectory(atPath: Tool.root.appending(path: "lessons").path))?
    .filter { $0.firstMatch(of: /^\d\d-.*\.md$/) != nil }.sorted() ?? []

  struct Report: Decodable {
    struct Exercise: Decodable {
      var name: String
      var status: String
      var points: Double
      var maxPoints: Double
    }

    var points: Double
    var maxPoints: Double
    var exercises: [Exercise]
  }

  private func report(_ arguments: String...) throws -> Report {
    let result = try Tool().run(arguments)
    #expect(result.status == 0, "\(result.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(result.output.utf8))
  }

  @Test("there are lessons")
  func exist() {
    #expect(Self.lessons.contains("02-padding.md"))
  }

  @Test("the solutions earn full points", arguments: lessons)
  func solutions(lesson: String) throws {
    let report = try report("run", "--solutions", "--json", "lessons/\(lesson)")
    // Texts are for people to read.
    let texts = report.exercises.filter { $0.status == "awaiting-review" }
    #expect(report.points == report.maxPoints - texts.reduce(0) { $0 + $1.maxPoints })
    #expect(report.exercises.count >= 4)
    #expect(report.exercises.allSatisfy { $0.status == "passed" || $0.status == "awaiting-review" })
  }

  @Test("as shipped, no exercise is attempted, and the table of contents counts rightly", arguments: lessons)
  func shipped(lesson: String) throws {
    let report = try report("run", "--json", "lessons/\(lesson)")
    #expect(report.points == 0)
    #expect(report.exercises.allSatisfy { $0.status == "not-attempted" })

    let text = try String(contentsOf: Tool.root.appending(path: "lessons/\(lesson)"), encoding: .utf8)
    let title = try #require(text.split(separator: "\n").first?.wholeMatch(of: /# (\d+)\. (.*)/))
    let contents = try String(contentsOf: Tool.root.appending(path: "lessons/README.md"), encoding: .utf8)
    let row = try #require(contents.split(separator: "\n").first { $0.contains("(\(lesson))") })
    #expect(row.hasPrefix("| \(title.1) | [\(title.2)](\(lesson)) |"))
    #expect(row.hasSuffix("| \(report.exercises.count) | \(Int(report.maxPoints)) |"))
  }

  @Test("the README shows what a run really prints")
  func readme() throws {
    let readme = try String(contentsOf: Tool.root.appending(path: "README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "```text\nA face and its detector\n"))
    let excerpt = try #require(readme[start.lowerBound...].dropFirst("```text\n".count).firstRange(of: "```"))
    let shown = readme[start.lowerBound..<excerpt.lowerBound].dropFirst("```text\n".count)
    let lesson = try String(contentsOf: Tool.root.appending(path: "lessons/01-convolution.md"), encoding: .utf8)
    let folder = try TemporaryFolder()
    let answered = lesson.replacing("let map: Tensor = ___", with: "let map = face.convolved(with: detector)")
    #expect(answered != lesson)
    let file = try folder.write(answered, to: "01-convolution.md")
    let output = try Tool().run(file.path).output.replacing(file.path, with: "lessons/01-convolution.md")
    #expect(output.contains(shown), "\(output)")
  }

  @Test("the README shows what a trace really prints")
  func readmeTrace() throws {
    let readme = try String(contentsOf: Tool.root.appending(path: "README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "```text\n    19 │"))
    let shown = try #require(readme[start.lowerBound...].dropFirst("```text\n".count).split(separator: "```").first)
    let output = try Tool().run("run", "--trace", "Tests/EndToEndTests/Fixtures/trace.md").output
    #expect(output.contains(shown), "\(output)")
  }

  @Test("lesson 0 shows what the compiler really says")
  func compileError() throws {
    let name = "00-swift-for-python.md"
    let lesson = try String(contentsOf: Tool.root.appending(path: "lessons/\(name)"), encoding: .utf8)
    let section = try #require(lesson.split(separator: "## When the compiler refuses\n").last)
    let blocks = section.split(separator: "```")
    let answer = try #require(blocks.first { $0.hasPrefix("swift\n") }).dropFirst("swift\n".count)
    let shown = try #require(blocks.first { $0.hasPrefix("text\n") }).dropFirst("text\n".count)
    let starter = "func brightShare(bright: Int, pixels: Int) -> Double {\n  ___\n}\n"
    let answered = lesson.replacing(starter, with: String(answer))
    #expect(answered != lesson)
    let folder = try TemporaryFolder()
    let file = try folder.write(answered, to: name)
    let output = try Tool().run("run", "--exercise", "bright-share", file.path).output
    for line in shown.split(separator: "\n") { #expect(output.contains(line), "\(output)") }
  }

  @Test("printed and worked, a lesson shows its computed figures")
  func figures() throws {
    let worked = try Tool().run("print", "--worked", "lessons/01-convolution.md")
    #expect(worked.status == 0)
    for row in ["-475  -485  -137", "0  1  0  0  0", "1  0  0  2  1", "1  4  2  1  0"] {
      #expect(worked.output.contains(row), "\(row)")
    }
    let entropies = try Tool().run("print", "--worked", "lessons/08-softmax-and-cross-entropy.md").output
    for figure in ["NN1: 0.3757", "NN2: 1.0567", "NN1: 0.3333", "NN1: 0.2533", "NN2: 0.7067"] {
      #expect(entropies.contains(figure), "\(figure)")
    }
    let plain = try Tool().run("print", "lessons/01-convolution.md").output
    #expect(plain.contains("___"))
    #expect(!plain.contains("face.crossCorrelated(with: detector)"))
  }
}
