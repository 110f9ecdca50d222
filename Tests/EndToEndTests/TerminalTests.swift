import Foundation
import Testing

/// What the tool writes when it talks to a terminal: `script` makes one.
@Suite("On a terminal")
struct TerminalTests {
  private func onTerminal(_ command: String, _ environment: [String: String]) throws -> String {
    var tool = Tool()
    tool.executable = URL(filePath: "/usr/bin/script")
    tool.environment["TERM"] = "xterm"
    tool.environment.merge(environment) { $1 }
    let folder = try TemporaryFolder()
    tool.environment["LESSON_RUN_CACHE"] = folder.url.path
    let result = try tool.run("-qec", "'\(Tool.executable.path)' \(command)", "/dev/null")
    #expect(result.status == 0)
    return result.output
  }

  private let lesson = "lessons/02-padding.md"

  @Test("colours, and a progress line that clears itself")
  func coloured() throws {
    let output = try onTerminal(lesson, [:])
    #expect(output.contains("\u{1B}[1m2. Padding and stride"))
    #expect(output.contains("\r\u{1B}[2Krunning \(lesson): 0 of 8 exercises"))
    #expect(output.contains("8 of 8 exercises\r\u{1B}[2K\u{1B}[1m2. Padding"))
  }

  @Test("NO_COLOR turns colours off and leaves the progress line")
  func noColour() throws {
    let output = try onTerminal(lesson, ["NO_COLOR": "1"])
    #expect(output.contains("running \(lesson)"))
    #expect(output.replacing("\r\u{1B}[2K", with: "").contains("\u{1B}") == false)
  }

  @Test("a dumb terminal gets plain text only")
  func dumb() throws {
    #expect(try onTerminal(lesson, ["TERM": "dumb"]).contains("\u{1B}") == false)
  }

  @Test("a pipe gets plain text only, and no progress")
  func pipe() throws {
    let result = try Tool().run(lesson)
    #expect(!(result.output + result.errors).contains("\u{1B}"))
    #expect(result.errors.isEmpty)
  }

  @Test("a narrow window gets narrow lines")
  func narrow() throws {
    let output = try onTerminal("print \(lesson)", ["TERM": "dumb", "COLUMNS": "60"])
    let prose = output.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("  ") }
    #expect(prose.allSatisfy { $0.count <= 60 })
  }
}
