import Foundation
import Testing

/// A lesson from somewhere, in a folder that nobody has trusted yet. Its example and its solution try what a program may do that runs
/// with the user's rights.
struct ForeignLesson {
  /// What the example prints in the sandbox.
  static let confined = "read the home: no; write beside the lesson: no; write here: no; use the network: no"
  static let open = "read the home: yes; write beside the lesson: yes; write here: yes; use the network: yes"

  let folder: TemporaryFolder
  var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a secret\n", to: "home/.ssh/x")
    // The same programs do for all tests: where to try is beside the lesson.
    try folder.write(folder.url.path, to: "lessons/where.txt")
    tool.folder = folder.url
    tool.environment["HOME"] = folder.url.appending(path: "home").path
    tool.environment["XDG_CONFIG_HOME"] = nil
    try folder.write(text(), to: "lessons/tries.md")
  }

  var path: String { Tool.realPath(folder.url) + "/lessons" }

  /// Whether a cell wrote a file beside the lesson since the last time this was asked.
  func hasWritten() -> Bool {
    ["beside", "here"].map { name in
      (try? FileManager.default.removeItem(at: folder.url.appending(path: "lessons/\(name)"))) != nil
    }.contains(true)
  }

  func text(output: String = Self.confined, answer: String = "rights(\"learner\").count") -> String {
    """
    # Tries

    ```swift setup
    import Foundation
    import Glibc
    func rights(_ who: String) -> [String] {
      let files = FileManager.default
      let folder = String(decoding: files.contents(atPath: "where.txt")!, as: UTF8.self)
      let tries = [
        ("read the home", { files.contents(atPath: folder + "/home/.ssh/x") != nil }),
        ("write beside the lesson", { files.createFile(atPath: folder + "/lessons/beside", contents: nil) }),
        ("write here", { files.createFile(atPath: "here", contents: nil) }),
        ("use the network", { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0 }),
      ]
      return tries.map { "\\($0): \\($1() ? "yes" : "no")" }
    }
    ```

    ```swift example
    print(rights("example").joined(separator: "; "))
    ```

    ```output
    \(output)
    ```

    ```swift exercise rights answer=found
    let found = \(answer)
    ```

    ```swift solution rights
    let found = rights("solution").count
    ```

    """
  }
}
