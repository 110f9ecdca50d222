import Foundation
import Testing

/// A lesson, and a folder in which a class has handed in answers to it.
struct ClassSample {
  /// Whether the sandbox works here: without it, nothing is graded.
  static let hasSandbox: Bool = {
    var tool = Tool()
    tool.executable = URL(filePath: "/bin/sh")
    let user = getuid() == 0 ? "" : "--unshare-user"
    return (try? tool.run("-c", "bwrap \(user) --unshare-pid --unshare-net --ro-bind / / /bin/true"))?.status == 0
  }()

  /// What a student writes into the two exercises; `nil` where the cell stays as it was handed out.
  struct Answers {
    var largest: String?
    var mean: String?
    /// Whether the first exercise's cell is not in the file at all.
    var lacksLargest = false
  }

  static let largest = "let largest = image.crossCorrelated(with: kernel).max()"
  static let mean = function("image.crossCorrelated(with: kernel).mean()")

  static func function(_ body: String) -> String {
    "func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {\n  \(body)\n}"
  }

  /// Ten students whose answers come out in ten different ways.
  static let tenStudents = [
    "ada": Answers(largest: largest, mean: mean),
    "ben": Answers(largest: "let largest = image.max()", mean: function("image.crossCorrelated(with: kernel).sum()")),
    "cleo": Answers(largest: largest, mean: function("-4")),
    "dora": Answers(largest: largest),
    "emil": Answers(mean: mean, lacksLargest: true),
    "fay": Answers(largest: "let largest = imge.max()", mean: function("image.mean(")),
    "gus": Answers(largest: largest, mean: function("print(\"here\")\n  return image[9, 9]")),
    "hana": Answers(largest: "var largest = 0.0\nwhile true { largest += 1 }", mean: mean),
    "ivo": Answers(largest: largest, mean: function("while true { print(\"again and again\") }")),
    "jun": Answers(largest: largest, mean: function("Array(repeating: 1.0, count: 1 << 30).reduce(0, +)")),
  ]

  /// A few whose answers cost little.
  static let fewStudents = tenStudents.filter { ["ada", "ben", "cleo", "dora", "fay"].contains($0.key) }

  let folder: TemporaryFolder
  var tool = Tool()

  /// - Parameters:
  ///   - students: Their files are in `in`, and the lesson is `windows.md`.
  ///   - parent: Where the class's folder is to be; `nil` for where temporary files usually are.
  ///   - sharesCache: Whether what other tests have compiled may be taken from the cache: not where compiling is what is looked at.
  /// - Throws: If nothing can be written.
  init(
    _ students: [String: Answers] = Self.fewStudents, in parent: String? = nil, sharingCache sharesCache: Bool = false
  ) throws {
    folder = try TemporaryFolder(in: parent)
    tool.folder = folder.url
    if !sharesCache { tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path }
    try folder.write(lesson, to: "windows.md")
    for (student, answers) in students { try handIn(answers, of: student) }
  }

  func handIn(_ answers: Answers, of student: String) throws {
    try folder.write(submission(answers), to: "in/\(student).md")
  }

  func grade(_ more: String...) throws -> Tool.Result {
    try tool.run(["grade", "windows.md", "in", "--results", "out"] + more)
  }

  /// The files in a folder of results by their path in it, without drafts.
  func files(_ results: String = "out") throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try names(results) {
      files[name] = try Data(contentsOf: folder.url.appending(path: "\(results)/\(name)"))
    }
    return files
  }

  /// What tells a file from one that was written anew, by the file's path. The table of grades always is, the lesson's copy never.
  func identities(_ results: String = "out") throws -> [String: Int] {
    var identities: [String: Int] = [:]
    for name in try names(results) where name != "grades.csv" && name != "lesson.md" {
      let path = folder.url.appending(path: "\(results)/\(name)").path
      identities[name] = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }
    return identities
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  /// The statuses of a student's exercises.
  func statuses(of student: String, _ results: String = "out") throws -> [String] {
    struct Result: Decodable {
      struct Exercise: Decodable { var status: String }
      var exercises: [Exercise]
    }
    let data = try Data(contentsOf: folder.url.appending(path: "\(results)/\(student).json"))
    return try JSONDecoder().decode(Result.self, from: data).exercises.map(\.status)
  }

  private func names(_ results: String) throws -> [String] {
    let url = folder.url.appending(path: results)
    let paths = try #require(FileManager.default.enumerator(atPath: url.path)).compactMap { $0 as? String }
    return paths.filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: url.appending(path: path).path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue && !path.contains(".draft-")
    }
  }

  private func submission(_ answers: Answers) -> String {
    let largest = cell("largest-value answer=largest", answers.largest ?? "let largest: Double = ___")
    let mean = cell("mean-of-map points=2", answers.mean ?? Self.function("___"))
    return "# Windows\n\n" + (answers.lacksLargest ? "" : largest) + mean
  }

  private func cell(_ header: String, _ source: String) -> String { "```swift exercise \(header)\n\(source)\n```\n\n" }

  let lesson = """
    # Windows

    ```swift example
    let image = Tensor("1 2 3 / 4 5 6 / 7 8 9")
    let kernel = Tensor("1 0 / 0 -1")
    show("map", image.crossCorrelated(with: kernel))
    ```

    ```swift exercise largest-value answer=largest
    let largest: Double = ___
    ```

    ```hint largest-value
    A tensor knows its largest number.
    ```

    ```swift solution largest-value
    let largest = image.crossCorrelated(with: kernel).max()
    ```

    ```swift mistake largest-value
    // This is the largest number of the image. The question was about the map.
    let largest = image.max()
    ```

    ```swift exercise mean-of-map points=2
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      ___
    }
    ```

    ```hint mean-of-map
    First the map, then the mean of its numbers.
    ```

    ```swift check mean-of-map
    answer("the image above", meanOfMap(image, kernel))
    ```

    ```swift check mean-of-map hidden
    answer("a wide image", meanOfMap(Tensor("1 0 2 5 / 3 1 0 4"), Tensor("1 2 / 0 -1")))
    ```

    ```swift solution mean-of-map
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      image.crossCorrelated(with: kernel).mean()
    }
    ```

    ```swift mistake mean-of-map
    // This is the sum. Divide by how many numbers the map has, or ask the map for its mean.
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      image.crossCorrelated(with: kernel).sum()
    }
    ```

    """
}
