import Foundation
import Testing

@Suite("Checks that are passed without a thought")
struct EasyAnswerTests {
  /// A function's exercise with its solution and a check of one call.
  private static func exercise(_ name: String, _ head: String, _ body: String, _ call: String) -> String {
    """
    ```swift exercise \(name)
    \(head) {
      ___
    }
    ```

    ```swift solution \(name)
    \(head) {
      \(body)
    }
    ```

    ```swift check \(name)
    answer("it", \(call))
    ```


    """
  }

  @Test(
    "A constant, the argument, its first element and its transpose are tried where types allow, and named at the check")
  func shortcuts() throws {
    let folder = try TemporaryFolder()
    let exercises = [
      ("constant", "func count(_ x: [Int]) -> Int", "x.count", "count([5])", "return 1"),
      ("truth", "func isLong(_ x: [Int]) -> Bool", "x.count > 2", "isLong([5, 6, 7])", "return true"),
      (
        "same", "func clipped(_ x: Tensor) -> Tensor", "x.map { max(0, $0) }", "clipped(Tensor(\"1 2 / 3 4\"))",
        "return x"
      ),
      ("first", "func largest(_ x: [Double]) -> Double", "x.max()!", "largest([9, 2, 3])", "return x[0]"),
      (
        "turned", "func turned(_ t: Tensor) -> Tensor",
        "Tensor(shape: [2, 2], scalars: [t[0, 0], t[1, 0], t[0, 1], t[1, 1]])",
        "turned(Tensor(\"1 2 / 3 4\"))", "return t.transposed()"
      ),
      ("sound", "func twice(_ x: [Double]) -> [Double]", "x.map { 2 * $0 }", "twice([3, 4])", nil),
      ("empty", "func none(_ x: Double) -> Double?", "x < 0 ? nil : x", "none(-1) ?? -7", "return nil"),
    ]
    var lesson = "# T\n\n"
    for (name, head, body, call, _) in exercises { lesson += Self.exercise(name, head, body, call) }
    lesson += """
      ```swift exercise guess
      let a: Int = ___
      let b: Int = ___
      ```

      ```swift solution guess
      let a: Int = 3 - 2
      let b: Int = 1
      ```

      ```swift check guess
      answer("a", a)
      answer("b", b)
      ```

      """
    try folder.write(lesson, to: "a.md")
    let check = try Tool(folder: folder.url).run("check", "a.md")
    #expect(check.status == 0, "warnings do not refuse a lesson: \(check.output)")
    for (name, _, _, _, expression) in exercises {
      let found = check.output.split(separator: "\n").filter { $0.contains("the checks of '\(name)'") }
      #expect(found.count == (expression == nil ? 0 : 1), "\(name): \(found)")
      if let expression {
        #expect(found.first?.contains("that only says '\(expression)'") == true, "\(name): \(found)")
      }
    }
    #expect(check.output.contains("a.md:15:1: warning: the checks of 'constant'"))
    #expect(check.output.contains("the checks of 'guess' are passed by 1 in every blank"))
  }
}
