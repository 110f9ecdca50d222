import Reading
import Testing

@Suite("Blocks that look like cells")
struct LikenessTests {
  @Test(
    "each is warned of with its place and what to write",
    arguments: [
      ("```{swift example}", "swift example"), ("```Swift example", "swift example"),
      ("```swift, example", "swift example"),
      ("```swift:example", "swift example"), ("```example", "swift example"), ("```{.swift .example}", "swift example"),
      ("```SWIFT EXAMPLE", "swift example"), ("~~~Swift setup", "swift setup"), ("```swift-example", "swift example"),
      ("```swiftexample", "swift example"), ("```swift\u{A0}example", "swift example"),
      ("```swift\u{200B} example", "swift example"),
      ("```Swift exmaple", "swift example"), ("```Swift exercise mean points=2", "swift exercise mean"),
      ("```exercise", "swift exercise NAME"),
      ("```{swift check mean}", "swift check mean"), ("```Output", "output"), ("```{output}", "output"),
      ("```Hint mean", "hint mean"),
    ])
  func warnings(header: String, meant: String) throws {
    let fence = String(header.prefix(3))
    for (before, line, column) in [("", 3, 1), ("- item\n\n  ", 5, 3), ("> ", 3, 3)] {
      let text = "# T\n\n\(before)\(header)\n" + (before.hasPrefix("-") ? "  " : before) + "\(fence)\n"
      let lesson = try lesson(text)
      #expect(lesson.warnings.map(\.words) == ["this looks like a cell, and is not one: write ```\(meant)"])
      #expect(lesson.warnings.first?.place == MarkedText.Place(line: line, column: column))
    }
  }

  @Test("headers that stand too far in, or have no fence, are warned of too")
  func prose() throws {
    let lesson = try lesson(
      "# T\n\ntext\n    ```swift example\n    a\n    ```\n\n``swift example\na\n``\n\n'''swift setup\na\n'''\n")
    #expect(lesson.warnings.map(\.place.line) == [4, 8, 12])
    #expect(lesson.warnings.first?.advice == "write ```swift example at the left margin")
  }

  @Test(
    "what only resembles a cell's header is not",
    arguments: [
      "```swift\nlet a = 1\n```", "```Swift\nlet a = 1\n```", "```python\nx\n```", "```\nswift example\n```",
      "```text\n```", "```{r}\nx\n```",
      "```swiftui example\n```", "Swift example code is prose.", "swift example", "- example",
      "````markdown\n```{swift example}\n```\n````",
      "`swift example` is the header.", "\"Swift exercise\" is a title.", "```json example\n```",
      "~~~swift example\n1\n~~~",
    ])
  func none(block: String) throws {
    #expect(try lesson("# T\n\n\(block)\n").warnings.isEmpty)
  }
}
