import Foundation
import Testing

@Suite("watch")
struct WatchTests {
  /// Enters and leaves the other buffer.
  private static let (opening, closing) = ("\u{1B}[?1049h", "\u{1B}[?1049l")

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    tool.environment["TERM"] = "xterm"
    try save()
  }

  /// Saves the lesson with the learner's two answers.
  private func save(first: String = "___", second: String = "___", atomically: Bool = false) throws {
    let text = """
      # Sums

      ```swift exercise first answer=list
      let list: [Double] = \(first)
      ```

      ```hint first
      Count from one.
      ```

      ```swift solution first
      let list: [Double] = [1, 2, 3]
      ```

      ```swift exercise second answer=sum timeout=600
      let sum: Double = \(second)
      ```

      ```swift solution second
      let sum: Double = 6
      ```

      """
    try Data(text.utf8).write(to: folder.url.appending(path: "a.md"), options: atomically ? .atomic : [])
  }

  private func watch(_ options: String...) throws -> PseudoTerminal {
    try PseudoTerminal(tool, ["watch"] + options + ["a.md"])
  }

  @Test("each save shows the exercise that was edited, what has changed and the score; keys do what they say")
  func edits() throws {
    let terminal = try watch()
    let modes = terminal.modes
    try terminal.wait(for: "Score: 0 of 2 points (2 not attempted)")
    #expect(terminal.modes != modes)
    try save(first: "[1, 3, 2]")
    try terminal.wait(for: "not attempted → wrong: 2 of 3 cells differ")
    try terminal.wait(for: "1 [3][2]       1  2  3")
    try terminal.wait(for: "Score: 0 of 2 points (1 wrong, 1 not attempted)")
    try save(first: "[1, 2, 2]", atomically: true)
    try terminal.wait(for: "1 of 3 cells differs, before 2")
    terminal.press("h")
    try terminal.wait(for: "hint: Count from one.")
    try save(first: "[1, 2, 3]")
    try terminal.wait(for: "wrong → passed")
    try terminal.wait(for: "Score: 1 of 2 points (1 passed, 1 not attempted)")
    terminal.press("n")
    try terminal.wait(for: "○ second")
    terminal.press("a")
    try terminal.wait(for: "✓ first")
    try terminal.wait(for: "▸ ○ second")
    terminal.press("q")
    try terminal.wait(for: Self.closing)
    try terminal.wait(for: "Score: 1 of 2 points (1 passed, 1 not attempted)")
    terminal.process.waitUntilExit()
    #expect(terminal.process.terminationStatus == 0)
    #expect(terminal.modes == modes)
  }

  @Test("Ctrl-S is a key that means nothing: it stops neither the screen nor the grading")
  func flowControl() throws {
    let terminal = try watch()
    try terminal.wait(for: "Score: 0 of 2 points (2 not attempted)")
    terminal.press("\u{13}")
    try save(first: "[1, 2, 3]")
    try terminal.wait(for: "Score: 1 of 2 points (1 passed, 1 not attempted)")
    terminal.press("q")
    terminal.process.waitUntilExit()
    #expect(terminal.process.terminationStatus == 0)
  }

  @Test("an answer that crashes is told with its statement and the variables there, also while an element changes")
  func crash() throws {
    let terminal = try watch()
    try terminal.wait(for: "Score: 0 of 2 points (2 not attempted)")
    try save(first: "{\n  var a = [1.0]\n  for i in 0..<3 {\n    a[i] += 1\n  }\n  return a\n}()")
    try terminal.wait(for: "not attempted → crashed")
    try terminal.wait(for: "a.md:7:6: error: Index out of range")
    try terminal.wait(for: "i = 1")
    // What is known of it stays when something else is saved.
    try save(first: "{\n  var a = [1.0]\n  for i in 0..<3 {\n    a[i] += 1\n  }\n  return a\n}()", second: "6")
    let later = try terminal.wait(for: "Score: 1 of 2 points (1 passed, 1 crashed)")
    #expect(!later.contains("another error"))
    terminal.press("p")
    try terminal.wait(for: "i = 1")
    terminal.press("q")
    terminal.process.waitUntilExit()
  }

  @Test("only the edited exercise is compiled")
  func onlyWhatChanged() throws {
    var tool = tool
    let kept = folder.url.appending(path: "kept")
    tool.environment["LESSON_RUN_KEEP"] = kept.path
    try save(first: "[1]", second: "1")
    let terminal = try PseudoTerminal(tool, ["watch", "a.md"])
    try terminal.wait(for: "(2 wrong)")
    try FileManager.default.removeItem(at: kept)
    try save(first: "[1]", second: "6")
    try terminal.wait(for: "wrong → passed")
    // As a whole program, or against what is above it.
    let names = try FileManager.default.contentsOfDirectory(atPath: kept.path).filter { $0.hasSuffix(".swift") }
    let answers = names.filter { $0.hasPrefix("exercise-") || $0.hasPrefix("answer-") }
    #expect(Set(answers.map { $0.drop { $0 != "-" } }) == ["-second.swift"])
  }

  @Test("a save while a cell runs without end takes its place")
  func newestWins() throws {
    let loop = "{ var a = 0.0; while true { a += 1 } }()"
    try save(second: loop)
    let terminal = try watch()
    // The loop may run for ten minutes, but the exercise beside it is shown.
    try terminal.wait(for: "running: 1 of 2")
    try save(second: loop.replacing("+= 1", with: "+= 2"))
    try save(second: "6")
    try terminal.wait(for: "Score: 1 of 2 points")
    try waitUntil("the loop is ended") {
      !processes(mentioning: folder.url.path).contains { $0.contains("lesson-cell") }
    }
  }

  @Test("a lesson that is faulty or gone for a moment is waited for, above what was known")
  func troubles() throws {
    try save(second: "6")
    let terminal = try watch()
    try terminal.wait(for: "Score: 1 of 2 points")
    let file = folder.url.appending(path: "a.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try folder.write(text.replacing("answer=sum", with: "anser=sum"), to: "a.md")
    try terminal.wait(for: "a.md:15:26: error: 'anser' is no option of an exercise")
    try terminal.wait(for: "Below are the results of an earlier save.")
    try terminal.wait(for: "Score: 1 of 2 points")
    try FileManager.default.removeItem(at: file)
    try terminal.wait(for: "a.md cannot be read: ")
    try terminal.wait(for: "Waiting for it to come back.")
    try save(second: "7", atomically: true)
    try terminal.wait(for: "passed → wrong")
  }

  @Test("the window's new size is drawn to")
  func resized() throws {
    let terminal = try watch()
    try terminal.wait(for: "Score: 0 of 2 points")
    try terminal.wait(for: "r run again")
    terminal.resize(rows: 10, columns: 48)
    let lines = try terminal.wait(for: "q quit · p previous").split(separator: "\r\n").suffix(10)
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { $0.replacing("\u{1B}[K", with: "").replacing("\u{1B}[H", with: "").count <= 48 })
  }

  @Test("however it ends, the terminal is what it was before", arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL, SIGSEGV])
  func restored(signal: Int32) throws {
    let terminal = try watch()
    let modes = terminal.modes
    try terminal.wait(for: "Score: 0 of 2")
    #expect(terminal.modes != modes)
    if signal == SIGINT { terminal.press("\u{3}") } else { kill(try terminal.tool, signal) }
    try terminal.wait(for: Self.closing)
    terminal.process.waitUntilExit()
    try waitUntil("the terminal has its modes again") { terminal.modes == modes }
    #expect(terminal.written.ranges(of: Self.opening).count == 1)
  }

  @Test("Ctrl-Z gives the terminal back, and going on takes it again")
  func suspended() throws {
    let terminal = try watch()
    let modes = terminal.modes
    try terminal.wait(for: "Score: 0 of 2")
    terminal.press("\u{1A}")
    try terminal.wait(for: Self.closing)
    // A session's leader has no shell that could continue it, so the kernel does not stop it: what counts is the screen.
    kill(try terminal.tool, SIGCONT)
    try terminal.wait(for: Self.opening)
    try terminal.wait(for: "Score: 0 of 2")
    terminal.press("q")
    terminal.process.waitUntilExit()
    #expect(terminal.modes == modes)
  }

  @Test("colours are turned off by NO_COLOR, and the screen is not")
  func noColour() throws {
    var tool = tool
    tool.environment["NO_COLOR"] = "1"
    let terminal = try PseudoTerminal(tool, ["watch", "a.md"])
    try terminal.wait(for: "Score: 0 of 2 points")
    terminal.press("q")
    try terminal.wait(for: Self.closing)
    #expect(terminal.written.contains(Self.opening))
    #expect(!terminal.written.contains(/\u{1B}\[[0-9;]*m/))
  }

  @Test("a terminal that cannot move its cursor gets each report below the last, and takes keys by the line")
  func dumb() throws {
    var tool = tool
    tool.environment["TERM"] = "dumb"
    let terminal = try PseudoTerminal(tool, ["watch", "a.md"])
    let modes = terminal.modes
    var output = try terminal.wait(for: "Score: 0 of 2 points (2 not attempted)")
    try save(first: "[1, 3, 2]")
    output += try terminal.wait(for: "Score: 0 of 2 points (1 wrong, 1 not attempted)")
    #expect(output.contains("2 of 3 cells differ"))
    terminal.press("a\n")
    output += try terminal.wait(for: "▸ ✗ first")
    #expect(output.hasPrefix("Sums\r\n\r\n  ○ first"))
    #expect(!output.contains("\u{1B}"))
    #expect(terminal.modes == modes)
    terminal.press("q\n")
    terminal.process.waitUntilExit()
    #expect(terminal.process.terminationStatus == 0)
  }

  @Test("without a terminal, reports go to standard output")
  func pipe() throws {
    let started = try tool.start(["watch", "a.md"])
    let output = { try String(contentsOf: started.output, encoding: .utf8) }
    try waitUntil("there is a report") { (try? output().contains("Score: 0 of 2 points")) == true }
    try save(first: "[1, 2, 3]")
    try waitUntil("there is another") { (try? output().contains("not attempted → passed")) == true }
    #expect(!(try output()).contains("\u{1B}"))
    started.process.terminate()
    let result = try started.wait()
    #expect(result.isSignalled && result.status == SIGTERM)
  }

  @Test("a lesson that is not there at all is not waited for")
  func missing() throws {
    let result = try tool.run("watch", "b.md")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no file 'b.md'"))
  }
}
