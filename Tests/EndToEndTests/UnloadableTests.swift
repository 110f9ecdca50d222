import Foundation
import Testing

/// Code that compiles and then lacks something that no library has: only loading it tells.
@Suite("A cell that cannot be loaded")
struct UnloadableTests {
  private static let answers = [
    "print(#dsohandle)\nlet n = 1", "let n = \"12\".firstMatch(of: /1(\\d)/) == nil ? 0 : 1", "let n = 2 - 1",
    "@_silgen_name(\"no_such_function\") func x() -> Int\nlet n = x()",
    "let n = Int(SIMD4<Double>(1, 1, 1, 1).sum()) - 3",
    "import Synchronization\nlet n = Mutex(1).withLock { $0 }",
    "import RegexBuilder\nlet n = \"12\".matches(of: Regex { OneOrMore(.digit) }).count",
  ]
  private static let faulty = [0, 3]

  private static func lesson(_ code: (Int) -> String, solution: (Int) -> String = { _ in "let n = 1" }) -> String {
    let exercises = answers.indices.map { index in
      "```swift exercise e\(index) answer=n\n\(code(index))\n```\n\n```swift solution e\(index)\n\(solution(index))\n```\n\n"
    }
    return "# T\n\n" + exercises.joined()
  }

  @Test(
    "it fails alone, with its reason, and takes no other with it that was compiled with it", arguments: [true, false])
  func alone(areSolutions: Bool) throws {
    let folder = try TemporaryFolder()
    let own: (Int) -> String = { Self.answers[$0] }
    try folder.write(
      areSolutions ? Self.lesson({ _ in "let n = ___" }, solution: own) : Self.lesson(own), to: "a.md")
    var tool = Tool(folder: folder.url)
    tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path
    for _ in 0..<2 {
      let output = try tool.run(["run"] + (areSolutions ? ["--solutions"] : []) + ["a.md"]).output
      for index in Self.answers.indices {
        let passed = output.contains("✓ e\(index) ")
        #expect(passed == !Self.faulty.contains(index), "\(Self.answers[index]): \(output)")
      }
      let reason = "the program did not start: something that it uses is in no library that cells have"
      #expect(output.components(separatedBy: reason).count >= 3, "\(output)")
    }
  }

  @Test("the same verdicts as in a class", .enabled(if: ClassSample.hasSandbox, "bwrap is missing"))
  func grade() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lesson { _ in "let n = ___" }, to: "a.md")
    try folder.write(Self.lesson { Self.answers[$0] }, to: "in/ada.md")
    let grade = try Tool(folder: folder.url).run("grade", "a.md", "in", "--results", "out")
    #expect(grade.status == 0, "\(grade.errors)")
    let text = try String(contentsOf: folder.url.appending(path: "out/ada.json"), encoding: .utf8)
    #expect(text.contains("\"points\" : \(Self.answers.count - Self.faulty.count),"), "\(text)")
  }
}
