import Foundation
import Testing

/// What the machine may lack or do in the middle of a run.
@Suite("The machine")
struct MachineTests {
  private let lesson = "lessons/02-padding.md"

  @Test("no toolchain on PATH: says so, and where to get one")
  func noToolchain() throws {
    var tool = Tool()
    tool.environment["PATH"] = "/nowhere"
    let result = try tool.run(lesson)
    #expect(result.status == 4)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("there is no Swift compiler"))
    #expect(result.errors.contains("install Swift"))
  }

  @Test("libraries that are missing")
  func noRuntime() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.executable = folder.url.appending(path: "lesson-run")
    try copyProgram(Tool.executable, to: tool.executable)
    let result = try tool.run(lesson)
    #expect(result.status == 4)
    #expect(result.errors.contains("lesson-run's own libraries are missing"))
  }

  /// A tool as `make install` puts it, in a folder of its own.
  private func installedTool(in folder: TemporaryFolder) throws -> Tool {
    let files = FileManager.default
    let (bin, library) = (folder.url.appending(path: "bin"), folder.url.appending(path: "lib/lesson-run"))
    try files.createDirectory(at: bin, withIntermediateDirectories: true)
    try files.createDirectory(at: library.appending(path: "Modules"), withIntermediateDirectories: true)
    try copyProgram(Tool.executable, to: bin.appending(path: "lesson-run"))
    for program in ["lesson-cell", "lesson-syntax"] {
      try copyProgram(Tool.products.appending(path: program), to: library.appending(path: program))
    }
    for module in ["LessonKit", "LessonWire", "MiniCNN", "TextTable"] {
      let name = "Modules/\(module).swiftmodule"
      try files.copyItem(at: Tool.products.appending(path: name), to: library.appending(path: name))
    }
    try files.copyItem(at: Tool.root.appending(path: lesson), to: folder.url.appending(path: "lesson.md"))
    let link = folder.url.appending(path: "link")
    try files.createSymbolicLink(at: link, withDestinationURL: bin.appending(path: "lesson-run"))
    var tool = Tool()
    (tool.executable, tool.folder) = (link, folder.url)
    tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path
    return tool
  }

  @Test("an installed copy works from any folder and without the source tree")
  func installed() throws {
    let folder = try TemporaryFolder()
    let result = try installedTool(in: folder).run("run", "--solutions", "lesson.md")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Score: 14 of 14 points"))
  }

  @Test(
    "a copy below /tmp, in a folder that only its owner may enter, works in the sandbox, which does not show where it is",
    .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
  func installedPrivately() throws {
    let folder = try TemporaryFolder()
    let tool = try installedTool(in: folder)
    #expect(chmod(folder.url.path, 0o700) == 0)
    try folder.write(
      """
      # T

      ```swift exercise place answer=place
      let place = ""
      ```

      ```swift solution place
      let place = "/lesson-run/lesson-cell"
      ```
      """, to: "place.md")
    for student in ["ada", "ben"] {
      let cell = "let place = CommandLine.arguments[0] + \"\" // \(student)"
      try folder.write("```swift exercise place\n\(cell)\n```\n", to: "class/\(student).md")
    }
    let result = try tool.run("grade", "place.md", "class", "--results", "results")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("2 of 2 have full points"), "\(result.output)")
  }

  @Test("libraries that this compiler cannot read")
  func foreignLibraries() throws {
    let folder = try TemporaryFolder()
    let tool = try installedTool(in: folder)
    try folder.write("built by something else", to: "lib/lesson-run/Modules/MiniCNN.swiftmodule")
    let result = try tool.run("lesson.md")
    #expect(result.status == 4)
    #expect(result.errors.contains("MiniCNN"))
    #expect(result.errors.contains("build lesson-run again"))
  }

  @Test("a closed standard output is noticed before anything is run")
  func closedOutput() throws {
    let result = try shell("'\(Tool.executable.path)' \(lesson) >&-")
    #expect(result.status == 4)
    #expect(result.errors.contains("cannot write to standard output"))
  }

  @Test("a full disk behind standard output")
  func fullOutput() throws {
    let result = try shell("'\(Tool.executable.path)' \(lesson) > /dev/full")
    #expect(result.status == 4)
    #expect(result.errors.contains("cannot write to standard output: No space left on device"))
  }

  @Test("a reader that has seen enough ends the run quietly")
  func brokenPipe() throws {
    let result = try shell(
      "'\(Tool.executable.path)' print \(lesson) | head -n 1; '\(Tool.executable.path)' \(lesson) | true")
    #expect(result.output == "2. Padding and stride: how large is the map?\n")
    #expect(result.errors.isEmpty)
  }

  @Test("standard input and error may be closed")
  func closedOthers() throws {
    let result = try shell("'\(Tool.executable.path)' \(lesson) <&- 2>&-")
    #expect(result.status == 0)
    #expect(result.output.contains("Score: 0 of 14 points"))
  }

  @Test("an interrupted run ends by the signal and leaves no process behind", arguments: [SIGINT, SIGTERM])
  func interrupt(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift exercise loop answer=a timeout=60
      import Foundation
      let child = Process()
      child.executableURL = URL(filePath: "/bin/sleep")
      child.arguments = ["61.25"]
      try child.run()
      var a = 0
      while true { a &+= 1 }
      ```

      ```swift solution loop
      let a = 1
      ```

      """, to: "a.md")
    var tool = Tool()
    let cache = folder.url.appending(path: "cache").path
    tool.environment["LESSON_RUN_CACHE"] = cache
    let started = try tool.start([file.path])
    try waitUntil("the loop and what it started run") { !processes(mentioning: "61.25").isEmpty }
    kill(started.process.processIdentifier, signal)
    let result = try started.wait()
    #expect(result.isSignalled)
    #expect(result.status == signal)
    try waitUntil("no process is left") {
      processes(mentioning: cache).isEmpty && processes(mentioning: "61.25").isEmpty
    }
  }

  @Test("a run that is killed outright leaves no cell running")
  func killed() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift exercise loop answer=a timeout=60\nvar a = 0\nwhile true { a &+= 1 }\n```\n\n```swift solution loop\nlet a = 1\n```\n",
      to: "a.md")
    var tool = Tool()
    let cache = folder.url.appending(path: "cache").path
    tool.environment["LESSON_RUN_CACHE"] = cache
    let started = try tool.start([file.path])
    try waitUntil("the loop runs") { processes(mentioning: cache).contains { $0.contains("lesson-cell") } }
    kill(started.process.processIdentifier, SIGKILL)
    _ = try started.wait()
    try waitUntil("no process is left") { processes(mentioning: cache).isEmpty }
  }

  // MARK: - Helpers

  private func shell(_ script: String) throws -> Tool.Result {
    var tool = Tool()
    tool.executable = URL(filePath: "/bin/sh")
    return try tool.run("-c", script)
  }
}
