import Testing

@Suite("The last value of an example")
struct LastValueTests {
  @Test(
    "an example that ends in an expression shows it, and any other is as it was",
    arguments: [
      ("let a = Tensor(\"1 2 / 3 4\")\na.max()", "  4\n"),
      ("[1, 2]\n  .map { x in\n    x * 2\n  }\n// done", "  2  4\n"),
      ("let a = 1", ""), ("var a = 1\na += 1", ""), ("print(3)", "  3\n"), ("[7].forEach { print($0) }", "  7\n"),
      ("func f() -> Int { 1 }\nfunc f() -> String { \"a\" }\nf() as String", "  a\n"),
    ])
  func shown(source: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# T\n\n```swift example\n\(source)\n```\n", to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 0)
    #expect(result.output == "T\n" + (expected.isEmpty ? "" : "\n" + expected), "\(result.output)")
  }

  @Test(
    "an example that the compiler understands only as it stands is compiled as it stands, and the others show their values"
  )
  func doubtful() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift example
      struct Once: ~Copyable { func use() { print("used") } }
      let once = Once()
      once.use()
      Once()
      ```

      ```swift example
      1 + 1
      ```
      """ + "\n", to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.output == "T\n\n  used\n\n  2\n", "\(result.output)\(result.errors)")
  }

  @Test("an error in an expression is at its own place")
  func place() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# T\n\n```swift example\nlet a = [1]\na.cuont\n```\n", to: "a.md")
    let output = try Tool().run(file.path).output
    #expect(output.contains("a.md:5:3: error: value of type '[Int]' has no member 'cuont'"), "\(output)")
  }
}
