import Foundation
import Testing

/// What of a lesson `check --seeds` tries for each student, and that it finds all there is to be found.
@Suite("check --seeds")
struct SeedsOfCheckTests {
  private let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    self.tool = tool
  }

  /// Students 1 to 20 have other remainders of five.
  private static func lesson(_ parts: String...) -> String {
    """
    # Numbers

    ```swift example
    let base = 4
    ```

    ```swift exercise above answer=a
    let a: Int = ___
    ```

    ```swift solution above
    let a = base * 2
    ```

    ```swift setup
    let own = Int(seed % 5)
    ```


    """ + parts.joined(separator: "\n")
  }
  private static let below = """
    ```swift exercise below answer=b
    let b: Int = ___
    ```

    ```swift solution below
    let b = base + own
    ```

    """

  private func found(_ text: String) throws -> Tool.Result {
    try folder.write(text, to: "numbers.md")
    return try tool.run("check", "numbers.md", "--seeds", "20", "--sandbox", "off")
  }

  @Test("a lesson that is right for all is told to be")
  func sound() throws {
    let result = try found(Self.lesson(Self.below))
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "what breaks for some numbers only is found, wherever it stands",
    arguments: [
      ("a setup that stops", lesson("```swift setup\nlet share = 12 / own\n```\n", below), "Division by zero"),
      ("an example that stops", lesson("```swift example\nprint([1, 2, 3, 4][own])\n```\n", below), "out of range"),
      ("a solution that stops", lesson(below.replacing("base + own", with: "base / own")), "Division by zero"),
      (
        "a mistake that is right",
        lesson(below, "```swift mistake below\n// You forgot your number.\nlet b = base\n```\n"),
        "gives the solution's own values"
      ),
      (
        "a solution that the starter has",
        lesson(below.replacing("let b: Int = ___", with: "let b = 6")), "starter"
      ),
      (
        "an exercise that needs one with numbers of one's own",
        lesson(
          below, "```swift exercise third answer=c needs=below\nlet c: Int = ___\n```\n",
          "```swift solution third\nlet c = 12 / (b - 4)\n```\n"), "Division by zero"
      ),
      (
        "a check that stops",
        lesson(
          below.replacing(" answer=b", with: ""),
          "```swift check below\nanswer(\"b\", b)\nanswer(\"share\", 12 / own)\n```\n"), "Division by zero"
      ),
    ])
  func breaking(_ name: String, _ text: String, _ words: String) throws {
    let result = try found(text)
    #expect(result.status == 1 && result.output.contains("students"), "\(name): \(result.output)\(result.errors)")
    #expect(result.output.contains(words), "\(name): \(result.output)")
  }

  @Test("what stands above the numbers runs no more often for twenty students than for one")
  func runsOnce() throws {
    // Whoever is told the time is no program that the cache recalls.
    let log = folder.url.appending(path: "log").path
    let writing = "fputs(\"x\", log)\nfclose(log)\n"
    let open = "import Foundation\nlet log = fopen(\"\(log)\", \"a\")!\n"
    let text = Self.lesson(Self.below).replacing(
      "```swift solution above\nlet a", with: "```swift solution above\n\(open)\(writing)let a")
    func runs(_ options: String...) throws -> Int {
      try? FileManager.default.removeItem(atPath: log)
      try folder.write(text, to: "numbers.md")
      let result = try tool.run(["check", "numbers.md", "--sandbox", "off"] + options)
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      return (try? Data(contentsOf: URL(filePath: log)).count) ?? 0
    }
    let once = try runs()
    let twenty = try runs("--seeds", "20")
    #expect(once > 0 && twenty == once)
  }
}
