import Foundation
import Testing

/// `lesson-run doctor` on this machine, and on one that each test breaks in its own way.
@Suite("The doctor")
struct DoctorTests {
  private static let names = [
    "lesson-run", "toolchain", "cell", "parser", "libcmark", "cache", "sandbox", "namespaces", "call filter",
    "process limit",
    "trust", "OpenBLAS", "libpng", "libjpeg-turbo", "SQLite", "libarchive", "microhttpd", "ICU", "Chromium",
    "terminal",
  ]

  /// `doctor --json`, as another program reads it.
  private struct Document: Decodable {
    struct Check: Decodable {
      var name: String
      var status: String
      var found: String
      var advice: String?
    }

    var version: String
    var isSound: Bool
    var checks: [Check]

    subscript(name: String) -> Check? { checks.first { $0.name == name } }
  }

  private func examine(_ tool: Tool = Tool(), expecting status: Int32) throws -> Document {
    let result = try tool.run("doctor", "--json")
    #expect(result.status == status)
    #expect(result.errors.isEmpty)
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.isSound == (status == 0))
    #expect(document.checks.map(\.name) == Self.names)
    return document
  }

  @Test("a machine that has everything: versions, paths and times")
  func sound() throws {
    let folder = try TemporaryFolder()
    let document = try examine(withBrowser(in: folder), expecting: 0)
    #expect(document.checks.allSatisfy { $0.status == "ok" && $0.advice == nil })
    #expect(document["toolchain"]?.found.contains(/^Swift \d+\.\d+.* in \/.*, linker \/.*ld/) == true)
    #expect(document["cell"]?.found.wholeMatch(of: /compiled in \d+ ms, ran in \d+ ms/) != nil)
    #expect(document["sandbox"]?.found.contains(/^bubblewrap [\d.]+ in \/.*, starts in \d+ ms$/) == true)
    #expect(document["call filter"]?.found.contains(/libseccomp [\d.]+, in force/) == true)
    #expect(document["cache"]?.found.contains(/: \d+ entries, \d+ MB$/) == true)
    #expect(document["OpenBLAS"]?.found.contains(/, kernel \w+$/) == true)
    #expect(document["Chromium"]?.found == folder.url.path + "/chromium")
    for library in ["OpenBLAS", "libpng", "SQLite", "libarchive", "microhttpd", "ICU"] {
      #expect(document[library]?.found.contains(/^[\d.]+, \/.*\/lib.*\.so/) == true)
    }
    #expect(document["libjpeg-turbo"]?.found.contains(/^\/.*\/libturbojpeg\.so/) == true)
  }

  #if arch(x86_64)
    @Test(
      "the kernel of OpenBLAS that the user names is the one that cells multiply with",
      arguments: ["Prescott", "NEHALEM"])
    func kernel(name: String) throws {
      var tool = Tool()
      tool.environment["OPENBLAS_CORETYPE"] = name
      let document = try examine(tool, expecting: 0)
      #expect(document["OpenBLAS"]?.found.lowercased().hasSuffix(", kernel \(name.lowercased())") == true)
    }
  #endif

  @Test("rows for people, a line of advice for each that is not ok, and a verdict")
  func rows() throws {
    let folder = try TemporaryFolder()
    let sound = try withExtendedLifetime(folder) { try withBrowser(in: folder).run("doctor") }
    #expect(sound.status == 0)
    for name in Self.names { #expect(sound.output.contains(try Regex("\n? {2}\(name) +ok +[^ ]"))) }
    #expect(sound.output.hasSuffix("\nEverything that lessons need is there.\n"))
    #expect(!sound.output.contains("What to do"))

    var tool = Tool()
    tool.environment["PATH"] = "/nowhere"
    let broken = try tool.run("doctor")
    #expect(broken.status == 4)
    #expect(broken.output.contains("  toolchain      missing  there is no Swift compiler"))
    #expect(broken.output.contains("\nWhat to do:\n  toolchain: install Swift"))
    #expect(broken.output.contains("\n  sandbox: apt-get install bubblewrap"))
    #expect(broken.output.hasSuffix("\nSomething is missing that lessons or their grading need.\n"))
  }

  @Test("which lessons run in the sandbox, and what is wrong with the list of those that do not")
  func trust() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.environment["XDG_CONFIG_HOME"] = folder.url.path
    try folder.write("/somewhere/mine\n", to: "lesson-run/trusted")
    let tree = "\(Tool.realPath(Tool.root)) (this program's source tree)"
    let found = "lessons run in the sandbox but for those in /somewhere/mine, \(tree)"
    #expect(try examine(tool, expecting: 0)["trust"]?.found == found)
    try folder.write("/somewhere/mine\nmine\n", to: "lesson-run/trusted")
    let damaged = try examine(tool, expecting: 0)["trust"]
    #expect(damaged?.status == "limited" && damaged?.advice == "mend or remove that line")
    #expect(damaged?.found == found + "; \(folder.url.path)/lesson-run/trusted:2: 'mine' is no absolute path")
    tool.environment["PATH"] = ""
    let without = try examine(tool, expecting: 4)["trust"]
    #expect(without?.found.hasPrefix("without a sandbox every lesson runs with your own rights") == true)
  }

  @Test("a toolchain without the compiler's own parser: says so, and no lesson runs that needs it")
  func noParser() throws {
    var tool = Tool()
    let toolchain = try CountingToolchain(searchPath: tool.environment["PATH"] ?? "", hasParser: false)
    tool.environment["PATH"] = toolchain.searchPath
    tool.environment["LESSON_RUN_CACHE"] = toolchain.folder.url.appending(path: "cache").path
    let result = try tool.run("doctor")
    #expect(result.status == 4)
    #expect(result.output.contains("  parser         missing"))
    #expect(result.output.contains("whole toolchain"))
    let lesson = try toolchain.folder.write("# T\n\n```swift example\n1 + 1\n```\n", to: "lesson.md")
    let run = try tool.run("run", "--sandbox", "off", lesson.path)
    #expect(run.status == 4)
    #expect(run.errors.contains("has no parser that lesson-run can use"))
  }

  @Test("an empty PATH: no toolchain and no sandbox, and what needs them is not tried")
  func emptyPath() throws {
    var tool = Tool()
    tool.environment["PATH"] = ""
    let document = try examine(tool, expecting: 4)
    #expect(document.checks.filter { $0.status == "missing" }.map(\.name) == ["toolchain", "sandbox"])
    for name in ["cell", "namespaces", "call filter", "process limit"] {
      #expect(document[name]?.found == "not tried, because of what is missing above")
      #expect(document[name]?.advice == nil)
    }
    #expect(document["Chromium"]?.status == "limited")
    #expect(document["Chromium"]?.advice?.hasPrefix("apt-get install chromium") == true)
  }

  @Test("a compiler of another version than the one that built lesson-run")
  func foreignCompiler() throws {
    let folder = try TemporaryFolder()
    try folder.writeProgram("#!/bin/sh\nexit 1\n", to: "swiftc")
    try folder.writeProgram("#!/bin/sh\necho 'Swift version 5.9.2 (swift-5.9.2-RELEASE)'\n", to: "swift-frontend")
    let document = try examine(tool(before: folder), expecting: 4)
    #expect(document["toolchain"]?.status == "missing")
    #expect(document["toolchain"]?.found.contains("is Swift 5.9.2 (swift-5.9.2-RELEASE), but lesson-run was") == true)
    #expect(document["toolchain"]?.advice?.contains("make build") == true)
    #expect(document["cell"]?.status == "missing")
  }

  @Test("a cache folder that cannot be written is a matter of time only")
  func unwritableCache() throws {
    var tool = Tool()
    tool.environment["LESSON_RUN_CACHE"] = "/dev/null/cache"
    let document = try examine(tool, expecting: 0)
    #expect(document["cache"]?.status == "limited")
    #expect(document["cache"]?.found == "/dev/null/cache cannot be written: every run compiles everything")
    #expect(document["cache"]?.advice == "name a folder of yours in LESSON_RUN_CACHE")
    #expect(document["cell"]?.status == "ok")
  }

  @Test("nowhere to write at all")
  func nowhereToWrite() throws {
    var tool = Tool()
    tool.environment["LESSON_RUN_CACHE"] = "/dev/null/cache"
    tool.environment["TMPDIR"] = "/dev/null"
    let document = try examine(tool, expecting: 4)
    #expect(document["cell"]?.status == "missing")
    #expect(document["cell"]?.found.contains("can be written") == true)
    #expect(document["sandbox"]?.status == "ok")
  }

  struct BrokenSandbox: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var script: String
    var missing: [String]
    var words: String
  }

  @Test(
    "a sandbox that does not work: which part of it",
    arguments: [
      BrokenSandbox(
        testDescription: "no namespaces", script: "echo 'bwrap: No permissions to create new namespace' >&2; exit 1",
        missing: ["sandbox", "namespaces"], words: "bwrap: No permissions to create new namespace"),
      BrokenSandbox(
        testDescription: "no filter",
        script: """
          case "$*" in *--seccomp*) echo 'bwrap: prctl(PR_SET_SECCOMP): Invalid argument' >&2; exit 1 ;; esac
          exec /usr/bin/bwrap "$@"
          """,
        missing: ["sandbox", "call filter"], words: "refused: without it the sandbox starts"),
      BrokenSandbox(
        testDescription: "a bwrap that only pretends", script: "exit 0",
        missing: ["namespaces", "call filter"], words: "not in force in the sandbox"),
    ])
  func brokenSandbox(sandbox: BrokenSandbox) throws {
    let folder = try TemporaryFolder()
    try folder.writeProgram("#!/bin/sh\n\(sandbox.script)\n", to: "bwrap")
    let document = try examine(tool(before: folder), expecting: 4)
    let missing = document.checks.filter { $0.status == "missing" }
    #expect(missing.map(\.name) == sandbox.missing)
    #expect(missing.contains { $0.found.contains(sandbox.words) })
    #expect(missing.contains { $0.advice != nil })
    #expect(document["cell"]?.status == "ok")
  }

  @Test("lesson-run without its own libraries")
  func withoutLibraries() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.executable = folder.url.appending(path: "lesson-run")
    try copyProgram(Tool.executable, to: tool.executable)
    let document = try examine(tool, expecting: 4)
    #expect(document.checks.filter { $0.status == "missing" }.map(\.name) == ["lesson-run"])
    #expect(document["sandbox"]?.status == "ok")
  }

  @Test("the cell leaves nothing in the cache")
  func cacheStaysClean() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.environment["LESSON_RUN_CACHE"] = folder.url.path
    _ = try examine(tool, expecting: 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/programs").isEmpty)
  }

  @Test(
    "the terminal is a matter of looks",
    arguments: [
      (["TERM": "xterm"], "  ok       colour, 80 columns, UTF-8", ""),
      (["TERM": "xterm", "NO_COLOR": "1"], "  ok       no colour, as NO_COLOR asks, 80 columns, UTF-8", ""),
      (["TERM": "dumb"], "  limited  TERM=dumb, no colour and no progress", "export TERM=xterm-256color"),
      (["TERM": "xterm", "LANG": "C"], "colour, 80 columns, not UTF-8 (C)", "export LC_ALL=C.UTF-8"),
      (["TERM": "xterm", "COLUMNS": "48"], "colour, 48 columns, UTF-8", "make the window 60 columns wide"),
    ])
  func terminal(environment: [String: String], row: String, advice: String) throws {
    var tool = Tool()
    tool.executable = URL(filePath: "/usr/bin/script")
    tool.environment.merge(environment) { $1 }
    let result = try tool.run("-qec", "'\(Tool.executable.path)' doctor", "/dev/null")
    #expect(result.status == 0)
    let output = result.output.replacing(/\u{1B}\[[0-9;]*[mK]/, with: "").replacing("\r", with: "")
    // Long rows go on below.
    let words = output.replacing(/\n {24,}/, with: " ")
    #expect(words.contains(row), "\(words)")
    #expect(output.contains("\n  terminal: \(advice)") == !advice.isEmpty)
  }

  // MARK: - Helpers

  /// A tool that finds a browser, whether this machine has one or not.
  private func withBrowser(in folder: TemporaryFolder) throws -> Tool {
    try folder.writeProgram("#!/bin/sh\nexit 0\n", to: "chromium")
    return tool(before: folder)
  }

  /// A tool that finds the programs of a folder first.
  private func tool(before folder: TemporaryFolder) -> Tool {
    var tool = Tool()
    tool.environment["PATH"] = folder.url.path + ":" + (tool.environment["PATH"] ?? "")
    return tool
  }
}
