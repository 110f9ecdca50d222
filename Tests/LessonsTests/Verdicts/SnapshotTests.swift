import Foundation
import Grading
import Reading
import Running
import Testing

@Suite("An edited answer in a fork of what is above it", .serialized)
struct SnapshotTests {
  @Test("finds what a run from the beginning finds")
  func sameVerdicts() async throws {
    let bench = try LiveBench()
    try await bench.expectSameVerdicts(on: [
      [:], ["second": "let b = 3"], ["second": "let b = Pair().sum"], ["second": "let b = counter.next()"],
      ["second": "let b = nothing"], ["third": "let c = b + 4"],
      ["third": "extension Pair { var more: Int { 7 } }\nlet c = Pair().more"], ["first": "let a = counter.next()"],
      ["second": "let b = 3\nexitNow()"],
    ])
    #expect(await bench.keeper.attemptCount >= 5)
    await bench.keeper.close()
  }
}

/// Run by `make test-hostile`: each context is compiled and run anew.
@Suite("An answer in a fork, whatever is above it", .serialized)
struct ForkedAnswerHostileTests {
  @Test("finds what a run from the beginning finds, whatever the answer does")
  func sameVerdicts() async throws {
    let bench = try LiveBench()
    try await bench.expectSameVerdicts(on: [
      ["second": "let b = counter.next()\nnumbers = []"], ["second": "let b = numbers.count"],
      ["second": "let b = numbers[9]"], ["second": "let b = Pair(left: 2).sum"],
      ["third": "let c = b + counter.next()"], ["third": "import Foundation\nlet c = 7"],
      ["first": "let Pair = 1, a = Pair"], ["second": "let numbers = 3\nlet b = numbers"],
      ["second": "print(\"hello\", numbers)\nlet b = 3"],
    ])
    #expect(await bench.keeper.attemptCount >= 5)
    await bench.keeper.close()
  }

  @Test("starts from a new one when what is above has been edited")
  func editedAbove() async throws {
    let bench = try LiveBench()
    for (index, numbers) in ["[1, 2, 3]", "[1]", "[1, 2]"].enumerated() {
      let text = LiveBench.edited(["second": "let b = numbers.count + \(index) - \(index)"]).replacing(
        "[1, 2, 3]", with: numbers)
      for answer in ["let c = numbers.count", "let c = numbers.count + 3"] {
        let found = try await bench.verdicts(on: text.replacing("let c = 1", with: answer + " // \(index)"))
        #expect(found.live == found.fresh)
      }
    }
    #expect(await bench.keeper.attemptCount >= 3)
    await bench.keeper.close()
  }

  @Test(
    "is one below an import too, which all that is above the exercise sees, and what is above another exercise does not"
  )
  func imports() async throws {
    let bench = try LiveBench()
    let text = """
      # T

      ```swift example
      func pow(_ x: Double, _ y: Double) -> Double { -1 }
      func power() -> Double { pow(2, 3) }
      func floor(of x: Double) -> Double { x }
      ```

      ```swift exercise above answer=a
      let a = power()
      ```

      ```swift solution above
      let a = power() + 0
      ```

      ```swift setup
      import Glibc
      func root(of x: Double) -> Double { sqrt(x) }
      let two = sqrt(4.0)
      ```

      ```swift exercise below answer=b
      let b = 1.0
      ```

      ```swift solution below
      let b = root(of: 9) + two
      ```

      """
    for answer in [
      "let b = 5.0", "let b = root(of: 9) + two", "let b = sqrt(9.0) + 2", "let b = power()", "let b = pow(2, 2) + 6",
      "let b = cbrt(125.0)", "let b = NSNumber(value: 5)",
    ] {
      let found = try await bench.verdicts(on: text.replacing("let b = 1.0", with: answer))
      #expect(found.live == found.fresh, "\(answer)")
    }
    let before = await bench.keeper.attemptCount
    #expect(before >= 4)
    for answer in ["let a = power() // 2", "let a = pow(2, 3)", "let a = sqrt(1.0)"] {
      let found = try await bench.verdicts(
        on: text.replacing("let a = power()\n```\n\n```swift sol", with: answer + "\n```\n\n```swift sol"))
      #expect(found.live == found.fresh, "\(answer)")
    }
    #expect(await bench.keeper.attemptCount >= before + 2)
    await bench.keeper.close()
  }

  @Test("needs a process of its own where there are threads, open files or code that cannot be a module")
  func unfit() async throws {
    for context in [
      "import Glibc\nlet file = open(\"/dev/null\", O_RDONLY)", "private let hidden = 1", "defer { print(\"end\") }",
      "import Glibc\nvar thread = pthread_t()\npthread_create(&thread, nil, { _ in sleep(9); return nil }, nil)",
    ] {
      let bench = try LiveBench()
      let text =
        "# T\n\n```swift setup\n\(context)\n```\n\n```swift exercise a answer=x\nlet x = 1\n```\n\n```swift solution a\nlet x = 1\n```\n"
      for answer in ["let x = 1", "let x = 2", "let x = 3"] {
        let found = try await bench.verdicts(on: text.replacing("answer=x\nlet x = 1", with: "answer=x\n\(answer)"))
        #expect(found.live == found.fresh, "\(context)")
      }
      #expect(await bench.keeper.attemptCount == 0, "\(context)")
      await bench.keeper.close()
    }
  }
}

extension LiveBench {
  fileprivate func expectSameVerdicts(on edits: [[String: String]]) async throws {
    for cells in edits {
      let found = try await verdicts(on: Self.edited(cells))
      #expect(found.live == found.fresh, "\(cells)")
    }
  }
}
