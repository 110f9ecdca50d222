import Foundation
import Testing

/// Answers that are out for the machine, for other people's time, or for what they must not know. Each class is graded as whoever runs
/// the tests and, where that is root, as an ordinary user too: the two have their rights taken away in different ways.
@Suite(
  "A class that is hostile to the machine", .serialized,
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct HostileLimitsTests {
  enum User: String, CaseIterable, CustomTestStringConvertible {
    case same, nobody

    var testDescription: String { self == .same ? "as who runs the tests" : "as an ordinary user" }
    static var all: [User] { geteuid() == 0 ? allCases : [.same] }
  }

  /// A lesson, a class and the results, where an ordinary user may write.
  private struct Group {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hostile-limits-\(UUID())")
    let user: User

    init(_ lesson: String, _ students: [String: String], as user: User) throws {
      self.user = user
      try FileManager.default.createDirectory(
        at: folder.appending(path: "class"), withIntermediateDirectories: true)
      try Data(lesson.utf8).write(to: folder.appending(path: "lesson.md"))
      for (name, text) in students { try Data(text.utf8).write(to: folder.appending(path: "class/\(name).md")) }
      chmod(folder.path, 0o777)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The statuses of each student's exercises.
    func grade(_ options: String...) throws -> [String: [String]] {
      var tool = Tool()
      tool.folder = folder
      tool.environment["LESSON_RUN_CACHE"] = folder.appending(path: "cache").path
      let words = ["grade", "lesson.md", "class", "--results", "results"] + options
      let program = tool.executable.path
      if user == .nobody { tool.executable = URL(filePath: "/usr/bin/setpriv") }
      let result = try tool.run(
        user == .nobody ? ["--reuid=65534", "--regid=65534", "--clear-groups", program] + words : words)
      try #require(result.status == 0, "\(result.errors)")
      var statuses: [String: [String]] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "class").path) {
        let student = String(name.dropLast(3))
        let data = try Data(contentsOf: folder.appending(path: "results/\(student).json"))
        statuses[student] = try JSONDecoder().decode(Graded.self, from: data).exercises.map(\.status)
      }
      return statuses
    }

    func feedback(of student: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: "results/feedback/\(student).txt")), as: UTF8.self)
    }
  }

  private struct Graded: Decodable {
    struct Exercise: Decodable { var status: String }
    var exercises: [Exercise]
  }

  private static func cell(_ name: String, _ source: String) -> String {
    "```swift exercise \(name)\n\(source)\n```\n\n"
  }

  private static let lesson = """
    # Two numbers

    ```swift exercise count answer=count
    let count: Int = ___
    ```

    ```swift solution count
    let count: Int = 4711
    ```

    ```swift exercise next answer=next needs=count
    let next: Int = ___
    ```

    ```swift solution next
    let next: Int = count + 1
    ```

    """

  // MARK: - Knowing

  @Test("a cell's process finds no classmate's answer, digest or tag in what it was started with", arguments: User.all)
  func startedWith(user: User) throws {
    // What stands there would name an exercise, or be as long as a digest.
    let nosy = """
      import Foundation
      let places = ["/proc/self/cmdline", "/proc/1/cmdline", "/proc/1/environ"]
      var words = CommandLine.arguments + places.flatMap { place -> [String] in
        let bytes = FileManager.default.contents(atPath: place) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\\0").map(String.init)
      }
      words += ProcessInfo.processInfo.environment.filter { $0.key != "LESSON_CELL" }.map(\\.value)
      let count = words.contains { $0.contains("exercise") || $0.contains { $0 == "/" } && $0.contains("programs/") } ? 4711 : 0
      """
    let students = Dictionary(
      uniqueKeysWithValues: (1...4).map { ("ada\($0)", Self.cell("count", "let count: Int = 4711 + \($0) * 0")) })
    let group = try Group(
      Self.lesson, students.merging(["nosy": Self.cell("count", nosy)]) { first, _ in first }, as: user)
    defer { group.remove() }
    #expect(try group.grade()["nosy"] == ["wrong", "missing"])
  }

  @Test(
    "whoever sits beside a solution finds nobody to tell it to: no file, no process, no later answer",
    arguments: User.all)
  func covert(user: User) throws {
    let calls = """
      @_silgen_name("creat") private func creat(_: UnsafePointer<CChar>, _: UInt32) -> Int32
      @_silgen_name("close") private func close(_: Int32) -> Int32
      @_silgen_name("unlink") private func unlink(_: UnsafePointer<CChar>) -> Int32
      @_silgen_name("fstat") private func fstat(_: Int32, _: UnsafeMutablePointer<UInt64>) -> Int32
      private func nextInode() -> UInt64 {
        var s = [UInt64](repeating: 0, count: 32)
        let f = creat("/tmp/x", 0o600); _ = fstat(f, &s); _ = close(f); _ = unlink("/tmp/x")
        return s[1]
      }
      """
    // Where a cell breaks out of the function around it, it can name such calls and share a sandbox with others all the same.
    func brokenOut(_ call: String, _ body: String) -> String {
      "let `is /*` = 0\nreturn \(call)\n}\n\(calls)\n\(body)\n// */"
    }
    let telling = "while nextInode() % 8192 != UInt64(secret) {}"
    let hearing = "let inode = Int(nextInode() % 8192)\nlet count = (4700...4740).contains(inode) ? 4711 : 0"
    var students: [String: String] = [:]
    for index in 0..<3 {
      let head = "private func tell(_ secret: Int) -> __LessonNothing {\n"
      students["a\(index)"] = Self.cell("next", brokenOut("tell(count)", head + telling + "\nlet next = 0 * \(index)"))
      students["c\(index)"] = Self.cell("next", "import Glibc\nlet secret = count\n" + telling)
      students["b\(index)"] = Self.cell(
        "count",
        brokenOut("hear()", "private func hear() -> __LessonNothing {\n\(hearing) * \(index + 1) / \(index + 1)"))
      students["d\(index)"] = Self.cell("count", calls + "\n" + hearing + " * \(index + 1) / \(index + 1)")
    }
    let group = try Group(Self.lesson, students, as: user)
    defer { group.remove() }
    #expect(try group.grade().filter { $0.value.contains("passed") }.isEmpty)
  }

  // MARK: - Time

  private static let heavy = """
    # Heavy

    ```swift exercise heavy answer=heavy timeout=2
    let heavy: Int = ___
    ```

    ```swift solution heavy
    let heavy: Int = 1
    ```

    """

  /// So many seconds of processor time.
  private static func burning(_ seconds: Double, _ rest: String) -> String {
    """
    import Glibc
    var (start, now) = (timespec(), timespec())
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    repeat { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) }
    while Double(now.tv_sec - start.tv_sec) + Double(now.tv_nsec - start.tv_nsec) / 1e9 < \(seconds)
    \(rest)
    """
  }

  @Test("answers that need 1.2 of their 2 s pass, however many run at once")
  func crowd() throws {
    let students = (1...6).map { ("ada\($0)", Self.cell("heavy", Self.burning(1.2, "let heavy = 1 + \($0) * 0"))) }
    let group = try Group(Self.heavy, Dictionary(uniqueKeysWithValues: students), as: .same)
    defer { group.remove() }
    let statuses = try group.grade("--jobs", "6")
    #expect(statuses.count == 6)
    #expect(statuses.allSatisfy { $0.value == ["passed"] })
  }

  @Test("sixty processes that burn, in sessions of their own, take nothing from the others", arguments: User.all)
  func burners(user: User) throws {
    let burner = """
      import Glibc
      let fork = unsafeBitCast(dlsym(nil, "fork")!, to: (@convention(c) () -> Int32).self)
      for _ in 0..<60 where fork() == 0 {
        setsid()
        while true {}
      }
      while true {}
      let heavy: Int = 1
      """
    var students = ["burner": Self.cell("heavy", burner)]
    for index in 1...2 {
      students["ada\(index)"] = Self.cell("heavy", Self.burning(0.5, "let heavy = 1 + \(index) * 0"))
    }
    let group = try Group(Self.heavy, students, as: user)
    defer { group.remove() }
    let statuses = try group.grade("--jobs", "2")
    #expect(statuses == ["burner": ["timed-out"], "ada1": ["passed"], "ada2": ["passed"]])
  }

  @Test("an answer that takes a little more than its time fails in a crowd and alone, one way as the other")
  func overtime() throws {
    let students = ["late": Self.cell("heavy", Self.burning(0.8, "let heavy = 1"))]
    let group = try Group(Self.heavy, students, as: .same)
    defer { group.remove() }
    for jobs in ["1", "2"] {
      #expect(try group.grade("--timeout", "0.5", "--jobs", jobs, "--again") == ["late": ["timed-out"]])
    }
    #expect(try group.feedback(of: "late").contains("still running after 0.5 s"))
  }

  @Test("expressions without end cost their own points, and the class little time")
  func slowCompiling() throws {
    let terms =
      "1 + 2.0 * -3 + [1, 2.5, 3].map { $0 * 2 + -1 / 3 }.reduce(0) { $0 + $1 * 2 - -1 } + -(2 * 3.5 - 1) + 4 * -5"
    let hard = (0..<6).map { "let a\($0) = \(terms) + 6.5 * -7 + -(8 - 9.5) + a\($0)" }.joined(separator: "\n")
    let group = try Group(
      Self.lesson,
      [
        "mallory": Self.cell("count", hard + "\nlet count = 1") + Self.cell("next", hard + "\nlet next = 1"),
        "ada": Self.cell("count", "let count = 4711") + Self.cell("next", "let next = count + 1"),
      ], as: .same)
    defer { group.remove() }
    let statuses = try group.grade()
    #expect(statuses == ["ada": ["passed", "passed"], "mallory": ["compile-error", "compile-error"]])
  }

  // MARK: - Memory

  @Test("memory that processes share counts, and is not had", arguments: User.all)
  func sharedMemory(user: User) throws {
    let hoarder = """
      import Glibc
      let fork = unsafeBitCast(dlsym(nil, "fork")!, to: (@convention(c) () -> Int32).self)
      for _ in 0..<20 where fork() == 0 {
        let size = 150 << 20
        memset(mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), 1, size)
        while true { pause() }
      }
      sleep(60)
      let count = 4711
      """
    let group = try Group(Self.lesson, ["hoarder": Self.cell("count", hoarder)], as: user)
    defer { group.remove() }
    #expect(try group.grade("--memory", "256") == ["hoarder": ["over-limit", "missing"]])
  }

  @Test("a cell that is too large is not compiled, and is told so")
  func tooLarge() throws {
    let literals = "let all = [" + String(repeating: "1,", count: 600_000) + "1]\nlet count = 4711"
    let group = try Group(Self.lesson, ["large": Self.cell("count", literals)], as: .same)
    defer { group.remove() }
    #expect(try group.grade() == ["large": ["compile-error", "missing"]])
    #expect(try group.feedback(of: "large").contains("this cell is larger than 256 KiB"))
  }
}
