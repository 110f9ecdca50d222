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

  private static let exercise =
    "\n```swift exercise e answer=a\nlet a: Int = ___\n```\n\n```swift solution e\nlet a = 1\n```\n"

  @Test(
    "it is shown wherever examples run",
    arguments: [
      ["a.md"], ["run", "--write", "a.md"], ["print", "--worked", "a.md"], ["print", "--html", "a.md", "-o", "made"],
      ["book", "a.md", "-o", "made"], ["book", "--without-solutions", "a.md", "-o", "made"],
    ])
  func everywhere(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let example = "# T\n\n```swift example\nlet a = [41, 1]\n500 + a.reduce(0, +)\n```\n\n```output\n```\n"
    let file = try folder.write(example + Self.exercise, to: "a.md")
    var tool = Tool()
    tool.folder = folder.url
    let result = try tool.run(arguments)
    #expect(result.status == 0 && !result.errors.contains("warning"), "\(result.errors)")
    var shown = result.output
    for made in ["made", "made/a.html"] where arguments.contains("made") {
      shown += (try? String(contentsOf: folder.url.appending(path: made), encoding: .utf8)) ?? ""
    }
    #expect(shown.contains("542"), "\(arguments): \(shown)\(result.errors)")
    if arguments.contains("--write") {
      #expect(try String(contentsOf: file, encoding: .utf8).contains("```output\n542\n```"))
    }
  }
}
