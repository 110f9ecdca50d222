import Foundation
import Testing

/// What a lesson's tasks do that no code awaits.
struct UnawaitedTask: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var cells: [String]
  /// What stands below each example.
  var outputs: [String]
}

/// Run by `make test-hostile`: sleepers are waited for.
@Suite("A task that nobody awaits is shown below the example that starts it")
struct UnawaitedTaskHostileTests {
  @Test(arguments: tasks, [false, true])
  func shown(_ task: UnawaitedTask, inSandbox: Bool) throws {
    let folder = try TemporaryFolder()
    let cells = task.cells.map { "```swift example\n\($0)\n```\n" }
    let file = try folder.write("# T\n\n" + cells.joined(separator: "\n"), to: "a.md")
    let result = try Tool().run("run", "--sandbox", inSandbox ? "on" : "off", file.path)
    #expect(result.status == 0)
    #expect(result.output == "T\n\n" + task.outputs.joined(separator: "\n") + "\n", "\(result.errors)")
  }

  private static let tasks = [
    UnawaitedTask(
      testDescription: "one that works, before the next example",
      cells: ["Task { print((0..<100_000).reduce(0, +)) }", "print(2)"], outputs: ["  4999950000\n", "  2"]),
    UnawaitedTask(
      testDescription: "one that awaits another, detached one",
      cells: ["Task { print(await Task.detached { 1 }.value) }", "print(2)"], outputs: ["  1\n", "  2"]),
    UnawaitedTask(
      testDescription: "one on the main actor",
      cells: ["Task { @MainActor in print(1) }\nTask { await MainActor.run { print(2) } }", "print(3)"],
      outputs: ["  1\n  2\n", "  3"]),
    UnawaitedTask(
      testDescription: "one below an example that awaits, so that the top level is a task itself",
      cells: ["await Task.yield()\nTask { print(1) }", "Task { print(2) }", "print(3)"],
      outputs: ["  1\n", "  2\n", "  3"]),
    UnawaitedTask(
      testDescription: "one that sleeps while others go on, at the end",
      cells: ["Task { try await Task.sleep(for: .milliseconds(100)); print(1) }", "print(2)"], outputs: ["  2\n  1"]),
    UnawaitedTask(
      testDescription: "one that sleeps, where the top level is a task",
      cells: ["await Task.yield()\nTask { try await Task.sleep(nanoseconds: 100_000_000); print(1) }", "print(2)"],
      outputs: ["  2\n  1"]),
    UnawaitedTask(
      testDescription: "one that a later example cancels",
      cells: [
        "let clock = Task { while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }; print(1) }",
        "clock.cancel()\nawait clock.value\nprint(2)",
      ], outputs: ["  1\n  2"]),
    UnawaitedTask(
      testDescription: "one that never ends and only sleeps: the program ends without it",
      cells: ["Task { while true { try await Task.sleep(for: .milliseconds(10)) } }", "print(2)"], outputs: ["  2"]),
  ]
}
