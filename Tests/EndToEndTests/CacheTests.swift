import Foundation
import Testing

@Suite("The program cache, from outside")
struct CacheTests {
  private let lesson = """
    # T

    ```swift example
    print("hello")
    ```

    ```swift exercise one answer=a
    let a = 1
    ```

    ```swift solution one
    let a = 1
    ```

    ```swift exercise two answer=b
    let b = 3
    ```

    ```swift solution two
    let b = 2
    ```

    ```swift exercise three answer=c
    let c = nonsense
    ```

    ```swift solution three
    let c = 3
    ```

    """

  @Test(
    "an unchanged lesson runs without the compiler; an edited cell costs one call; edited prose and a new place none")
  func calls() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    let toolchain = try CountingToolchain(searchPath: tool.environment["PATH"] ?? "")
    tool.environment["PATH"] = toolchain.searchPath
    tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path
    let file = try folder.write(lesson, to: "a.md")

    let first = try tool.run(file.path)
    #expect(first.output.contains("1 passed, 1 wrong, 1 compile error"), "\(first.output)\(first.errors)")
    // The author's program, each answer alone and, where there are fewer cores than answers, first all of them together.
    #expect((4...5).contains(toolchain.calls()))
    #expect(try tool.run(file.path).output == first.output)
    #expect(toolchain.calls() == 0)

    try folder.write(lesson.replacing("let b = 3", with: "let b = 2"), to: "a.md")
    #expect(try tool.run(file.path).output.contains("2 passed, 1 compile error"))
    #expect(toolchain.calls() == 1)

    let moved = try folder.write(lesson.replacing("# T\n", with: "# T\n\nMore prose.\n"), to: "elsewhere/b.md")
    let result = try tool.run(moved.path)
    #expect(toolchain.calls() == 0)
    #expect(result.output.contains("elsewhere/b.md:26:9: error: cannot find 'nonsense' in scope"), "\(result.output)")
  }

  @Test("a damaged cache is rebuilt", arguments: ["programs", "modules"])
  func damage(part: String) throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    let cache = folder.url.appending(path: "cache")
    tool.environment["LESSON_RUN_CACHE"] = cache.path
    let file = try folder.write(lesson, to: "a.md")
    let first = try tool.run(file.path)
    // Every file of that part is overwritten with nonsense of the same length.
    let damaged = cache.appending(path: part)
    let names = try #require(FileManager.default.enumerator(atPath: damaged.path)).compactMap { $0 as? String }
    for name in names {
      let path = damaged.appending(path: name)
      guard let size = try? Data(contentsOf: path).count else { continue }
      try Data(repeating: 0x2A, count: size).write(to: path)
    }
    if part == "modules" { try FileManager.default.removeItem(at: cache.appending(path: "programs")) }
    let second = try tool.run(file.path)
    #expect(second.output == first.output, "\(second.errors)")
    #expect(second.status == 1)
  }

  @Test("a cache folder that cannot be written is done without, and said so")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.environment["LESSON_RUN_CACHE"] = "/dev/null/cache"
    let file = try folder.write(lesson, to: "a.md")
    let result = try tool.run(file.path)
    #expect(result.status == 1)
    #expect(result.output.contains("1 passed, 1 wrong, 1 compile error"))
    #expect(result.errors.contains("warning: cannot write to the cache folder /dev/null/cache"))
    #expect(result.errors.contains("LESSON_RUN_CACHE"))
  }

  @Test("two runs may share an empty cache")
  func sharing() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path
    let file = try folder.write(lesson, to: "a.md")
    let started = try (0..<3).map { _ in try tool.start([file.path]) }
    let outputs = try started.map { try $0.wait().output }
    #expect(Set(outputs).count == 1)
    #expect(outputs[0].contains("1 passed, 1 wrong, 1 compile error"))
  }
}
