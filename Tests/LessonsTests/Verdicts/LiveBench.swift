import Foundation
import Grading
import Reading
import Running
import Testing

/// A lesson that is being worked at, and the same graded from the beginning each time.
struct LiveBench {
  let cache = TemporaryCache(), freshCache = TemporaryCache()
  let live: Grader
  let keeper: SnapshotKeeper
  let fresh: Grader

  init(isConfined: Bool = false) throws {
    func runner(_ cache: TemporaryCache) throws -> ProgramRunner {
      let runner = try ProgramRunner(in: cache)
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      return isConfined ? runner.confined(by: try Bubblewrap(searchPath: path)) : runner
    }
    let watching = try runner(cache).remembering(RunMemory()).keepingSnapshots()
    live = Grader(watching)
    keeper = try #require(watching.snapshots)
    fresh = Grader(try runner(freshCache))
  }

  /// Whether a sandbox works here.
  static let hasSandbox: @Sendable () async -> Bool = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return await (try? Bubblewrap(searchPath: path).verify(in: ProcessPool(width: 1))) != nil
  }

  /// What both find of a lesson. What the live one will need for the next edit is ready then.
  func verdicts(on text: String) async throws -> (live: [FoundVerdict], fresh: [FoundVerdict]) {
    let lesson = try sampleLesson(text)
    let found = try await live.report(on: lesson).grades.map(FoundVerdict.init)
    await live.prepare(for: lesson)
    return (found, try await fresh.report(on: lesson).grades.map(FoundVerdict.init))
  }

  static let lesson = """
    # Steps

    ```swift setup
    final class Counter { var count = 0; func next() -> Int { count += 1; return count } }
    let counter = Counter()
    var numbers = [1, 2, 3]
    ```

    ```swift exercise first answer=a
    let a = 1
    ```

    ```swift solution first
    let a = 1
    ```

    ```swift example
    struct Pair: Hashable { var left = 1, right = 2 }
    numbers.append(counter.next())
    extension Pair { var sum: Int { left + right } }
    ```

    ```swift exercise second
    let b = 1
    ```

    ```swift solution second
    let b = Pair().sum
    ```

    ```swift check second
    answer("b", b)
    answer("pair", "\\(Pair(left: b))")
    ```

    ```swift exercise third needs=second answer=c
    let c = 1
    ```

    ```swift solution third
    let c = b + numbers.count
    ```

    """

  /// That lesson with other code in some exercises' cells.
  static func edited(_ cells: [String: String]) -> String {
    cells.reduce(lesson) { text, cell in
      guard let head = text.firstRange(of: "swift exercise \(cell.key)"),
        let line = text[head.upperBound...].firstIndex(of: "\n"),
        let end = text[line...].firstRange(of: "```")
      else { return text }
      return text[...line] + cell.value + "\n" + text[end.lowerBound...]
    }
  }
}
