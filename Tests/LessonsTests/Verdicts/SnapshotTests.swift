import Foundation
import Grading
import Reading
import Running
import Testing

@Suite("An edited answer in a fork of what is above it", .serialized)
struct SnapshotTests {
  /// A lesson that is being worked at, and the same graded from the beginning each time.
  private struct Bench {
    let cache = TemporaryCache(), freshCache = TemporaryCache()
    let live: Grader
    let keeper: SnapshotKeeper
    let fresh: Grader

    init() throws {
      let runner = try ProgramRunner(in: cache).remembering(RunMemory()).keepingSnapshots()
      live = Grader(runner)
      keeper = try #require(runner.snapshots)
      fresh = Grader(try ProgramRunner(in: freshCache))
    }

    /// What both find of a lesson. What the live one will need for the next edit is ready then.
    func verdicts(on text: String) async throws -> (live: [FoundVerdict], fresh: [FoundVerdict]) {
      let lesson = try sampleLesson(text)
      let found = try await live.report(on: lesson).grades.map(FoundVerdict.init)
      await live.prepare(for: lesson)
      return (found, try await fresh.report(on: lesson).grades.map(FoundVerdict.init))
    }
  }

  private static let lesson = """
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

  private func edited(_ cells: [String: String]) -> String {
    cells.reduce(Self.lesson) { text, cell in
      text.replacing(try! Regex("(?s)(exercise \(cell.key)[^\n]*\n).*?```")) { match in
        "\(match.output[1].substring ?? "")\(cell.value)\n```"
      }
    }
  }

  @Test("finds what a run from the beginning finds")
  func sameVerdicts() async throws {
    let bench = try Bench()
    let edits: [[String: String]] = [
      [:], ["second": "let b = 3"], ["second": "let b = Pair().sum"], ["second": "let b = counter.next()"],
      ["second": "let b = counter.next()\nnumbers = []"], ["second": "let b = numbers.count"],
      ["second": "let b = nothing"], ["second": "let b = numbers[9]"], ["second": "let b = Pair(left: 2).sum"],
      ["third": "let c = b + 4"], ["third": "let c = b + counter.next()"], ["third": "import Foundation\nlet c = 7"],
      ["third": "extension Pair { var more: Int { 7 } }\nlet c = Pair().more"], ["first": "let a = counter.next()"],
      ["first": "let Pair = 1, a = Pair"], ["second": "let numbers = 3\nlet b = numbers"],
      ["second": "print(\"hello\", numbers)\nlet b = 3"], ["second": "let b = 3\nexitNow()"],
    ]
    for cells in edits {
      let found = try await bench.verdicts(on: edited(cells))
      #expect(found.live == found.fresh, "\(cells)")
    }
    #expect(await bench.keeper.attemptCount >= 10)
    await bench.keeper.close()
  }

  @Test("starts from a new one when what is above has been edited")
  func editedAbove() async throws {
    let bench = try Bench()
    for (index, numbers) in ["[1, 2, 3]", "[1]", "[1, 2]"].enumerated() {
      let text = edited(["second": "let b = numbers.count + \(index) - \(index)"]).replacing("[1, 2, 3]", with: numbers)
      for answer in ["let c = numbers.count", "let c = numbers.count + 3"] {
        let found = try await bench.verdicts(on: text.replacing("let c = 1", with: answer + " // \(index)"))
        #expect(found.live == found.fresh)
      }
    }
    #expect(await bench.keeper.attemptCount >= 3)
    await bench.keeper.close()
  }

  @Test(
    "leaves nothing for the next one, whatever it does",
    arguments: [
      "counter.count = 99; numbers = [7]", "import Glibc\nclose(3); close(4); close(1)",
      "import Glibc\nkill(getppid(), SIGKILL)", "import Glibc\nwhile true { if fork() < 0 { break } }",
      "import Glibc\nvar all: [[UInt8]] = []\nwhile true { all.append([UInt8](repeating: 1, count: 1 << 24)) }",
      "import Glibc\nlet file = open(\"/proc/\\(getppid())/mem\", O_RDWR)\nprint(file >= 0)", "while true {}",
      "fatalError(\"no\")", "import Glibc\nsleep(100)", "import Glibc\n_exit(0)",
      "import Glibc\nvar thread = pthread_t()\npthread_create(&thread, nil, { _ in sleep(50); return nil }, nil)",
    ])
  func isolation(attack: String) async throws {
    let bench = try Bench()
    let honest = edited(["second": "let b = counter.next() + numbers.count"])
    let first = try await bench.verdicts(on: honest)
    _ = try await bench.live.report(
      on: try sampleLesson(
        edited(["second": "\(attack)\nlet b = 1"]).replacing("exercise second", with: "exercise second timeout=0.3")))
    let again = try await bench.verdicts(on: edited(["second": "let b = counter.next() + numbers.count // again"]))
    #expect(again.live == first.fresh)
    #expect(again.live == again.fresh)
    await bench.keeper.close()
  }

  @Test("needs a process of its own where there are threads, open files or code that cannot be a module")
  func unfit() async throws {
    for context in [
      "import Glibc\nlet file = open(\"/dev/null\", O_RDONLY)", "private let hidden = 1", "defer { print(\"end\") }",
      "import Glibc\nvar thread = pthread_t()\npthread_create(&thread, nil, { _ in sleep(9); return nil }, nil)",
    ] {
      let bench = try Bench()
      let text = "# T\n\n```swift setup\n\(context)\n```\n\n```swift exercise a answer=x\nlet x = 1\n```\n\n```swift solution a\nlet x = 1\n```\n"
      for answer in ["let x = 1", "let x = 2", "let x = 3"] {
        let found = try await bench.verdicts(on: text.replacing("answer=x\nlet x = 1", with: "answer=x\n\(answer)"))
        #expect(found.live == found.fresh, "\(context)")
      }
      #expect(await bench.keeper.attemptCount == 0, "\(context)")
      await bench.keeper.close()
    }
  }
}
