import Foundation
import Testing

/// Each kind of code in a cache of its own takes seconds together: run by `make test-hostile`.
@Suite("Code is recalled where it is certain to do the same again")
struct RecalledCodeHostileTests {
  private static let steadyCode = [
    "show(\"map\", Tensor(\"1 2 / 3 4\").padded(by: 1))",
    "let squares = (1...4).map { $0 * $0 }\nprint(squares, Set([3, 1, 2]).sorted())",
    "var random = SeededGenerator(seed: 7)\nprint(Double.random(in: 0..<1, using: &random))\nprint([1, 2, 3].shuffled(using: &random))",
    "struct Point: Hashable { var x = 1 }\nfinal class Box { var points: Set<Point> = [] }\nlet box = Box()\nbox.points.insert(Point())\nprint(box.points, box)",
    "print(log(2.0), sqrt(2.0), Double.pi.rounded())",
    "print(\"by trying\", \"a-b\".split(separator: \"-\"), \"abc\".contains(\"bc\"), \"a1\".contains(/[0-9]/))",
    "var network = Network.leNet5(seed: 1)\nprint(network.parameterCount)",
  ]

  private static let unsteadyCode = [
    "print(Int.random(in: 0..<1_000_000))",
    "print([1, 2, 3].shuffled())",
    "print([1, 2, 3].randomElement() ?? 0)",
    "var generator = SystemRandomNumberGenerator()\nprint(generator.next())",
    "import Foundation\nprint(Date())",
    "import Foundation\nprint(FileManager.default.currentDirectoryPath)",
    "import Glibc\nprint(time(nil))",
    "import Glibc\nprint(getpid())",
    "print(ContinuousClock.now)",
    "let clock: any Clock<Duration> = .continuous\nprint(clock.now)",
    "print(readLine() ?? \"nothing\")",
    "print(CommandLine.arguments)",
    "print((try? Tensor(image: \"none.png\")) == nil)",
    "var number = 1\nwithUnsafePointer(to: &number) { print($0) }",
    "[1, 2].withContiguousStorageIfAvailable { print($0) }",
    "print([1]._baseAddressIfContiguous as Any)",
    "let name: StaticString = \"a\"\nprint(name.utf8Start)",
    "final class Box {}\nprint(ObjectIdentifier(Box()))",
    "final class Box: Identifiable {}\nprint(Box().id)",
    "struct S { var twice: Int { 2 } }\nprint(\\S.twice)",
    "@_silgen_name(\"getppid\") func parent() -> Int32\nprint(parent())",
    "print(await Task { 1 }.value)",
    "withVaList([1]) { print($0) }",
  ]

  /// How many runs a lesson with this example alone leaves to be recalled.
  private func kept(_ example: String, _ arguments: String...) throws -> (
    count: Int, first: Tool.Result, second: Tool.Result
  ) {
    let folder = try TemporaryFolder()
    var tool = Tool()
    let cache = folder.url.appending(path: "cache")
    tool.environment["LESSON_RUN_CACHE"] = cache.path
    let file = try folder.write("# T\n\n```swift example\n\(example)\n```\n", to: "a.md")
    let (first, second) = (try tool.run(["run", file.path] + arguments), try tool.run(["run", file.path] + arguments))
    let entries = try FileManager.default.contentsOfDirectory(atPath: cache.appending(path: "programs").path)
    return (entries.count { $0.hasSuffix(".run") }, first, second)
  }

  @Test("code that only computes", arguments: steadyCode)
  func steady(example: String) throws {
    let found = try kept(example)
    #expect(found.first.status == 0, "\(found.first)")
    #expect(found.count == 1)
    #expect(found.second.output == found.first.output)
  }

  @Test("not what asks for chance, time, files, input, tasks or addresses", arguments: unsteadyCode)
  func unsteady(example: String) throws {
    let found = try kept(example)
    #expect(found.first.status == 0, "\(found.first)")
    #expect(found.count == 0)
  }
}

@Suite("What programs did is recalled where they are certain to do it again")
struct RecallTests {
  @Test("not what failed, in any way", arguments: ["print([1][1 - 1 + Int(\"1\")!])", "while true {}"])
  func failing(example: String) throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    let cache = folder.url.appending(path: "cache")
    tool.environment["LESSON_RUN_CACHE"] = cache.path
    let file = try folder.write(
      "# T\n\n```swift exercise a timeout=0.2\n\(example)\nlet a = 1\n```\n\n```swift solution a\nlet a = 1\n```\n\n"
        + "```swift check a\nanswer(\"a\", a)\n```\n", to: "a.md")
    let first = try tool.run(file.path)
    #expect(first.status == 1)
    #expect(try tool.run(file.path).output == first.output)
  }

  @Test("--rerun runs what would be recalled")
  func rerun() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    let cache = folder.url.appending(path: "cache")
    tool.environment["LESSON_RUN_CACHE"] = cache.path
    let file = try folder.write("# T\n\n```swift example\nprint(\"steady\")\n```\n", to: "a.md")
    let first = try tool.run(file.path)
    // What is recalled is what the cache says, until it is to be found out again.
    let programs = cache.appending(path: "programs")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: programs.path).first { $0.hasSuffix(".run") })
    let entry = programs.appending(path: name)
    let before = try FileManager.default.attributesOfItem(atPath: entry.path)[.systemFileNumber] as? Int
    #expect(try tool.run(file.path).output == first.output)
    #expect(try FileManager.default.attributesOfItem(atPath: entry.path)[.systemFileNumber] as? Int == before)
    #expect(try tool.run("run", "--rerun", file.path).output == first.output)
    #expect(try FileManager.default.attributesOfItem(atPath: entry.path)[.systemFileNumber] as? Int != before)
  }
}
