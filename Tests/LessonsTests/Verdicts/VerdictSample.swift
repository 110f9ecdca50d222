/// A lesson whose examples declare all kinds of things, and answers to its one kind of exercise.
enum VerdictSample {
  /// How many exercises the lesson has: each learner answers all of them.
  static let exerciseCount = 20

  static let lesson = """
    # Verdicts

    ```swift setup
    struct P: CustomStringConvertible { var x = 1; var description: String { "P\\(x)" } }
    struct Q { var p = P(x: 3), n = 2 }
    enum Refusal: Error { case small(Int) }
    func load(_ n: Int) throws -> Int { if n < 0 { throw Refusal.small(n) } else { return n } }
    func wait(_ n: Int) async -> Int { n }
    protocol Named { var name: String { get } }
    class Counter { var count = 0; func next() -> Int { count += 1; return count } }
    infix operator <+>: AdditionPrecedence
    func <+> (a: Int, b: Int) -> Int { a * 10 + b }
    var counter = Counter()
    let list = [3, 1, 2]
    ```

    ```swift example
    let count = list.count
    show(count)
    ```

    \((1...exerciseCount).map(exercise).joined(separator: "\n"))
    """

  private static func exercise(_ number: Int) -> String {
    """
    ```swift exercise e\(number) timeout=20
    let value = ___
    ```

    ```swift check e\(number)
    let input = 1
    answer("value", value)
    answer("text", "\\(value) \\(input)")
    answer("kind", String(describing: type(of: value)))
    ```

    ```swift solution e\(number)
    let value = 4
    ```

    """
  }

  /// Answers, with a number in them that makes each unlike any other.
  static func answers(_ n: Int) -> [String] { ordinary(n) + unusual(n) + faulty(n) }

  private static func ordinary(_ n: Int) -> [String] {
    [
      "let value = 4 + \(n) - \(n)", "let value = \(n)", "var value = 0\nfor i in list { value += i - i + \(n % 3) }",
      "func f(_ x: Int) -> Int { g(x) }\nfunc g(_ x: Int) -> Int { x + 1 }\nlet value = f(\(n))",
      "let count = 16.0\nlet value = Int(count.squareRoot()) + \(n)", "let value = [P(x: \(n))]", "let value = Q()",
      "struct R { var a = \(n) }\nlet value = R()", "enum E { case a(Int) }\nlet value = E.a(\(n))",
      "let value = \(n) <+> 1", "let value = (1, \"\(n)\")", "let value = list.map { $0 + \(n) }",
      "let value: Int? = \(n)", "let value = \"\"\"\n  } \(n)\n  \"\"\"", "let value = \"\\(P(x: \(n)))\"",
      "let value = if count > 2 { \(n) } else { 0 }", "let input = \(n)\nlet value = input",
      "class C: Named { let name = \"\(n)\" }\nlet value = C().name", "let value = Double(\(n)) / 3",
      "let value = ([\(n), 2] as Set).count", "let value = [\"b\": \(n), \"a\": 1]", "let value = Int.max - \(n)",
      "print(\"out \(n)\")\nlet value = 4", "let value = \\P.x\n_ = \(n)", "let value = counter.next() + \(n)",
      "defer { print(\(n)) }\nlet value = 4", "let value: Any = \(n)", "let value = try? load(\(n))",
      "let value = try! load(\(n))",
    ]
  }

  private static func unusual(_ n: Int) -> [String] {
    [
      "let value = try load(\(n))", "let value = try load(-\(n) - 1)", "let value = await wait(\(n))",
      "do { _ = try load(-1) } catch { print(error) }\nlet value = \(n)", "throw Refusal.small(\(n))\nlet value = 1",
      "import Foundation\nlet value = floor(\(n).5)", "let k = 2; import Foundation\nlet value = pow(2, \(n))",
      "extension Int { var twice\(n): Int { self * 2 } }\nlet value = 2.twice\(n)",
      "extension P { var more: Int { x + \(n) } }\nlet value = P().more",
      "prefix operator ^^\nprefix func ^^ (a: Int) -> Int { a + \(n) }\nlet value = ^^4",
      "fileprivate let value = \(n)", "func + (a: P, b: Int) -> Int { a.x + b }\nlet value = P() + \(n)",
      "private func f() -> Int { \(n) }\nlet value = f()",
      "@discardableResult func f() -> Int { \(n) }\nlet value = f()", "let `a \"b` = \(n)\nlet value = `a \"b`",
      "let value = #\"\"\"#.count + \(n)", "let value = \"a\(n)\".contains(/a/)",
      "let value = \"x\".contains(#/\\/*/#) ? 1 : \(n)",
      "let value = 4 /* } */ + \(n)", "let value = #line + \(n)", "#if true\nlet value = \(n)\n#endif",
      "let 값 = \(n)\nlet value = 값", "let value = \"\\(\"}\")\(n)\"",
      "protocol Local { var a: Int { get } }\nlet value = \(n)",
      "let k = \(n)\nstruct S { func f() -> Int { k } }\nlet value = S().f()",
      "let f = { try load(\(n)) }\nlet value = (try? f()) ?? 0",
    ]
  }

  private static func faulty(_ n: Int) -> [String] {
    [
      "let value = missing\(n)", "let value: Int = \"\(n)\"", "let value = [1, 2][\(n + 2)]", "let value = (\(n)",
      "let value = 4\n}", "if true {\nlet value = \(n)", "let value: Int8 = \(n) + 127",
      "let k = Int8(\(n % 9)) + 127\nlet value = k",
      "fatalError(\"no \(n)\")\nlet value = 1", "return\nlet value = \(n)", "let v = \(n)",
      "let value = 1\nlet value = \(n)",
      "import Missing\(n)\nlet value = 1", "let value = 'x\(n)'", "}\nlet value = \(n)\ndo {", "let value = \"\(n)",
      "var values = [1, 2, 3]\nlet value = values.remove(at: \(n + 3))", "let value = Optional<Int>.none! + \(n)",
      "func f(_ n: Int) -> Int { if n > 0 { return \(n) } }\nlet value = f(1)",
      "let value: Int\nif count > \(n) { value = 1 }",
    ]
  }
}
