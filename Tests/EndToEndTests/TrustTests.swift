import Foundation
import Testing

@Suite("A lesson from somewhere", .enabled(if: ClassSample.hasSandbox))
struct TrustTests {
  /// A way to run a lesson's cells.
  struct Way: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var arguments: [String]

    init(_ description: String, _ arguments: [String]) { (testDescription, self.arguments) = (description, arguments) }
  }

  static let ways = [
    Way("run", ["run", "lessons/tries.md"]),
    Way("without a command", ["lessons/tries.md"]),
    Way("run --solutions", ["run", "--solutions", "lessons/tries.md"]),
    Way("run --trace", ["run", "--trace", "lessons/tries.md"]),
    Way("run --json", ["run", "--json", "lessons/tries.md"]),
    Way("check", ["check", "lessons/tries.md"]),
    Way("print --worked", ["print", "--worked", "lessons/tries.md"]),
    Way("print --worked --trace", ["print", "--worked", "--trace", "lessons/tries.md"]),
    Way("grade: the author's side", ["grade", "lessons/tries.md", "in", "--results", "out"]),
  ]

  /// One of each command.
  static let fewWays = ["run", "check", "print --worked", "grade: the author's side"].map { name in
    ways.filter { $0.testDescription == name }[0]
  }

  private let lesson: ForeignLesson

  init() throws {
    lesson = try ForeignLesson()
    try lesson.folder.write(lesson.text(answer: "4"), to: "in/ada.md")
  }

  private func remark(_ folder: String) -> String {
    "lesson-run: lessons in \(folder) run in a sandbox, without network and home, and can only read in their folder; "
      + "'lesson-run trust \(folder)' lifts that"
  }

  @Test("reads no home, writes nowhere and reaches nobody, until its folder is trusted", arguments: ways)
  func confined(way: Way) throws {
    let confined = try lesson.tool.run(way.arguments)
    #expect(!lesson.hasWritten())
    #expect(!confined.output.contains(": yes"), "\(confined.output)")
    #expect(confined.errors.split(separator: "\n").map(String.init) == [remark(lesson.path)])

    #expect(try lesson.tool.run("trust", "lessons").status == 0)
    let open = try lesson.tool.run(way.arguments + (way.arguments[0] == "grade" ? ["--reveal"] : []))
    #expect(lesson.hasWritten(), "\(open.output)\(open.errors)")
    #expect(!open.errors.contains("sandbox"), "\(open.errors)")
  }

  @Test("what the example prints tells the rights that it has")
  func rights() throws {
    #expect(try lesson.tool.run("print", "--worked", "lessons/tries.md").output.contains(ForeignLesson.confined))
    #expect(try lesson.tool.run("check", "lessons/tries.md").status == 1)
    _ = try lesson.tool.run("trust", "lessons")
    #expect(try lesson.tool.run("print", "--worked", "lessons/tries.md").output.contains(ForeignLesson.open))
  }

  @Test("--sandbox on and off go before trust", arguments: fewWays)
  func asked(way: Way) throws {
    let open = try lesson.tool.run(way.arguments + ["--sandbox", "off"])
    #expect(lesson.hasWritten(), "\(open.output)\(open.errors)")
    _ = try lesson.tool.run("trust", "lessons")
    let confined = try lesson.tool.run(way.arguments + ["--sandbox", "on"])
    #expect(!lesson.hasWritten())
    #expect(!confined.output.contains(": yes"))
    // Nobody needs to be told what was asked for.
    #expect(!confined.errors.contains("sandbox"), "\(confined.errors)")
  }

  @Test("watch confines it too, and says so once")
  func watched() throws {
    var tool = lesson.tool
    tool.environment["TERM"] = "dumb"
    let terminal = try PseudoTerminal(tool, ["watch", "lessons/tries.md"], columns: 200)
    let before = try terminal.wait(for: "Score: ")
    #expect(before.contains("run in a sandbox"))
    try lesson.folder.write(lesson.text(answer: "5"), to: "lessons/tries.md")
    let after = try terminal.wait(for: "Score: 0")
    #expect(!after.contains("sandbox"))
    #expect(!lesson.hasWritten())
  }

  @Test("a link that leads elsewhere while it is watched takes no rights along")
  func watchedLink() throws {
    let (files, url) = (FileManager.default, lesson.folder.url)
    try lesson.folder.write("# Mine\n", to: "mine/own.md")
    try files.createSymbolicLink(atPath: url.path + "/mine/link.md", withDestinationPath: "own.md")
    _ = try lesson.tool.run("trust", "mine")
    var tool = lesson.tool
    tool.environment["TERM"] = "dumb"
    let terminal = try PseudoTerminal(tool, ["watch", "mine/link.md"], columns: 200)
    try terminal.wait(for: "Mine")
    try files.createSymbolicLink(atPath: url.path + "/mine/new", withDestinationPath: "../lessons/tries.md")
    #expect(rename(url.path + "/mine/new", url.path + "/mine/link.md") == 0)
    try terminal.wait(for: "mine/link.md is a link to another folder now")
    #expect(!lesson.hasWritten())
  }

  @Test("a lesson is where its file is: a link into a trusted folder, or out of it, changes nothing")
  func links() throws {
    let (files, url) = (FileManager.default, lesson.folder.url)
    try files.createDirectory(at: url.appending(path: "mine"), withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: url.path + "/mine/link.md", withDestinationPath: url.path + "/lessons/tries.md")
    try files.createSymbolicLink(atPath: url.path + "/mine/folder", withDestinationPath: url.path + "/lessons")
    _ = try lesson.tool.run("trust", "mine")
    for path in ["mine/link.md", "mine/folder/tries.md", "mine/../lessons/tries.md"] {
      let result = try lesson.tool.run(path)
      #expect(!lesson.hasWritten(), "\(path)")
      #expect(result.errors.contains(remark(lesson.path)), "\(path)")
    }
    _ = try lesson.tool.run("trust", "mine/folder")
    #expect(try lesson.tool.run("trust").output.hasPrefix("\(Tool.realPath(url))/mine\n\(lesson.path)\n"))
    _ = try lesson.tool.run("mine/link.md")
    #expect(lesson.hasWritten())
  }

  @Test(
    "folders whose names look alike are not the same",
    arguments: [("lessons", "lessons-2"), ("caf\u{E9}", "cafe\u{301}"), ("lessons", "Lessons"), ("lessons", "lesson")])
  func alike(trusted: String, other: String) throws {
    for name in [trusted, other] {
      try lesson.folder.write("# T\n\n```swift example\nprint(1)\n```\n", to: "\(name)/tries.md")
    }
    #expect(try lesson.tool.run("trust", trusted).status == 0)
    #expect(try lesson.tool.run("\(trusted)/tries.md").errors == "")
    #expect(try lesson.tool.run("\(other)/tries.md").errors.contains("run in a sandbox"))
  }

  @Test("a folder whose name is a command is named so that a shell takes it as a name")
  func quoted() throws {
    try lesson.folder.write("# T\n\n```swift example\nprint(1)\n```\n", to: "$(touch x) 'y'/a.md")
    let errors = try lesson.tool.run("$(touch x) 'y'/a.md").errors
    #expect(errors.contains(#"/$(touch x) '\''y'\'''"#), "\(errors)")
  }

  @Test("of the home folder itself, and of one that all may write to, cells see nothing")
  func crowded() throws {
    let text = """
      # T

      ```swift example
      import Foundation
      print(try FileManager.default.contentsOfDirectory(atPath: ".").count, FileManager.default.currentDirectoryPath)
      ```

      """
    try lesson.folder.write(text, to: "home/a.md")
    try lesson.folder.write(text, to: "shared/a.md")
    let shared = lesson.folder.url.appending(path: "shared").path
    try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: shared)
    // Beside the home there is all but the home.
    try lesson.folder.write(text, to: "a.md")
    #expect(try lesson.tool.run("a.md").output.contains("4 /lesson"))
    for path in ["home/a.md", "shared/a.md", "home/../home/a.md"] {
      let result = try lesson.tool.run(path)
      #expect(result.output.contains("0 /tmp"), "\(result.output)\(result.errors)")
      #expect(result.errors.contains("see none of its files; move them to a folder of their own"))
    }
  }

  @Test("this program's source tree is trusted")
  func builtIn() throws {
    #expect(try lesson.tool.run("trust").output.contains("\(Tool.realPath(Tool.root)) (this program's source tree)\n"))
    var tool = lesson.tool
    tool.folder = Tool.root
    #expect(try tool.run("print", "--worked", "lessons/02-padding.md").errors == "")
  }

  @Test("what came out of the sandbox is never used without it")
  func apart() throws {
    var tool = lesson.tool
    let cache = lesson.folder.url.appending(path: "cache")
    tool.environment["LESSON_RUN_CACHE"] = cache.path
    // Several cells of one lesson are compiled together, and each is then known by itself.
    let cells = (1...3).map { index in
      "```swift exercise e\(index) answer=a\nlet a = \(index)\n```\n\n```swift solution e\(index)\nlet a = \(index)\n```\n"
    }
    try lesson.folder.write(
      ["# T\n", "```swift example\n5\n```\n"].joined(separator: "\n") + "\n" + cells.joined(separator: "\n"),
      to: "lessons/t.md")
    _ = try tool.run("check", "lessons/t.md")
    let (files, old) = (FileManager.default, Date(timeIntervalSince1970: 1e9))
    let programs = cache.appending(path: "programs").path
    let made = try files.contentsOfDirectory(atPath: programs)
    #expect(
      made.contains { $0.hasSuffix(".so") } && made.contains { $0.hasSuffix(".alias") }
        && made.contains { $0.hasSuffix(".wire") })
    for name in made { try files.setAttributes([.modificationDate: old], ofItemAtPath: "\(programs)/\(name)") }
    _ = try tool.run("trust", "lessons")
    let open = try tool.run("check", "lessons/t.md")
    #expect(!open.errors.contains("sandbox"))
    // Whatever is taken out of the cache gets a new date.
    for name in made {
      #expect(try files.attributesOfItem(atPath: "\(programs)/\(name)")[.modificationDate] as? Date == old, "\(name)")
    }
    #expect(try files.contentsOfDirectory(atPath: programs).count == 2 * made.count)
  }

  // MARK: - No sandbox

  @Test(
    "where there is no sandbox, that is said, and the lesson runs; grade and --sandbox on refuse", arguments: fewWays)
  func missing(way: Way) throws {
    var tool = lesson.tool
    tool.environment["PATH"] = try toolchain().path
    try expectRefusals(of: way, by: tool, because: "there is no sandbox: no bwrap in any folder of PATH")
  }

  @Test("where the sandbox does not work, likewise", arguments: fewWays)
  func broken(way: Way) throws {
    var tool = lesson.tool
    let bin = try toolchain()
    let script = "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    try lesson.folder.writeProgram(script, to: "bin/bwrap")
    tool.environment["PATH"] = bin.path
    // One compiles as well: it does not blame the cells.
    if way.testDescription == "run" {
      tool.environment["LESSON_RUN_CACHE"] = lesson.folder.url.appending(path: "cache").path
    }
    try expectRefusals(of: way, by: tool, because: "bwrap: No permissions to create new namespace")
  }

  @Test("a sandbox that stops working once a cell has run in it is missed, and never done without", arguments: fewWays)
  func gone(way: Way) throws {
    var tool = lesson.tool
    let bin = try toolchain()
    // Whoever compiles gets it each time, and of those that run cells the first.
    let script = """
      #!/bin/sh
      case "$*" in *--as-pid-1*) mkdir '\(bin.path)/used' || { echo 'bwrap: no more' >&2; exit 1; } ;; esac
      exec /usr/bin/bwrap "$@"

      """
    try lesson.folder.writeProgram(script, to: "bin/bwrap")
    tool.environment["PATH"] = bin.path + ":/usr/bin:/bin"
    let result = try tool.run(way.arguments)
    #expect(result.status == 4, "\(result.errors)")
    #expect(!lesson.hasWritten())
    #expect(!result.errors.contains("your own rights"))
  }

  private func expectRefusals(of way: Way, by tool: Tool, because reason: String) throws {
    let isGrade = way.arguments[0] == "grade"
    let result = try tool.run(way.arguments)
    #expect(result.errors.split(separator: reason).count == 2, "\(result.errors)")
    #expect(lesson.hasWritten() == !isGrade, "\(result.errors)")
    if isGrade { #expect(result.status == 4) } else { #expect(result.errors.contains("runs with your own rights")) }
    #expect(!result.errors.contains("run in a sandbox"))
    let asked = try tool.run(way.arguments + ["--sandbox", "on"])
    #expect(asked.status == 4)
    #expect(asked.errors.contains(reason))
    #expect(!lesson.hasWritten())
  }

  /// A folder of links to the compiler and the linker, and to nothing else.
  private func toolchain() throws -> URL {
    let bin = lesson.folder.url.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let folders = (lesson.tool.environment["PATH"] ?? "").split(separator: ":")
    for name in ["swiftc", "ld"] {
      let path = try #require(
        folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) })
      try FileManager.default.createSymbolicLink(atPath: bin.path + "/\(name)", withDestinationPath: path)
    }
    return bin
  }
}
