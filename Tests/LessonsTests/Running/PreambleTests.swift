import Reading
import Running
import Testing

@Suite("What runs before an answer")
struct PreambleTests {
  private func preamble(_ name: String, in lesson: Lesson) throws -> Preamble? {
    Preamble(before: try #require(lesson.exercise(named: name)), in: lesson)
  }

  @Test("the context above an exercise and the solutions that it needs are a module of their own")
  func source() throws {
    let lesson = try sampleLesson(threeExercises)
    let preamble = try #require(try preamble("twice", in: lesson))
    #expect(
      preamble.program.source == """
        @_exported import LessonKit
        @_exported import MiniCNN
        __lessonCell("setup/1");
        #sourceLocation(file: "setup/1", line: 1)
        let one = 1
        #sourceLocation()
        __lessonCell("example/2");
        #sourceLocation(file: "example/2", line: 1)
        let two = 2
        #sourceLocation()
        __lessonCell("needed/twice/total");
        #sourceLocation(file: "needed/twice/total", line: 1)
        let total = one + 1
        #sourceLocation()
        __lessonContinue("\(preamble.answerSymbol)")

        """)
  }

  @Test("exercises with the same context and needs have one preamble, others have modules of other names")
  func equality() throws {
    let text = "# T\n\n```swift setup\nlet a = 1\n```\n"
    func exercise(_ name: String, _ options: String = "") -> String {
      "\n```swift exercise \(name) answer=b \(options)\nlet b = 1\n```\n\n```swift solution \(name)\nlet b = 2\n```\n"
    }
    let lesson = try sampleLesson(text + exercise("one") + exercise("two") + exercise("three", "needs=one"))
    let preambles = try ["one", "two", "three"].map { try #require(try preamble($0, in: lesson)) }
    #expect(preambles[0] == preambles[1])
    #expect(preambles[0].moduleName != preambles[2].moduleName)
    #expect(preambles[0].answerSymbol != preambles[2].answerSymbol, "one library may hold the answers after both")
  }

  @Test(
    "code that an answer could not see from another module has no preamble",
    arguments: [
      ("let a = 1", true), ("extension Int { var twice: Int { 2 * self } }", true), ("infix operator <+>", true),
      ("// private\nlet a = \"import\"", true), ("let important = 1", true), ("private let a = 1", false),
      ("struct S {\n  fileprivate var a = 1\n}", false), ("import Foundation", false),
    ])
  func refusal(code: String, isPossible: Bool) async throws {
    let lesson = try await understoodLesson(
      "# T\n\n```swift setup\n\(code)\n```\n\n```swift exercise e answer=b\nlet b = 1\n```\n")
    #expect((try preamble("e", in: lesson) != nil) == isPossible)
  }
}
