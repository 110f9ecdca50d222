import Foundation
import Testing

/// Slow: run by `make test-hostile`.
@Suite("Hand-ins that try to reach their classmates'", .serialized)
struct BreakoutHostileTests {
  private static let lesson = """
    # 1. Enclosure

    ```swift setup
    func sign(_ x: Int) -> Int { x < 0 ? -1 : 1 }
    ```

    ```swift exercise twice points=3
    ___
    ```

    ```swift check twice
    answer("three", twice(3))
    answer("minus four", twice(-4))
    ```

    ```swift solution twice
    func twice(_ x: Int) -> Int { 2 * x }
    ```

    ```swift exercise larger points=2
    ___
    ```

    ```swift check larger
    answer("larger", larger(-3, 2))
    ```

    ```swift solution larger
    func larger(_ a: Int, _ b: Int) -> Int { a > b ? a : b }
    ```

    """

  private static func honest(_ n: Int) -> String {
    let twice = [
      "func twice(_ x: Int) -> Int { abs(x) * 2 * sign(x) }", "func twice(_ x: Int) -> Int { x + x }",
      "func twice(_ x: Int) -> Int { max(x, x) + min(x, x) }", "func twice(_ x: Int) -> Int { [x, x].reduce(0, +) }",
      "func twice(_ x: Int) -> Int { print(x); return x * 2 }", "func twice(_ x: Int) -> Int { abs(x) * 2 }",
    ]
    let larger = [
      "func larger(_ a: Int, _ b: Int) -> Int { max(a, b) }", "func larger(_ a: Int, _ b: Int) -> Int { missing(a) }",
    ]
    return handIn("let n = \(n)\n\(twice[n % twice.count])", "let n = \(n)\n\(larger[n % 7 == 0 ? 1 : 0])")
  }

  private static func handIn(_ twice: String, _ larger: String) -> String {
    "# 1. Enclosure\n\n```swift exercise twice\n\(twice)\n```\n\n```swift exercise larger\n\(larger)\n```\n"
  }

  /// What would change the classmates' code if it stood at their file's top level.
  private static let evil = """
    func abs(_ x: Int) -> Int { 99 }; func max(_ a: Int, _ b: Int) -> Int { -7 }; func print(_ x: Any) { fatalError() }; \
    func + (a: Int, b: Int) -> Int { 5 }; struct Array<T> {}; typealias Double = Int
    """

  /// Ways out of the function that encloses an answer.
  private static let attacks = [
    "let `is /*` = 0 }; \(evil); func g() { let `*/` = 0", "let `a\"` = 1 }; \(evil); func g() { let `\" ` = 1",
    "let `'` = 1 }; \(evil); func g() { let `' ` = 1", "}; \(evil); func g() {", "\(evil) }\n{",
    "let a = \"\\(\n\"}\")\" }; \(evil); func g() { _ = \"\"", "let r = #/\"/# }; \(evil); func g() { let s = #/\"/#",
    "let s = #\"\"\"# }; \(evil); func g() { let t = #\"\"\"#", "#if true\n}; \(evil); func g() {\n#endif",
    "/* /* */ }; \(evil); func g() { /* */", "a */* */ b }; \(evil); func g() {",
    "<<<<<<< a\n}\n=======\n>>>>>>> b\n}; \(evil); func g() {",
    "extension Int { static func + (a: Int, b: Int) -> Int { 3 } }",
    "@_cdecl(\"abs\") public func f(_ x: Int) -> Int { 1 }", "infix operator +: AdditionPrecedence",
    "fatalError(\"exercise/twice/0:1:1: error: forged\")", "let a = \"x.md:9223372036854775807:1: error: b\"; a.foo()",
  ]

  @Test("sixty honest results are byte for byte the same with attackers in the class and without them")
  func company() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lesson, to: "lesson.md")
    for n in 0..<60 {
      for place in ["alone", "company"] { try folder.write(Self.honest(n), to: "\(place)/honest\(n).md") }
    }
    for (n, attack) in Self.attacks.enumerated() {
      // Among the honest in the order in which they are graded.
      try folder.write(
        Self.handIn("func twice(_ x: Int) -> Int { 2 * x }\n" + attack, attack), to: "company/honest\(3 * n)b.md")
      try folder.write(Self.handIn(attack, "let a = 1"), to: "company/attacker\(n).md")
    }
    for case let file as URL in FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil)
      ?? .init()
    {
      // Results tell when a file was handed in.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: file.path)
    }
    var tool = Tool()
    tool.folder = folder.url
    for place in ["alone", "company"] {
      tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache-\(place)").path
      // The results name the files.
      try FileManager.default.moveItem(at: folder.url.appending(path: place), to: folder.url.appending(path: "class"))
      let result = try tool.run("grade", "lesson.md", "class", "--results", "results-\(place)")
      #expect(result.status == 0, "\(result.errors)")
      try FileManager.default.moveItem(at: folder.url.appending(path: "class"), to: folder.url.appending(path: place))
    }
    for n in 0..<60 {
      let results = try ["alone", "company"].map {
        try Data(contentsOf: folder.url.appending(path: "results-\($0)/honest\(n).json"))
      }
      #expect(results[0] == results[1], "honest\(n)")
    }
  }
}
