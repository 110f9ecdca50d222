import Foundation
import Testing

/// Whatever stands in a lesson, in its name, in what its cells print or in what the compiler says of them: it is shown, and orders
/// nothing.
@Suite("No text of a lesson commands the terminal")
struct PrintableTests {
  private static let orders: [UInt32] =
    Array(1...8) + Array(11...31) + Array(127...159) + [0x61C, 0x200E, 0x200F] + Array(0x2028...0x202E)
    + Array(0x2066...0x2069)

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    tool.environment["TERM"] = "xterm"
  }

  /// Every order once, in another sequence in each place, and what must stay.
  private func noise(_ place: String) -> String {
    var generator = SeededGenerator(seed: UInt64(place.utf8.reduce(5381) { $0 &* 33 &+ Int($1) }.magnitude))
    // A carriage return ends a line of Markdown.
    let orders = Self.orders.filter { $0 != 13 }.shuffled(using: &generator)
    let text = orders.compactMap(Unicode.Scalar.init).map { "\($0)" }.joined()
    return "\(place)\u{1B}[31m\u{1B}]0;x\u{7}\u{1B}[2J\(text)한국어👩‍🔬"
  }

  private func lesson() -> String {
    // Swift refuses most of them in code, but not in a comment.
    let comment = noise("comment").replacing(/[\u{0}-\u{1F}]/, with: "") + "\u{1B}[31m"
    return """
      # Title \(noise("title"))

      ## Heading \(noise("heading"))

      Prose \(noise("prose")) with `\(noise("code"))` and [\(noise("link"))](https://example.org/\(noise("address"))).

      > \(noise("quote"))

      - \(noise("item"))

      | \(noise("column")) |
      |---|
      | \(noise("cell")) |

      ```text
      \(noise("listing"))
      ```

      ```math
      \(noise("formula"))
      ```

      ```swift example
      print("out", String(String.UnicodeScalarView([\(Self.orders.map(String.init).joined(separator: ", "))].compactMap(Unicode.Scalar.init))))
      ```

      ```output
      \(noise("output"))
      ```

      ```swift exercise wrong answer=value
      let value = "yours\\u{1B}[31m\\u{202E}" // \(comment)
      ```

      ```swift solution wrong
      let value = "mine\\u{9B}31m\\u{2067}"
      ```

      ```hint wrong
      \(noise("hint"))
      ```

      ```swift exercise known answer=value
      let value = 1
      ```

      ```swift mistake known
      // Advice \(comment)
      let value = 1
      ```

      ```swift solution known
      let value = 2
      ```

      ```swift exercise faulty answer=value
      let value: Int = "\(noise("error"))"
      ```

      ```swift solution faulty
      let value: Int = 1
      ```

      ```swift exercise crash answer=value
      let value: Int = fatalError("stop\\u{1B}[31m\\u{202E}")
      ```

      ```swift solution crash
      let value: Int = 1
      ```

      """
  }

  private func expectHarmless(_ text: String, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let left = text.unicodeScalars.filter { Self.orders.contains($0.value) || $0.value == 0 }
    #expect(left.isEmpty, "\(what): \(left.map(\.value))", sourceLocation: sourceLocation)
    #expect(!text.contains("\u{1B}"), sourceLocation: sourceLocation)
  }

  private static let commands = [
    ["run"], ["run", "--trace"], ["run", "--json"], ["run", "--solutions"], ["check"], ["print"],
    ["print", "--worked"],
    ["print", "--worked", "--trace"],
  ]

  @Test("in a file or a pipe there is none at all", arguments: commands)
  func piped(command: [String]) throws {
    try folder.write(lesson(), to: "a\u{1B}[31m\u{202E}.md")
    let result = try tool.run(command + ["a\u{1B}[31m\u{202E}.md"])
    #expect(result.output.utf8.count > 20, "\(result.errors)")
    expectHarmless(result.output, "output")
    expectHarmless(result.errors, "errors")
    if command == ["print"] {
      for place in ["title", "heading", "prose", "quote", "item", "column", "listing"] {
        #expect(result.output.contains("\(place)\\u{1B}[31m\\u{1B}]0;x\\u{7}\\u{1B}[2J"), "\(place)")
      }
      // Code may be folded, and a formula has blanks of its own.
      for place in ["code", "cell", "formula"] {
        #expect(result.output.contains("\(place)\\u{1B}[31m"), "\(place)")
      }
      #expect(result.output.contains("한국어👩‍🔬"))
    }
    if command.contains("--json") {
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      #expect((object?["lesson"] as? String) != nil)
    }
  }

  @Test("on a terminal there are our own colours and orders, and no others", arguments: commands + [["watch"]])
  func shown(command: [String]) throws {
    try folder.write(lesson(), to: "a.md")
    let terminal = try PseudoTerminal(tool, command + ["a.md"], rows: 60, columns: 120)
    if command == ["watch"] {
      try terminal.wait(for: "Score: ")
      terminal.press("a")
      try terminal.wait(for: "compile error")
      terminal.press("q")
    }
    let written = terminal.rest()
    #expect(written.utf8.count > 20)
    let ours = /\u{1B}\[(0|1|2|31|32|33|36|1;31)m|\r\u{1B}\[2K|\u{1B}\[(H|K|2J|\?(1049|25|7)[hl])|\r\n/
    expectHarmless(written.replacing(ours, with: ""), "terminal")
    // Nor are these ever foreign: all of ours end.
    #expect(!written.contains("[31m\u{1B}]") && !written.contains("\u{7}"))
  }

  @Test("faults, names and unknown words of the command line")
  func faults() throws {
    let text = """
      # T

      ```swift \(noise("role"))
      1
      ```

      ```swift exercise \(noise("name"))
      let a = 1
      ```

      ```swift exercise a \(noise("option"))=1
      let a = 1
      ```

      """
    let name = "f\u{1B}[31m\u{202E}\nlesson-run: all is well.md"
    try folder.write(text, to: name)
    for arguments in [
      [name], ["check", name], ["print", name], ["release", name], [name + "x.md"], ["run", "--\(noise("o"))", name],
      ["run", "--exercise", noise("e"), name], [noise("command")], ["trust", name], ["trust", noise("folder")],
      ["grade", name, name, "--results", noise("results")], ["export", noise("results")],
      ["new", "gone/\(noise("new"))"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status != 0)
      expectHarmless(result.output, "\(arguments)")
      expectHarmless(result.errors, "\(arguments)")
      #expect(!result.errors.contains("\nlesson-run: all is well"), "\(arguments): \(result.errors)")
    }
  }

  @Test("the learners' copy stays as it is, byte for byte")
  func released() throws {
    try folder.write(lesson(), to: "a.md")
    let copy = try tool.run("release", "a.md").output
    #expect(copy.contains("Title \(noise("title"))\n") && copy.contains(noise("hint")))
  }
}

/// Numbers that are the same in each run: SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
