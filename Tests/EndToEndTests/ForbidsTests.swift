import Foundation
import Testing

@Suite("An exercise that forbids functions")
struct ForbidsTests {
  struct Answer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    /// Where the forbidden name stands, in the cell's lines and columns; `nil` if the answer is allowed.
    var place: (line: Int, column: Int)?
  }

  private static let answers = [
    Answer(testDescription: "a loop", code: "var s = 0.0\nfor x in t.scalars { s += x }\nlet total = s"),
    Answer(testDescription: "a call", code: "let total = t.sum()", place: (1, 15)),
    Answer(testDescription: "a call in other clothes", code: "let total = t\n  .`sum`()", place: (2, 4)),
    Answer(testDescription: "a reference", code: "let f: () -> Double = t.sum\nlet total = f()", place: (1, 25)),
    Answer(
      testDescription: "a free function's reference", code: "let f = twice\nlet total = f(3.0) - 0.0", place: (1, 9)),
    Answer(testDescription: "only talk of it", code: "// not t.sum()\nlet words = \"t.sum()\"\nlet total = 6.0"),
    Answer(
      testDescription: "a function of one's own",
      code: "func twice(_ x: Double, sum: Double) -> Double { 2 * x + sum }\nlet total = twice(3, sum: 0)"),
    Answer(testDescription: "a property of a name's own", code: "let sum = 6.0\nlet total = sum"),
    Answer(
      testDescription: "another's function beside one's own", code: "func sum() -> Double { 6 }\nlet total = t.sum()",
      place: (2, 15)),
    Answer(
      testDescription: "a member of another type beside the library's",
      code: "struct D { func sum() {} }\nlet total = t.sum()", place: (2, 15)),
    Answer(
      testDescription: "a method with other parameters beside the library's",
      code: "extension Tensor { func sum(_ a: Int) {}; func sum_own() -> Double { 6 } }\nlet total = t.sum()",
      place: (2, 15)),
    Answer(
      testDescription: "a function that is not to be seen here beside the example's",
      code: "func g() { func twice() {} }\nlet total = twice(3)", place: (2, 13)),
    Answer(
      testDescription: "a method of one's own on the library's type",
      code: "extension Tensor { func sum(of a: Double) -> Double { 6 * a } }\nlet total = t.sum(of: 1)"),
    Answer(testDescription: "a pattern's name", code: "let (sum, rest) = (6.0, 0.0)\nlet total = sum + rest"),
    Answer(testDescription: "a part of a tuple", code: "let r = (sum: 6.0, n: 1)\nlet total = r.sum"),
    Answer(
      testDescription: "a label before a parameter's name",
      code: "func f(sum x: Double) -> Double { x }\nlet total = f(sum: 6)"),
    Answer(
      testDescription: "a constant of a type of one's own",
      code: "enum Limits { static let sum = 6.0 }\nlet total = Limits.sum"),
    Answer(
      testDescription: "in an embedded expression", code: "let words = \"\\(t.sum())\"\nlet total = 6.0", place: (1, 18)
    ),
    Answer(
      testDescription: "only talk of symbols",
      code: "// @_silgen_name\nlet words = \"dlsym\"\nlet total = 6.0"),
  ]

  private static func lesson(_ code: (Int) -> String) -> String {
    var lesson =
      "# T\n\n```swift example\nlet t = Tensor([1, 2, 3])\nfunc twice(_ x: Double) -> Double { 2 * x }\n```\n"
    for index in answers.indices {
      lesson += """

        ```swift exercise a\(index) answer=total forbids=sum,twice
        \(code(index))
        ```

        ```swift solution a\(index)
        let total = t[0] + t[1] + t[2]
        ```

        """
    }
    return lesson
  }

  @Test("Each use is refused with its place, whatever else is allowed; in run and in grade alike")
  func uses() throws {
    let folder = try TemporaryFolder()
    let lesson = Self.lesson { Self.answers[$0].code }
    try folder.write(lesson, to: "a.md")
    let tool = Tool(folder: folder.url)
    let run = try tool.run("run", "a.md").output
    let lines = lesson.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, answer) in Self.answers.enumerated() {
      let header = try #require(lines.firstIndex { $0.hasPrefix("```swift exercise a\(index) ") }) + 1
      if let place = answer.place {
        #expect(
          run.contains("a.md:\(header + place.line):\(place.column): error: this exercise is to be solved without '"),
          "\(answer.testDescription): \(run)")
        #expect(run.firstMatch(of: try Regex("✗ a\(index) \\.+ wrong  0/1")) != nil, "\(answer.testDescription)")
      } else {
        #expect(
          run.firstMatch(of: try Regex("✓ a\(index) \\.+ passed  1/1")) != nil, "\(answer.testDescription): \(run)")
      }
    }
    try folder.write(Self.lesson { _ in "let total = ___" }, to: "class.md")
    try folder.write(lesson, to: "hand-ins/ada.md")
    let grade = try tool.run("grade", "class.md", "hand-ins", "--results", "results")
    #expect(grade.status <= 1, "\(grade.errors)")
    let allowed = Self.answers.count { $0.place == nil }
    let result = try String(contentsOf: folder.url.appending(path: "results/ada.json"), encoding: .utf8)
    #expect(result.contains("\"points\" : \(allowed),"), "\(result)")
  }

  private static let reaches = [
    (
      "an attribute that names a symbol", "@_silgen_name(\"getpid\") func id() -> Int32\nlet total = 6.0",
      "_silgen_name", (1, 2)
    ),
    ("a function that C may call", "@_cdecl(\"six\") func six() -> Double { 6 }\nlet total = six()", "_cdecl", (1, 2)),
    ("the loader", "import Glibc\nlet six = dlsym(nil, \"s\" + \"um\")\nlet total = 6.0", "dlsym", (2, 11)),
    ("the loader, by its module", "import Glibc\nlet o = Glibc.`dlopen`\nlet total = 6.0", "dlopen", (2, 15)),
  ]

  @Test(
    "What reaches a function by its symbol is refused where functions are forbidden, and only there", arguments: reaches
  )
  func symbols(_ what: String, _ code: String, _ name: String, _ place: (line: Int, column: Int)) throws {
    let folder = try TemporaryFolder()
    let exercise = { (name: String, forbids: String) in
      "```swift exercise \(name) answer=total\(forbids)\n\(code)\n```\n\n```swift solution \(name)\nlet total = 6.0\n```\n\n"
    }
    try folder.write("# T\n\n" + exercise("a", " forbids=sum") + exercise("b", ""), to: "a.md")
    let run = try Tool(folder: folder.url).run("run", "a.md").output
    #expect(
      run.contains(
        "a.md:\(3 + place.line):\(place.column): error: this exercise forbids functions, and '\(name)' reaches any of them"
      ),
      "\(run)")
    #expect(run.firstMatch(of: try Regex("✗ a \\.+ wrong  0/1")) != nil, "\(run)")
    #expect(run.firstMatch(of: try Regex("✓ b \\.+ passed  1/1")) != nil, "\(run)")
  }

  @Test("The author is told of a name that there is not, and of a solution that uses what is forbidden")
  func check() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      # T

      ```swift exercise a answer=total forbids=summ,max
      let total: Double = ___
      ```

      ```swift solution a
      let total: Double = max(6, 1)
      ```

      ```swift exercise b answer=n forbids=max,
      let n = ___
      ```

      """, to: "a.md")
    let tool = Tool(folder: folder.url)
    #expect(try tool.run("check", "a.md").output.contains("'max,' makes no sense as forbids"))
    let text = try String(contentsOf: folder.url.appending(path: "a.md"), encoding: .utf8)
    try folder.write(
      String(text.prefix(upTo: try #require(text.range(of: "```swift exercise b")).lowerBound)), to: "b.md")
    let check = try tool.run("check", "b.md")
    #expect(check.status == 1)
    #expect(
      check.output.contains("b.md:3:1: error: 'a' forbids 'summ', but there is no such function: did you mean 'sum'?"))
    #expect(check.output.contains("b.md:8:21: error: the solution of 'a' uses 'max', which the exercise forbids"))
  }
}
