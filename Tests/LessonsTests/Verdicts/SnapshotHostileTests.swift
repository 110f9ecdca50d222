import Foundation
import Grading
import Reading
import Running
import Testing

/// Slow: run by `make test-hostile`.
@Suite("A lesson that is worked at", .serialized)
struct SnapshotHostileTests {
  private static let attacks = [
    "counter.count = 99; numbers = [7]", "while true {}", "fatalError(\"no\")",
    "func f(_ n: Int) -> Int { f(n + 1) + 1 }\n_ = f(0)",
    "var all: [[Int]] = []\nwhile true { all.append([Int](repeating: all.count, count: 1 << 20)) }",
    "while true { print(\"flood\") }", "for _ in 0..<9 { Task { while true {} } }",
    "while true { Task { counter.count += 1 } }",
  ]
  private static let attacksOnTheSystem = [
    "close(3); close(4); close(1)", "kill(getppid(), SIGKILL)", "kill(-1, SIGKILL)",
    "while true { if fork() < 0 { break } }",
    "let file = open(\"/proc/\\(getppid())/mem\", O_RDWR)\nprint(file >= 0)", "sleep(100)", "_exit(0)",
    "var thread = pthread_t()\npthread_create(&thread, nil, { _ in sleep(50); return nil }, nil)",
  ].map { "import Glibc\n" + $0 }

  @Test("leaves nothing for the next one, whatever it does", arguments: attacks)
  func isolation(attack: String) async throws {
    let bench = try LiveBench()
    try await expectUnimpressed(bench, by: attack)
    #expect(await bench.keeper.attemptCount >= 2)
  }

  @Test(
    "in a sandbox no more", .enabled("no sandbox here") { await LiveBench.hasSandbox() },
    arguments: attacks + attacksOnTheSystem)
  func isolationInSandbox(attack: String) async throws {
    try await expectUnimpressed(try LiveBench(isConfined: true), by: attack)
  }

  private func expectUnimpressed(_ bench: LiveBench, by attack: String) async throws {
    let first = try await bench.verdicts(on: LiveBench.edited(["second": "let b = counter.next() + numbers.count"]))
    _ = try await bench.live.report(
      on: try sampleLesson(
        LiveBench.edited(["second": "\(attack)\nlet b = 1"]).replacing(
          "exercise second", with: "exercise second timeout=0.3")))
    let again = try await bench.verdicts(
      on: LiveBench.edited(["second": "let b = counter.next() + numbers.count // again"]))
    #expect(again.live == first.fresh)
    #expect(again.live == again.fresh)
    await bench.keeper.close()
  }

  @Test("is found what a run from the beginning finds, after each of 500 edits")
  func randomEdits() async throws {
    var random = SeededChoices(seed: 14)
    let bench = try LiveBench()
    var lesson = RandomLesson()
    for number in 1...500 {
      lesson.edit(number, &random)
      guard let read = try? sampleLesson(lesson.text) else { continue }
      let live = try await bench.live.report(on: read)
      let fresh = try await bench.fresh.report(on: read)
      #expect(live.grades.map(FoundVerdict.init) == fresh.grades.map(FoundVerdict.init), "\(lesson.text)")
      #expect(live.examples.map(\.printed) == fresh.examples.map(\.printed), "\(lesson.text)")
      #expect(live.examplesProblems.map(\.message) == fresh.examplesProblems.map(\.message), "\(lesson.text)")
      if random.next(below: 3) > 0 { await bench.live.prepare(for: read) }
    }
    #expect(await bench.keeper.attemptCount >= 100)
    await bench.keeper.close()
  }
}

/// Numbers that are the same in each run.
private struct SeededChoices {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  mutating func choice<Element>(of elements: [Element]) -> Element { elements[next(below: elements.count)] }
}

/// A lesson that somebody works at: examples with exercises between them, some of them faulty.
private struct RandomLesson {
  private var examples = ["let base = 1", "func twice(_ n: Int) -> Int { n * 2 }", "print(twice(base))"]
  private var answers = [0, 1, 2].map { "let a\($0) = base + \($0)" }

  private static let examples: [[String]] = [
    [
      "let base = 1", "let base = 2", "var base = 3 // prose", "let base = [1, 2, 3].count", "let base = \"1\"",
      "let base = nothing",
    ],
    [
      "func twice(_ n: Int) -> Int { n * 2 }", "func twice(_ n: Int) -> Int { n + n }",
      "let twice = { (n: Int) in n + 1 }",
      "struct Twice { var n = 1 }\nfunc twice(_ n: Int) -> Int { Twice(n: n).n }",
      "func twice(_ n: Int) -> Int { n * 2",
    ],
    [
      "print(twice(base))", "let more = twice(3)\nmore", "[1][base]",
      "extension Int { var half: Int { self / 2 } }\nprint(4.half)",
    ],
  ]

  private static func answers(_ index: Int, _ number: Int) -> [String] {
    [
      "let a\(index) = base + \(number)", "let a\(index) = \(number)\nprint(a\(index))", "let a\(index) = ___",
      "let a\(index) = missing\(number)", "let base = \(number)\nlet a\(index) = base",
      "let a\(index) = [1, 2][\(number % 4)]",
      "let a\(index) = twice(\(number))", "func f(_ n: Int) -> Int { n * \(number) }\nlet a\(index) = f(2)",
      "extension Int { var own: Int { \(number) } }\nlet a\(index) = 1.own", "let a\(index) = \"\(number)\"",
      "let a\(index) = (\(number)",
      "let a\(index) = base + \(index)",
    ]
  }

  mutating func edit(_ number: Int, _ random: inout SeededChoices) {
    let index = random.next(below: 3)
    switch random.next(below: 8) {
    case 0: examples[index] = random.choice(of: Self.examples[index])
    case 1: examples[index] = ""
    default: answers[index] = random.choice(of: Self.answers(index, number))
    }
  }

  var text: String {
    (0..<3).reduce("# T\n") { text, index in
      text + """

        ```swift example
        \(examples[index])
        ```

        ```swift exercise e\(index) answer=a\(index)\(index == 2 ? " needs=e1" : "")
        \(answers[index])
        ```

        ```swift solution e\(index)
        let a\(index) = 1 + \(index)
        ```

        """
    }
  }
}
