import Foundation
import Testing

@Suite("The list of trusted folders")
struct TrustListTests {
  private let folder: TemporaryFolder
  private var tool = Tool()
  private var path: String { Tool.realPath(folder.url) }
  private var list: URL { folder.url.appending(path: "settings/lesson-run/trusted") }

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    tool.environment["XDG_CONFIG_HOME"] = folder.url.appending(path: "settings").path
    for name in ["a", "b", "b/c", "two\nlines"] {
      try FileManager.default.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    try folder.write("# T\n\n```swift example\nprint(1)\n```\n", to: "a/t.md")
  }

  private func content() throws -> String { try String(contentsOf: list, encoding: .utf8) }

  @Test("trust adds folders, lists them and removes them")
  func roundTrip() throws {
    let empty = try tool.run("trust")
    #expect(empty.errors.contains("no folder of yours is trusted in \(list.path)"))
    let added = try tool.run("trust", "a", "b/c/../c", "./a/")
    #expect(added.status == 0)
    #expect(added.errors.contains("lesson-run: lessons in \(path)/a now run with your own rights\n"))
    #expect(added.errors.contains("lesson-run: \(path)/a is trusted already\n"))
    #expect(try content() == "\(path)/a\n\(path)/b/c\n")
    #expect(try tool.run("trust").output.hasPrefix("\(path)/a\n\(path)/b/c\n"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "b/c"))
    #expect(try tool.run("trust", "--remove", "b/c").status == 0)
    #expect(try content() == "\(path)/a\n")
    #expect(try tool.run("trust", "--remove", "\(path)/a/").status == 0)
    #expect(try content() == "")
    #expect(try tool.run("a/t.md").errors.contains("run in a sandbox") == ClassSample.hasSandbox)
  }

  @Test("only the user may read it, no draft is left, and a list that is a link stays one")
  func file() throws {
    try folder.write("", to: "kept/elsewhere")
    try FileManager.default.createDirectory(at: list.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: list.path, withDestinationPath: folder.url.path + "/kept/elsewhere")
    #expect(try tool.run("trust", "a").status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: list.path).hasSuffix("/kept/elsewhere"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/kept") == ["elsewhere"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/kept/elsewhere")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try content() == "\(path)/a\n")
  }

  @Test("of several that change it at once, none is lost")
  func together() throws {
    let names = (0..<8).map { "many/\($0)" }
    for name in names {
      try FileManager.default.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    for started in try names.map({ try tool.start(["trust", $0]) }) { #expect(try started.wait().status == 0) }
    #expect(try content().split(separator: "\n").map(String.init).sorted() == names.map { "\(path)/\($0)" })
  }

  struct Misuse: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var arguments: [String]
    var words: [String]
  }

  @Test(
    "what cannot be trusted or removed: why, and what to do",
    arguments: [
      Misuse(
        testDescription: "nothing there", arguments: ["a", "gone"],
        words: ["there is no folder 'gone'", "check the path"]),
      Misuse(
        testDescription: "a file", arguments: ["a/t.md"],
        words: ["'a/t.md' is a file, not a folder", "lesson-run trust FOLDER/a\n"]),
      Misuse(testDescription: "everything", arguments: ["/"], words: ["'/' is all of this machine"]),
      Misuse(
        testDescription: "everything, by another name", arguments: ["a", "/usr/.."], words: ["all of this machine"]),
      Misuse(
        testDescription: "a line break", arguments: ["two\nlines"],
        words: ["FOLDER/two\\u{A}lines' has a line break in its name", "another name"]),
      Misuse(testDescription: "nothing to remove", arguments: ["--remove"], words: ["--remove needs a folder"]),
      Misuse(
        testDescription: "not in the list", arguments: ["--remove", "a"],
        words: ["'a' is not in the list", "it is not trusted"]),
      Misuse(
        testDescription: "part of one in the list", arguments: ["--remove", "b/c"],
        words: ["'b/c' is not in the list", "it is trusted as a part of FOLDER/b: remove that"]),
      Misuse(
        testDescription: "part of the source tree", arguments: ["--remove", Tool.root.path + "/lessons"],
        words: ["is not in the list", "which cannot be removed"]),
    ])
  func misuse(of misuse: Misuse) throws {
    _ = try tool.run("trust", "b")
    let result = try tool.run(["trust"] + misuse.arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    for words in misuse.words {
      #expect(result.errors.contains(words.replacingOccurrences(of: "FOLDER", with: path)), "\(result.errors)")
    }
    #expect(try content() == "\(path)/b\n")
  }

  @Test(
    "a damaged line trusts nothing, is named with its place, and is not lost by a change",
    arguments: [
      ("lessons", "'lessons' is no absolute path"), ("/", "'/' would trust every lesson on this machine"),
      ("/tmp/", "'/tmp/' is no plain path"), ("/tmp/../tmp", "is no plain path"), ("//tmp", "is no plain path"),
      ("/./tmp", "is no plain path"), ("/t\0mp", "is no plain path"), (" /tmp", "is no absolute path"),
    ])
  func damaged(line: String, words: String) throws {
    let text = "\(path)/b\n\(line)\n"
    try folder.write(text, to: "settings/lesson-run/trusted")
    let result = try tool.run("a/t.md")
    #expect(result.errors.contains("\(list.path):2: "), "\(result.errors)")
    #expect(result.errors.contains("\(words)"), "\(result.errors)")
    #expect(result.errors.contains("that line is ignored"))
    #expect(result.errors.contains("run in a sandbox") == ClassSample.hasSandbox)
    #expect(try tool.run("trust").output.hasPrefix("\(path)/b\n"))
    let change = try tool.run("trust", "a")
    #expect(change.status == 4)
    #expect(change.errors.contains("mend or remove that line; the list was left as it is"))
    #expect(try content() == text)
  }

  @Test("a list that is no file, or that others can change, trusts nothing")
  func suspicious() throws {
    try folder.write("\(path)/a\n", to: "settings/lesson-run/trusted")
    #expect(try tool.run("a/t.md").errors == "")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: list.path)
    let open = try tool.run("a/t.md")
    #expect(open.errors.contains("can be changed by others than you: no folder of yours is trusted"), "\(open.errors)")
    #expect(open.errors.contains("run in a sandbox") == ClassSample.hasSandbox)
    try FileManager.default.removeItem(at: list)
    try FileManager.default.createDirectory(at: list, withIntermediateDirectories: true)
    #expect(try tool.run("a/t.md").errors.contains("cannot read \(list.path): it is no file"))
    #expect(try tool.run("trust", "a").status == 4)
  }

  @Test("no place for a list: nothing is trusted, and trust says what to name")
  func homeless() throws {
    var tool = tool
    tool.environment["XDG_CONFIG_HOME"] = "relative/is/ignored"
    tool.environment["HOME"] = nil
    let result = try tool.run("trust", "a")
    #expect(result.status == 4)
    #expect(result.errors.contains("name a folder for settings in XDG_CONFIG_HOME"))
    #expect(try tool.run("trust").status == 0)
    tool.environment["XDG_CONFIG_HOME"] = "/dev/null/settings"
    #expect(try tool.run("trust").status == 0)
    #expect(try tool.run("trust", "a").errors.contains("cannot write /dev/null/settings/lesson-run/trusted"))
  }
}
