import Foundation
import Testing

/// A check sees the names of the cell that it checks, and some checks hand over verdicts.
@Suite("An answer that declares anew what its check uses")
struct ChangedCheckTests {
  struct Answer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    /// What the answer is told that it changes; `nil` if it earns all points.
    var name: String?
  }

  private static let zero = "func root(_ x: Double) -> Double { 0 }\n"
  private static let right = "func root(_ x: Double) -> Double { x.squareRoot() }\n"
  private static let answers = [
    Answer(testDescription: "as it was meant", code: right),
    Answer(testDescription: "a function", code: "func abs(_ x: Double) -> Double { 0 }\n" + zero, name: "abs"),
    Answer(
      testDescription: "the setup's function", code: "func close(_ a: Double, _ b: Double) -> Bool { true }\n" + zero,
      name: "close"),
    Answer(
      testDescription: "a closure in a pattern",
      code: "let (close, _) = ({ (_: Double, _: Double) in true }, 1)\n" + zero, name: "close"),
    Answer(
      testDescription: "an operator of an extension",
      code: "extension Double { static func < (a: Double, b: Double) -> Bool { true } }\n" + zero, name: "<"),
    Answer(
      testDescription: "an operator", code: "func < (a: Double, b: Double) -> Bool { true }\n" + zero, name: "<"),
    Answer(testDescription: "helpers of other names", code: "func half(_ x: Double) -> Double { x / 2 }\n" + right),
    Answer(
      testDescription: "the same names within a function",
      code: "func root(_ x: Double) -> Double { let close = x; func abs(_ y: Double) -> Double { y }; "
        + "return abs(close).squareRoot() }"),
    Answer(testDescription: "a name that the check declares itself", code: "let nine = 1.0\n" + right),
  ]

  private static func lesson(_ code: (Int) -> String) -> String {
    var lesson = "# T\n\n```swift setup\nfunc close(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.01 }\n```\n"
    for index in answers.indices {
      lesson += """

        ```swift exercise a\(index)
        \(code(index))
        ```

        ```swift check a\(index)
        let nine = 9.0
        answer("two", abs(root(4) - 2) < 0.01)
        answer("three", [close(root(nine), 3)])
        ```

        ```swift solution a\(index)
        \(right)
        ```

        """
    }
    return lesson
  }

  @Test("It earns nothing and is told the name; what the check does not see, or declares itself, is the answer's own")
  func names() throws {
    let folder = try TemporaryFolder()
    let lesson = Self.lesson { Self.answers[$0].code }
    try folder.write(lesson, to: "a.md")
    let tool = Tool(folder: folder.url)
    let run = try tool.run("run", "a.md").output
    for (index, answer) in Self.answers.enumerated() {
      let part = try #require(run.components(separatedBy: " a\(index) ..").dropFirst().first)
      let own = part.components(separatedBy: "\n\n")[0]
      #expect(own.contains("passed  1/1") == (answer.name == nil), "\(answer.testDescription): \(run)")
      guard let name = answer.name else { continue }
      #expect(own.contains("the check uses '\(name)'") && own.contains("0/1"), "\(answer.testDescription): \(run)")
    }
    guard ClassSample.hasSandbox else { return }
    try folder.write(Self.lesson { _ in "___" }, to: "class.md")
    try folder.write(lesson, to: "in/ada.md")
    let grade = try tool.run("grade", "class.md", "in", "--results", "out")
    #expect(grade.status == 0, "\(grade.errors)")
    let result = try String(contentsOf: folder.url.appending(path: "out/ada.json"), encoding: .utf8)
    #expect(result.contains("\"points\" : \(Self.answers.count { $0.name == nil }),"), "\(result)")
  }
}
