import Foundation
import Testing

/// The book's own solutions and typical mistakes, handed in as if by students, are graded as their author meant.
@Suite("grade, on the book", .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeBookTests {
  /// The cells of a lesson that a student could have answered with; other kinds of exercises are answered elsewhere (`KindTests`).
  private struct Answers {
    var solutions: [Substring: Substring] = [:]
    var mistakes: [Substring: [Substring]] = [:]

    init(_ lesson: String) {
      for match in lesson.matches(of: /(?ms)^```swift (solution|mistake) (\S+)[^\n]*\n(.*?)^```$/) {
        let (_, role, name, source) = match.output
        if role == "solution" { solutions[name] = source } else { mistakes[name, default: []].append(source) }
      }
      let names = Set(lesson.matches(of: /(?m)^```swift exercise (\S+)/).map(\.output.1))
      solutions = solutions.filter { names.contains($0.key) }
      mistakes = mistakes.filter { names.contains($0.key) }
    }

    /// The mistake of this number in each exercise that has so many, and the solution in the others; solutions only for `nil`.
    func chosen(_ number: Int?) -> [Substring: Substring] {
      guard let number else { return solutions }
      return solutions.merging(mistakes.compactMapValues { $0.dropFirst(number).first }) { $1 }
    }
  }

  private struct Result: Decodable {
    struct Exercise: Decodable {
      var name: String
      var status: String
      var mistake: String?
      var points: Double
      var max_points: Double
    }
    var exercises: [Exercise]
  }

  /// The learners' copy with answers in its exercise cells.
  private func submission(_ copy: String, _ answers: [Substring: Substring]) -> String {
    copy.replacing(/(?ms)^(```swift exercise (\S+)[^\n]*\n).*?^```$/) { match in
      "\(match.output.1)\(answers[match.output.2] ?? "")```"
    }
  }

  /// A mistake's advice: its leading comment, as one line.
  private func advice(_ source: Substring) -> String {
    source.split(separator: "\n").prefix { $0.hasPrefix("//") }.map { $0.dropFirst(2).trimmingPrefix(" ") }
      .joined(separator: " ")
  }

  @Test(
    "solutions earn full points, and a typical mistake gets its advice",
    arguments: ["01-convolution", "02-padding", "08-softmax-and-cross-entropy"])
  func asMeant(lesson: String) throws {
    let folder = try TemporaryFolder()
    let path = Tool.root.appending(path: "lessons/\(lesson).md").path
    let answers = Answers(try String(contentsOfFile: path, encoding: .utf8))
    let copy = try Tool().run("release", path).output
    let most = try #require(answers.mistakes.values.map(\.count).max())
    let students: [(name: String, mistake: Int?)] = [("solved", nil)] + (0..<most).map { ("mistake-\($0)", $0) }
    for (name, mistake) in students {
      try folder.write(submission(copy, answers.chosen(mistake)), to: "in/\(name).md")
    }
    let (input, output) = (folder.url.appending(path: "in").path, folder.url.appending(path: "out").path)
    let graded = try Tool().run("grade", path, input, "--results", output)
    #expect(graded.status == 0, "\(graded.errors)")

    for (name, mistake) in students {
      let data = try Data(contentsOf: folder.url.appending(path: "out/\(name).json"))
      let exercises = try JSONDecoder().decode(Result.self, from: data).exercises.filter {
        answers.solutions[Substring($0.name)] != nil
      }
      #expect(exercises.count == answers.solutions.count)
      for exercise in exercises {
        if mistake == nil { #expect(exercise.points == exercise.max_points) }
        let made = mistake.flatMap { answers.mistakes[Substring(exercise.name)]?.dropFirst($0).first }
        let place: Comment = "\(name), \(exercise.name)"
        #expect(exercise.mistake == made.map(advice), place)
        #expect((made == nil ? ["passed"] : ["wrong", "partial"]).contains(exercise.status), place)
      }
    }
  }
}
