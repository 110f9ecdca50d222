import Foundation
import Testing

@Suite("What is said of an answer that went over a limit")
struct LimitWordsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var words: String
  }

  private static let cases = [
    Case(
      testDescription: "printed",
      code: "let list = [1.0]\nwhile true { print(String(repeating: \"a\", count: 100_000)) }",
      words: "printed more than the 4 MiB"),
    Case(
      testDescription: "written to standard error",
      code: "let list = [1.0]\nwhile true { print(String(repeating: \"a\", count: 100_000), to: &errors) }",
      words: "printed more than the 4 MiB"),
    Case(
      testDescription: "a long list", code: "let list = [Double](repeating: 1, count: 1_000_000)",
      words: "what is to be compared takes more than 4 MiB"),
    Case(
      testDescription: "long texts",
      code: "let list = [String](repeating: String(repeating: \"a\", count: 100_000), count: 100)",
      words: "what is to be compared takes more than 4 MiB"),
    Case(
      testDescription: "a large file",
      code: "import Foundation\ntry Data(count: 9_000_000).write(to: URL(filePath: \"/tmp/large\"))\nlet list = [1.0]",
      words: "wrote a file of more than the 4 MiB"),
  ]

  @Test(
    "it is what the answer did: printing, handing over or writing",
    .enabled(if: ClassSample.hasSandbox, "bwrap is missing"))
  func words() throws {
    let folder = try TemporaryFolder()
    let exercises = Self.cases.indices.map { index in
      """
      ```swift exercise e\(index) answer=list
      \(Self.cases[index].code)
      ```

      ```swift solution e\(index)
      let list = [1.0]
      ```

      """
    }
    let setup = """
      ```swift setup
      import Glibc
      struct Errors: TextOutputStream { mutating func write(_ text: String) { fputs(text, stderr) } }
      var errors = Errors()
      ```

      """
    try folder.write("# Limits\n\n" + setup + exercises.joined(separator: "\n"), to: "a.md")
    let output = try Tool(folder: folder.url).run("run", "--sandbox", "on", "a.md").output
    let parts = output.components(separatedBy: "✗ e").dropFirst()
    #expect(parts.count == Self.cases.count, "\(output)")
    for (part, item) in zip(parts, Self.cases) {
      #expect(part.contains(item.words), "\(item.testDescription): \(part)")
    }
  }
}
