import Foundation
import Testing

/// Slow: run by `make test-hostile`.
@Suite("Nothing stays behind of a watched lesson", .serialized)
struct WatchHostileTests {
  private let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    tool.environment["TERM"] = "xterm"
    self.tool = tool
  }

  private func save(_ number: Int) throws {
    try folder.write(
      "# T\n\n```swift example\nvar numbers = [1, 2, 3]\nprint(numbers)\n```\n\n```swift exercise one answer=a\n"
        + "let a = numbers.count + \(number)\nwhile \(number % 3 == 2) {}\n```\n\n```swift solution one\nlet a = 3\n```\n",
      to: "a.md")
  }

  /// Processes that work in the lesson's folder, or have it in their sandbox.
  private var processesOfLesson: [String] {
    let place = Tool.realPath(folder.url)
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
    let inside = ids.filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == place }
    return inside.map { "\($0) in \(place)" } + processes(mentioning: place)
  }

  @Test(
    "after an end at twenty moments, or five, that nobody can foresee", arguments: [SIGKILL, SIGINT, SIGTERM, SIGABRT],
    ["off", "on"])
  func ends(by number: Int32, sandbox: String) throws {
    var moments = SeededMoments()
    for _ in 0..<(number == SIGKILL ? 20 : 5) {
      try save(0)
      let terminal = try PseudoTerminal(tool, ["watch", "--sandbox", sandbox, "a.md"])
      try terminal.wait(for: "… one")
      for edit in 1...1 + moments.next(below: 5) {
        moments.pause(below: 500)
        try save(edit)
      }
      moments.pause(below: 200)
      kill(try terminal.tool, number)
      terminal.process.waitUntilExit()
      try waitUntil("all of the lesson's processes are gone: \(processesOfLesson); \(moments.remark)") {
        processesOfLesson.isEmpty
      }
    }
  }
}
