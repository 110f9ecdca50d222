import Foundation
import Testing

@Suite("run --write beside an author at work")
struct WriteTests {
  @Test("with --exercise, where not all examples run, nothing is written")
  func oneExercise() throws {
    let folder = try TemporaryFolder()
    let text =
      "# T\n\n```swift example\nprint(1)\n```\n\n```output\n1\n```\n\n```swift exercise a answer=a\nlet a = 1\n```\n"
    let file = try folder.write(text, to: "t.md")
    let result = try Tool().run("run", "--write", "--exercise", "a", file.path)
    #expect(result.status == 2 && result.errors.contains("leave out --exercise or --write"), "\(result.errors)")
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// A lesson whose example goes on until there is a file named `go` beside it, and runs while the test does something to the lesson.
  private struct Meanwhile {
    let folder: TemporaryFolder
    let file: URL
    let text: String

    init() throws {
      folder = try TemporaryFolder()
      let go = folder.url.appending(path: "go").path
      text = """
        # Race

        ```swift example
        import Glibc
        let go = \"\(go)\"
        while access(go, F_OK) != 0 { usleep(1000) }
        print("done")
        ```

        ```output
        x
        ```

        ```swift exercise a answer=a
        let a: Int = ___
        ```

        ```swift solution a
        let a: Int = 2
        ```

        """
      file = try folder.write(text, to: "race.md")
    }

    /// Runs `--write`, and does something when the lesson has been read and its example runs.
    func run(_ change: (Meanwhile) throws -> Void) throws -> Tool.Result {
      let kept = folder.url.appending(path: "kept").path
      var tool = Tool()
      tool.environment["LESSON_RUN_KEEP"] = kept
      let started = try tool.start(["run", "--write", file.path])
      defer { started.process.terminate() }
      try waitUntil("a program is made of the lesson") {
        ((try? FileManager.default.contentsOfDirectory(atPath: kept)) ?? []).contains { $0.hasSuffix(".swift") }
      }
      try change(self)
      try folder.write("", to: "go")
      return try started.wait()
    }

    var content: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "(none)" }

    /// Nothing is left beside the lesson.
    var strangers: Set<String> {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
      return Set(names).subtracting(["race.md", "kept", "go"])
    }
  }

  @Test("an answer that is saved while the example runs is kept, and the output renewed")
  func answer() throws {
    let meanwhile = try Meanwhile()
    let saved = meanwhile.text.replacing("let a: Int = ___", with: "let a: Int = 2").replacing(
      "# Race", with: "# Race\n\nNew prose.")
    let result = try meanwhile.run { try $0.folder.write(saved, to: "race.md") }
    #expect(result.status == 0)
    #expect(meanwhile.content == saved.replacing("\nx\n", with: "\ndone\n"))
    #expect(result.errors.contains("renewed 1 output in"))
    #expect(meanwhile.strangers.isEmpty)
  }

  @Test("an output that is taken away meanwhile, or written anew, is nobody's loss")
  func outputs() throws {
    let meanwhile = try Meanwhile()
    let saved =
      meanwhile.text.replacing("```output\nx\n```\n", with: "") + "\n```swift exercise b answer=b\nlet b = ___\n```\n"
    let result = try meanwhile.run { try $0.folder.write(saved, to: "race.md") }
    #expect(result.status == 0)
    #expect(meanwhile.content == saved)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var message: String
  }

  @Test(
    "what makes the old outputs meaningless is refused, and the save stays as it is",
    arguments: [
      Change(
        testDescription: "an example was changed", old: "print(\"done\")", new: "print(\"gone\")",
        message: "have been changed since they ran: nothing was written"),
      Change(
        testDescription: "an example was added", old: "# Race\n", new: "# Race\n\n```swift setup\nlet one = 1\n```\n",
        message: "have been changed since they ran: nothing was written"),
      Change(
        testDescription: "a fault was made", old: "swift exercise a", new: "swift exercice a",
        message: "has faults now: nothing was written"),
    ])
  func refused(change: Change) throws {
    let meanwhile = try Meanwhile()
    let saved = meanwhile.text.replacing(change.old, with: change.new)
    let result = try meanwhile.run { try $0.folder.write(saved, to: "race.md") }
    #expect(result.status == 1)
    #expect(result.errors.contains(change.message), "\(result.errors)")
    #expect(meanwhile.content == saved)
    #expect(meanwhile.strangers.isEmpty)
  }

  @Test("a lesson that is deleted meanwhile is not written again")
  func deleted() throws {
    let meanwhile = try Meanwhile()
    let result = try meanwhile.run { try FileManager.default.removeItem(at: $0.file) }
    #expect(result.status == 1)
    #expect(result.errors.contains("is not there any more: nothing was written"), "\(result.errors)")
    #expect(meanwhile.content == "(none)")
    #expect(meanwhile.strangers.isEmpty)
  }

  private static let old = "# T\n\n```swift example\nprint(1)\n```\n\n```output\n0\n```\n"

  @Test("a link stays a link, and permissions stay what they are")
  func links() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.old, to: "a.md")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let link = folder.url.appending(path: "link.md")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "a.md")
    #expect(try Tool().run("run", "--write", link.path).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "a.md")
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.old.replacing("\n0\n", with: "\n1\n"))
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test(
    "where nothing can be written, that is said and the lesson stays as it was",
    .enabled(if: Mounts.areAllowed, "a namespace for mounts cannot be made here"),
    arguments: [
      ("mount -o remount,bind,ro small", "Read-only file system"),
      ("head -c 1m /dev/zero > small/full || true", "No space left on device"),
    ])
  func disk(obstacle: String, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.old, to: "a.md")
    let script = """
      mkdir small
      mount -t tmpfs -o size=64k none small
      cp a.md small/a.md
      \(obstacle) 2> /dev/null
      \(Tool.executable.path) run --write small/a.md; echo "status $?"
      cmp a.md small/a.md && ls -A small
      """
    try folder.write(script, to: "script.sh")
    var tool = Tool()
    tool.folder = folder.url
    tool.executable = URL(filePath: "/bin/sh")
    let result = try tool.run("-c", "\(Mounts.unshare) sh script.sh")
    #expect(result.output.contains("status 4"), "\(result.output)")
    #expect(result.errors.contains("cannot write small/a.md: \(words)"), "\(result.errors)")
    #expect(result.errors.contains("the lesson is as it was"))
    #expect(result.output.contains("a.md") && !result.output.contains(".draft"))
  }

  @Test(
    "whatever is printed, what --write leaves passes check",
    arguments: [
      #"print("1/2\r2/2")"#, #"print("\0")"#, #"print("\u{1B}[31mred\u{1B}[0m \u{8}\u{B}\u{C}\u{85}\u{2028}\u{202E}")"#,
      #"print("a\r\nb\r\n\r", terminator: "\r")"#, #"print("   ```\n````\n~~~output\n  \t")"#,
      #"print("\n\n  a  \n\t\n")"#,
      #"print(String(repeating: "> ", count: 300))"#, #"print(String(repeating: "`", count: 2000))"#,
      "import Glibc\nfflush(stdout)\n[UInt8]([0xFF, 0xC3, 0x28, 0x0A, 0xED, 0xA0, 0x80, 0x0D]).withUnsafeBytes { _ = write(1, $0.baseAddress, 8) }",
    ])
  func anything(code: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# T\n\n```swift example\n\(code)\n```\n\n```output\nx\n```\n", to: "a.md")
    let written = try Tool().run("run", "--write", file.path)
    #expect(written.status == 0 && written.errors.contains("renewed 1 output"), "\(written.errors)")
    let checked = try Tool().run("check", file.path)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(try Tool().run("run", "--write", file.path).errors.contains("all outputs are current"))
    let bytes = try Data(contentsOf: file)
    #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
  }
}
