import Foundation
import Grading
import LessonSyntax
import Reading
import Running
import Testing

/// Slow: run by `make test-hostile`.
@Suite("Random cells beside an honest class", .serialized)
struct CompanyHostileTests {
  private static let lesson = """
    # Company

    ```swift exercise twice timeout=20
    ___
    ```

    ```swift check twice
    answer("three", twice(3))
    answer("minus four", twice(-4))
    ```

    ```swift solution twice
    func twice(_ x: Int) -> Int { 2 * x }
    ```

    """

  /// They use names that the random cells declare.
  private static let honest = [
    "func twice(_ x: Int) -> Int { 2 * x }", "func twice(_ x: Int) -> Int { x + x }",
    "func twice(_ x: Int) -> Int { max(x, -x) == x ? abs(x) * 2 : -2 * abs(x) }",
    "func twice(_ x: Int) -> Int { [x, x].reduce(0, +) }",
    "func twice(_ x: Int) -> Int { print(x); return min(x, x) * 2 }",
    "func twice(_ x: Int) -> Int { abs(x) * 2 }", "func twice(_ x: Int) -> Int { zip([x], [x]).map { $0 + $1 }[0] }",
    "let values = [1, 2, 3]\nfunc twice(_ x: Int) -> Int { x * values[1] }",
  ]

  @Test("of 5,000 random cells none changes what an honest answer earns")
  func random() async throws {
    let lesson = try sampleLesson(Self.lesson, path: "company.md")
    let cache = TemporaryCache()
    let runner = try ProgramRunner(
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LESSON_RUN_CACHE": cache.url.path,
      ], executable: builtPrograms.appending(path: "lesson-run").path)
    var generator = CellGenerator(seed: 12)
    let cells = (0..<5_000).map { _ in generator.cell() }
    let sound = try await self.sound(cells, in: lesson)
    #expect(sound.count > 100, "some are to be compiled beside honest ones")
    let key = try await AnswerKey(of: lesson, runner)
    let grader = ClassGrader(
      for: lesson, ClassGrader.Key { .success(key) }, runner,
      BatchCompiler(for: lesson, runner, confined: runner), ClassGrader.GradingLimits())
    let expected = try await statuses(Self.honest, grader, lesson)
    #expect(expected == ["passed", "passed", "passed", "passed", "passed", "partial", "passed", "passed"])
    for start in stride(from: 0, to: min(sound.count, 360), by: 60) {
      let others = sound[start..<min(start + 60, sound.count)]
      // A number makes honest answers new to the cache, so that they are compiled in this company.
      let honest = Self.honest.map { "// \(start)\n\($0)" }
      let found = try await statuses(Array(others.prefix(30)) + honest + Array(others.dropFirst(30)), grader, lesson)
      #expect(Array(found.dropFirst(min(30, others.count)).prefix(honest.count)) == expected)
    }
  }

  /// Those cells that the parser lets into a file beside others.
  private func sound(_ cells: [String], in lesson: Lesson) async throws -> [String] {
    let exercise = lesson.exercises[0]
    let preamble = try #require(Preamble(before: exercise, in: lesson))
    let requests = cells.map { cell -> SyntaxRequest in
      var answered = exercise
      answered.cell.source = cell + "\n"
      let unit = AnswerGroup(of: [AnswerProgram(answered, in: lesson)], after: [exercise.name: preamble], in: lesson)
      let program = unit?.files[0].program ?? Program(name: "", sections: [], source: "")
      return .isSound(AnswerFunction(program, after: preamble, named: "0_nonce").file)
    }
    let replies = try await codeParser().replies(to: requests)
    return zip(cells, replies).filter { $1 == .isSound(true) }.map(\.0)
  }

  private func statuses(_ answers: [String], _ grader: ClassGrader, _ lesson: Lesson) async throws -> [String] {
    let submissions = answers.map { answer in
      Submission(Array("~~~~swift exercise twice\n\(answer)\n~~~~\n".utf8), path: "in/a.md", answering: lesson)
    }
    let found = Statuses(count: answers.count)
    _ = try await grader.begin(submissions, isShared: { _ in false }) { index, report throws(MachineFailure) in
      found.set(index, report.grades[0].status.rawValue)
    }
    return found.all
  }
}

private final class Statuses: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [String]

  init(count: Int) { found = Array(repeating: "none", count: count) }

  var all: [String] { lock.withLock { found } }
  func set(_ index: Int, _ status: String) { lock.withLock { found[index] = status } }
}

/// Makes cells of what readers of Swift get wrong, around declarations that would change other people's code.
struct CellGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func cell() -> String {
    let count = 1 + number(below: 12)
    return (0..<count).map { _ in piece() }.joined(separator: separators[number(below: separators.count)])
  }

  private mutating func piece() -> String {
    let group = groups[number(below: groups.count)]
    return group[number(below: group.count)]
  }

  /// Steele, Lea and Flood's SplitMix64.
  private mutating func number(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  private let separators = ["\n", "\n", " ", "; ", "\n\n", "\t", ""]
  private let groups = [
    // What an attacker wants to declare for all.
    [
      "func abs(_ x: Int) -> Int { 99 }", "func max(_ x: Int, _ y: Int) -> Int { 0 }",
      "func twice(_ x: Int) -> Int { 7 }",
      "func print(_ x: Any) { fatalError() }", "typealias Int = Double", "let values = [0]", "struct Array {}",
      "func zip(_ a: [Int], _ b: [Int]) -> [(Int, Int)] { [] }", "func + (a: Int, b: Int) -> Int { 1 }",
      "func * (a: Int, b: Int) -> Int { 1 }", "enum Int { case a }",
    ],
    [
      "func twice(_ x: Int) -> Int { 2 * x }", "let a = 1", "var b = [1, 2]", "b.append(a)", "if a > 0 { b = [] }",
      "_ = a",
    ],
    [
      "}", "{", "} {", "}}", "{{", "do {", "} do {", "}; do {", "func f() {", "} func g() {", "if true {", "let c = {",
      "}()",
    ],
    ["(", ")", "[", "]", "\\(", ";", ",", ":", "->", ".", "..<", "=", "==", "&", "|", "?", "!", "<", ">", "@", "$0"],
    [
      "\"", "\"\"", "\"\"\"", "#\"", "\"#", "#\"\"\"", "\"\"\"#", "##\"", "\"##", "'", "\"}\"", "\"{\"", "\"\\(a)\"",
      "\"\\(\"}\")\"",
    ],
    [
      "\"\\(\n", "\n)\"", "\"\"\"\n\\(\"\"\"\n}\n\"\"\")\n\"\"\"", "\"\"\"\n}\n\"\"\"", "#\"\\#(\"}\")\"#", "\"\\\"\"",
      "\"\\\\\"",
    ],
    ["/*", "*/", "/**/", "/* } */", "/* /* */", "//", "// }", "///", "*/*", "/*/", "/ *", "* /", "**", "//*", "*//"],
    ["/a/", "/}/", "#/", "/#", "#/}/#", "#/\n}\n/#", "/\"/", "#/\"\"\"/#", "/=", "+/", "/+", "/-/"],
    [
      "let `is /*` = 1", "let `*/` = 1", "let `\"` = 1", "let `\"\"\"` = 1", "let `'` = 1", "`a`", "`", "``",
      "let `//` = 1", "let `{` = 1",
    ],
    [
      "#if true", "#else", "#endif", "#line", "#function", "#sourceLocation()", "#sourceLocation(file: \"x\", line: 1)",
      "#warning(\"}\")", "#!", "#",
    ],
    [
      "@main", "@_cdecl(\"abs\")", "@available(*, unavailable)", "@_silgen_name(\"lesson_answer\")",
      "@inline(__always)",
    ],
    [
      "import Foundation", "extension Int { var x: Int { 1 } }", "infix operator +++", "precedencegroup P {}",
      "protocol Q {}", "public", "private", "fileprivate",
    ],
    [
      "\u{A0}", "\u{200B}", "\u{2028}", "\u{FEFF}", "\u{0C}", "\u{0B}", "\u{85}", "\u{202E}", "é", "값", "“", "”", "–",
      "<#a#>", "<<<<<<< a", ">>>>>>> b", "=======",
    ],
    [
      "try", "await", "throw", "async", "return", "defer {", "guard", "else {", "switch", "case", "default:", "while",
      "for", "in", "fallthrough",
    ],
  ]
}
