import Classes
import Grading
import LessonSyntax
import Running
import Testing

@Suite("Answers that are alike")
struct AnswerShapeTests {
  private func shapes(_ sources: [String]) async throws -> [AnswerShape] {
    let replies = try await codeParser().replies(to: sources.map { .tokens(of: $0) })
    return try zip(sources, replies).map { source, reply in
      guard case .tokens(let tokens)? = reply else { throw NoTokens() }
      return AnswerShape(source, tokens: tokens)
    }
  }

  private struct NoTokens: Error {}

  static let sum = "var total = 0.0\nfor row in image.rows {\n  total += row.sum() * 2\n}\nlet answer = total / 4\n"

  @Test(
    "the same but for names, spacing and comments",
    arguments: [
      "var s=0.0 // the sum\nfor line in image.rows { s += line.sum()*2 }\nlet answer = s/4",
      "/* mine */ var `total` = 0.0\nfor r in image.rows {\n\n  `total` += r.sum() * 2 }\nlet result = `total` / 4\n",
    ])
  func same(other: String) async throws {
    let shapes = try await shapes([Self.sum, other])
    #expect(shapes[0] == shapes[1])
  }

  @Test(
    "not the same: another call, another number, another order of names, another label",
    arguments: [
      "var s = 0.0\nfor row in image.rows { s += row.max() * 2 }\nlet answer = s / 4",
      "var s = 0.0\nfor row in image.rows { s += row.sum() * 3 }\nlet answer = s / 4",
      "var s = 0.0\nfor row in image.rows { s += s.sum() * 2 }\nlet answer = s / 4",
      "var s = 0.0\nfor row in kernel.rows { s += row.sum() * 2 }\nlet answer = s / 4",
    ])
  func different(other: String) async throws {
    let shapes = try await shapes([Self.sum, other])
    #expect(shapes[0] != shapes[1])
  }

  @Test("parameters of functions and closures are names of one's own, labels of calls are not")
  func parameters() async throws {
    let shapes = try await shapes([
      "func half(of image: Tensor, by n: Int) -> Tensor { image.map { value in value / Double(n) } }",
      "func mine(of picture: Tensor, by k: Int) -> Tensor { picture.map { x in x / Double(k) } }",
      "let a = image.padded(by: 1)", "let b = image.padded(with: 1)",
    ])
    #expect(shapes[0] == shapes[1] && shapes[2] != shapes[3])
  }

  private func likeness(_ answers: [String], starter: Int = 0, solution: String? = nil) async throws -> [Likeness.Group]
  {
    let shapes = try await shapes(answers + [solution ?? "0"])
    var likeness = Likeness(
      solutions: solution == nil ? [:] : ["why": shapes[answers.count]], starters: ["why": starter])
    for (index, answer) in answers.enumerated() {
      var exercise = ExerciseResult(name: "why", status: .wrong, points: 0, maxPoints: 1, feedback: "")
      exercise.answer = answer
      likeness.add("student \(index)", exercise, shapes[index])
    }
    return likeness.groups
  }

  /// Answers of which none is like another.
  private static func others(_ count: Int) -> [String] {
    (0..<count).map { "let answer = image.rows[\($0)].sum() + image.rows[\($0 + 1)].sum() * 2 + \($0)" }
  }

  @Test("a rare shape is a group, told by how many of how many")
  func rare() async throws {
    let groups = try await likeness([Self.sum, Self.sum.replacing("total", with: "t")] + Self.others(8))
    #expect(groups == [Likeness.Group(exercise: "why", students: ["student 0", "student 1"], total: 10, spellings: 2)])
  }

  @Test("what is common, short, hardly more than the starter or like the author's solution is no group")
  func common() async throws {
    let twins = [Self.sum, Self.sum.replacing("total", with: "t")]
    #expect(try await likeness(twins + Self.others(7)).isEmpty)
    #expect(try await likeness(["let a = image.sum()", "let b = image.sum()"] + Self.others(8)).isEmpty)
    #expect(try await likeness(twins + Self.others(8), starter: 20).isEmpty)
    #expect(try await likeness(twins + Self.others(8), solution: Self.sum).isEmpty)
  }

  static let heavy = [
    ("lines of code", "let value = image.rows[0].sum() + 1\n"), ("open brackets", "func f( let ( in "),
    ("brackets within brackets", "func f(a: [("), ("many a func before one bracket", "func func init "),
    ("closures", "{ a, b in "), ("names before in", "{ a, b, c, d, e "),
  ]

  @Test("a long answer takes in proportion to its length, however it is written", arguments: heavy)
  func steps(name: String, piece: String) async throws {
    let ending = name == "names before in" ? "in" : name == "many a func before one bracket" ? "(a: Int)" : ""
    let sources = [100, 200].map { String(repeating: piece, count: $0) + ending }
    let shapes = try await shapes(sources)
    #expect(shapes[1].steps <= 6 * shapes[1].length && shapes[1].steps <= 2 * shapes[0].steps + 20)
  }
}
