import Foundation
import Testing

@Suite("Cells work in their lesson's folder")
struct WorkingFolderTests {
  private static let text = """
    # Data

    ```swift setup
    import Foundation
    func number(in file: String) throws -> Double {
      Double(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\\n")[0]) ?? 0
    }
    ```

    ```swift example
    print("example:", try number(in: "data.txt"))
    ```

    ```swift exercise double answer=double
    let double = try number(in: "data.txt") * 2
    ```

    ```swift solution double
    let double = try number(in: "data.txt") + number(in: "data.txt")
    ```

    """

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    for (name, data) in [("seven", "7\n"), ("eight", "8\n")] {
      try folder.write(Self.text, to: "\(name)/data.md")
      try folder.write(data, to: "\(name)/data.txt")
    }
    tool.folder = folder.url
  }

  @Test(
    "a file beside the lesson is found from anywhere, with rights and without",
    arguments: [
      ["run"], ["run", "--solutions"], ["run", "--trace"], ["print", "--worked"], ["print", "--worked", "--trace"],
    ], ["on", "off", "auto"])
  func found(command: [String], sandbox: String) throws {
    for (place, path) in [(folder.url, "seven/data.md"), (folder.url.appending(path: "seven"), "data.md")] {
      var tool = tool
      tool.folder = place
      let result = try tool.run(command + ["--sandbox", sandbox, path])
      #expect(result.status == 0 && result.output.contains("example: 7.0"), "\(result.output)\(result.errors)")
    }
  }

  @Test("check and watch find it too", arguments: ["on", "off"])
  func checked(sandbox: String) throws {
    var tool = tool
    // Its output is missing, and nothing else.
    try folder.write(
      Self.text.replacing("exercise double answer=double", with: "exercise double answer=double points=2"),
      to: "seven/data.md")
    let checked = try tool.run("check", "--sandbox", sandbox, "seven/data.md")
    #expect(!checked.output.contains("crash") && !checked.output.contains("data.txt"), "\(checked.output)")
    tool.environment["TERM"] = "dumb"
    let terminal = try PseudoTerminal(tool, ["watch", "--sandbox", sandbox, "seven/data.md"])
    try terminal.wait(for: "Score: 2 of 2 points")
  }

  @Test("a link to a lesson works in the folder of its file")
  func link() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/link.md", withDestinationPath: "eight/data.md")
    #expect(try tool.run("link.md").output.contains("example: 8.0"))
  }

  @Test("a folder that is closed to others is open to its lesson's cells", arguments: [0o700, 0o755])
  func closed(permissions: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: folder.url.appending(path: "eight").path)
    #expect(try tool.run("run", "--sandbox", "on", "eight/data.md").output.contains("example: 8.0"))
  }

  @Test("equal lessons in two folders, and changed data, get answers of their own", arguments: ["on", "off"])
  func apart(sandbox: String) throws {
    for _ in 0..<2 {
      for (name, value) in [("seven", "7.0"), ("eight", "8.0")] {
        let result = try tool.run("run", "--sandbox", sandbox, "\(name)/data.md")
        #expect(result.status == 0 && result.output.contains("example: \(value)"), "\(result.output)")
      }
    }
    try folder.write("9\n", to: "seven/data.txt")
    #expect(try tool.run("run", "--sandbox", sandbox, "seven/data.md").status == 0)
  }

  @Test("a cache that is named from here is found from there")
  func relativeCache() throws {
    var tool = tool
    tool.environment["LESSON_RUN_CACHE"] = "cache"
    for _ in 0..<2 { #expect(try tool.run("seven/data.md").output.contains("example: 7.0")) }
    #expect(FileManager.default.fileExists(atPath: folder.url.path + "/cache/programs"))
  }

  // MARK: - A class

  @Test(
    "answers see the files that the lesson gives them, and neither the lesson nor what is beside it",
    .enabled(if: ClassSample.hasSandbox))
  func graded() throws {
    let text =
      Self.text + """
        ```swift exercise around answer=names
        let names = ___
        ```

        ```swift solution around
        let names = ["data.txt"]
        ```

        ```swift check around hidden
        _ = "secret.txt"
        answer("names", names)
        ```

        """
    try folder.write(text, to: "course/data.md")
    for (name, content) in [("data.txt", "7\n"), ("secret.txt", "x"), (".hidden", "x"), ("sub/other.txt", "x")] {
      try folder.write(content, to: "course/\(name)")
    }
    let listing = "let names = (try? FileManager.default.subpathsOfDirectory(atPath: \".\")) ?? []"
    try folder.write(text.replacing("let names = ___", with: listing), to: "course/in/ada.md")
    try folder.write(
      text.replacing(
        "let names = ___",
        with: "let names = FileManager.default.createFile(atPath: \"new\", contents: nil) ? [] : [\"data.txt\"]"),
      to: "course/in/ben.md")
    let result = try tool.run("grade", "course/data.md", "course/in", "--results", "out")
    #expect(result.status == 0, "\(result.errors)")
    let grades = try String(contentsOf: folder.url.appending(path: "out/grades.csv"), encoding: .utf8)
    #expect(grades.contains("ada,2,2,1,1") && grades.contains("ben,2,2,1,1"), "\(grades)")
  }
}
