import Reporting
import Testing

@Suite("What an exercise asks for")
struct TaskTextTests {
  private static let example = "```swift example\nlet x = 1\nshow(x)\n```\n\n```output\n1\n```\n\n"
  private static let other =
    "```swift exercise b answer=b\nlet b = 1\n```\n\n```swift solution b\nlet b = 1\n```\n\n"

  @Test(
    "is the prose right above it, or above the examples in between, and never what belongs to something else",
    arguments: [
      ("Ask this.\n\n", ["Ask this."]), ("Ask this.\n\n\(example)", ["Ask this."]),
      ("Ask this.\n\n\(example)\(example)", ["Ask this."]), ("See:\n\n\(example)Ask this.\n\n", ["Ask this."]),
      ("Ask that.\n\n\(other)", []), ("Ask that.\n\n\(example)\(other)", []), ("See.\n\n\(example)## Next\n\n", []),
    ])
  func prose(above: String, lines: [String]) throws {
    let lesson = try sampleLesson(
      "# T\n\n" + above + "```swift exercise a answer=a\nlet a = 1\n```\n\n```swift solution a\nlet a = 1\n```\n")
    #expect(TaskText(of: "a", in: lesson).lines(width: 80) == lines)
  }
}
