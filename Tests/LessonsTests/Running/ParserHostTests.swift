import Foundation
import LessonSyntax
import Running
import Testing

@Suite("The parser's process")
struct ParserHostTests {
  /// The parser does not limit how deep it goes in brackets: this is more than its stack holds.
  private static let tooMuch = String(repeating: "[", count: 200_000)

  /// A parser that leaves its process's number in a file whenever it starts.
  private final class CountedParser {
    let folder = FileManager.default.temporaryDirectory.appending(path: "parser-\(UUID())")
    let parser: CodeParser

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var runtime = try CellRuntime(besideExecutable: builtPrograms.appending(path: "lesson-run").path)
      let script = folder.appending(path: "parser")
      try writeProgram("#!/bin/sh\necho $$ >>'\(folder.path)/starts'\nexec '\(runtime.parser)'\n", to: script.path)
      runtime.parser = script.path
      parser = CodeParser(
        toolchain: try Toolchain(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? ""), runtime: runtime,
        pool: try ProcessPool(width: 2))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The processes that have been started.
    var starts: [pid_t] {
      let text = try? String(contentsOf: folder.appending(path: "starts"), encoding: .utf8)
      return text?.split(separator: "\n").compactMap { pid_t($0) } ?? []
    }

    /// Whether each piece was understood.
    func areUnderstood(_ pieces: [String]) async throws -> [Bool] {
      try await parser.replies(to: pieces.map { .facts(of: $0) }).map { $0 != nil }
    }
  }

  @Test("one process answers one question after the other, however many ask at once")
  func oneForAll() async throws {
    let counted = try CountedParser()
    let parser = counted.parser
    let answers = try await withThrowingTaskGroup(of: [SyntaxReply?].self) { group in
      for number in 0..<20 {
        group.addTask { try await parser.replies(to: [.tokens(of: "let a = \(number)"), .tokens(of: "b")]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 20 && answers.allSatisfy { $0.count == 2 && !$0.contains(nil) })
    #expect(counted.starts.count == 1)
  }

  @Test("a piece that ends the process costs itself only, also where others were asked about before or with it")
  func tooMuch() async throws {
    let counted = try CountedParser()
    #expect(try await counted.areUnderstood(["let a = 1"]) == [true])
    #expect(try await counted.areUnderstood(["let b = 1", Self.tooMuch, "let c = 1"]) == [true, false, true])
    // The first process, one that is asked about nothing else, and one for what is left.
    #expect(counted.starts.count == 3)
    #expect(try await counted.areUnderstood(["let d = 1"]) == [true])
    #expect(counted.starts.count == 3)
  }

  @Test("a process that somebody else ends between two questions is missed by nobody")
  func killed() async throws {
    let counted = try CountedParser()
    #expect(try await counted.areUnderstood(["let a = 1"]) == [true])
    let process = try #require(counted.starts.first)
    kill(process, SIGKILL)
    #expect(try await counted.areUnderstood(["let b = 1", "let c = 1"]) == [true, true])
    #expect(counted.starts.count == 2)
  }

  @Test("parsers that come and go beside each other take no channel from one another")
  func comingAndGoing() async throws {
    let understood = try await withThrowingTaskGroup(of: [Bool].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var understood: [Bool] = []
          for _ in 0..<25 { understood += try await CountedParser().areUnderstood(["}"]) }
          return understood
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(understood == Array(repeating: true, count: 100))
  }

  @Test("a process that cannot load its libraries is the toolchain's fault")
  func cannotLoad() async throws {
    let counted = try CountedParser()
    let broken = "#!/bin/sh\necho 'no such library' >&2\nexit 127\n"
    try writeProgram(broken, to: counted.folder.appending(path: "parser").path)
    await #expect(throws: MachineFailure.self) { try await counted.areUnderstood(["let a = 1"]) }
  }
}
