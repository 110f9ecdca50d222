import Classes
import LessonSyntax
import Serving
import Testing

@Suite("Answers that are alike, at the desk")
struct DeskLikenessTests {
  /// Tokens as the parser would make them of words between blanks.
  private static func tokens(of source: String) -> [SwiftToken] {
    var place = 0
    return source.split(separator: " ", omittingEmptySubsequences: false).map { word in
      defer { place += word.utf8.count + 1 }
      return SwiftToken(word == "let" ? .keyword : .identifier, place..<place + word.utf8.count)
    }
  }

  @Test("each answer's shape is made once, however often the answers are asked for")
  func once() throws {
    try withResultsFolder { folder in
      for number in 0..<400 {
        var result = sampleResult("student \(number)", [("why", .wrong, 0)])
        // Two of them but for a name.
        let name = number == 7 ? "mine" : "yours"
        result.exercises[0].answer =
          "let \(name) a b c d e f g h i j k l m n o p \(number < 8 && number > 5 ? "same" : "\(number)")"
        try folder.store(result)
      }
      var course = ReviewedClass(of: folder)
      course.renew()
      let answers = course.answers(to: "why")
      var likeness = DeskLikeness(solutions: [:], starters: ["why": "let a"])
      for round in 1...20 {
        let unknown = likeness.unknownSources(answers, of: "why")
        #expect(unknown.map(\.count) == (round == 1 ? Array(repeating: 50, count: 8) + [1] : []))
        for sources in unknown {
          let tokens = sources.map { ($0, Self.tokens(of: $0)) }
          likeness.add(DeskLikeness.shapes(Dictionary(uniqueKeysWithValues: tokens)))
        }
        let one = try #require(answers.first { answer in answer.students[0].name == "student 7" })
        let found = likeness.others(like: one, among: answers)
        let others = try #require(found)
        #expect(others.answers.map(\.students[0].name) == ["student 6"] && others.share == 2 && others.total == 400)
      }
      #expect(likeness.made == 401)
    }
  }
}
