import LessonSyntax
import Running
import Testing

@Suite("Programs in a function")
struct EnclosureTests {
  /// An answer as it stands in a file for the compiler.
  private func file(_ source: String) throws -> AssembledFile {
    let lesson = try sampleLesson("# T\n\n```swift exercise e answer=a\nlet a = 1\n```\n")
    let preamble = try #require(Preamble(before: lesson.exercises[0], in: lesson))
    let answers = Program(
      name: "p", sections: [Program.Section(tag: "exercise/e", cell: lesson.exercises[0].cell)],
      source: """
        @_weakLinked @testable import \(preamble.moduleName)
        __lessonCell("exercise/e");
        #sourceLocation(file: "exercise/e", line: 1)
        \(source)
        __lessonFinish()

        """)
    return AnswerFunction(answers, after: preamble, named: "0_nonce").file
  }

  private func areSound(_ sources: [String]) async throws -> [Bool] {
    try await codeParser().replies(to: try sources.map { .isSound(try file($0)) }).map { $0 == .isSound(true) }
  }

  private static let ordinary = [
    "", "let a = 1", "func f(_ x: Int) -> Int {\n\tx + 1\n}", "struct S { var a = 1 }", "let a = \"} #if @\"",
    "let a = 1 // } #if @ /*", "let a = \"\"\"\n  }\n  \"\"\"", "let é = 1".replacing("é", with: "e"),
    "let a = \"\\(x)\"", "for i in 0..<3 { print(i) }", "let a = [1].map { $0 + 1 }", "// error: mine\nlet a = 1",
    "let a = x / 2 / 3", "let a = \"한글 }\" // 이", "enum E { case a }", "let a = try? f()", "a += 1; b /= 2",
    "{ print(1) }()", ".init()",
  ]

  @Test("ordinary answers are compiled beside others")
  func ordinaryAnswers() async throws {
    let sources = Self.ordinary.filter { !$0.hasPrefix("{") && !$0.hasPrefix(".") }
    for (source, isSound) in zip(sources, try await areSound(sources)) { #expect(isSound, "\(source)") }
  }

  /// What breaks out of a function, or may do so for one reader of Swift and not for another; what Swift allows at the top level only;
  /// and what only looks unusual.
  private static let extraordinary = [
    "}\nfunc f() {", "{", "}", "let a = 1 }\n{", "/* ", "let a = 1 /* /* */", "let a = \"\"\"", "import Foundation",
    "extension Int {}", "public extension Int {}", "prefix operator ~~", "precedencegroup P {}", "protocol P {}",
    "#if true\n#endif", "let a = #line", "let a = #function", "#warning(\"x\")",
    "#sourceLocation(file: \"exercise/other\", line: 1)", "#sourceLocation()", "@_cdecl(\"x\") func f() {}",
    "@main struct M {}", "@inlinable func f() {}", "let a = 1\0", "let a = 1\r", "let a = 1\u{0C}", "let a = 1\u{7F}",
    // Raw identifiers, as scanners take them for texts and comments.
    "let `is /*` = 0 }\nfunc g() { let `*/` = 1", "let `a\"` = 1 }\nfunc g() { let `\"b` = 1", "let `'` = 1",
    "let `class` = 1", "let `a b` = 2",
    // Raw strings, regular expressions, and texts in the interpolations of texts.
    "let a = #\"}\"#", "let a = ##\"\"#\"##", "let a = #\"\"\"\n}\n\"\"\"#", "let a = /}/", "let a = #/}/#",
    "let a = #/\n}\n/#",
    "let a = \"\\(\"}\")\"", "let a = \"\\(\n}\n)\"", "let a = \"\"\"\n\\(\"\"\"\n}\n\"\"\")\n\"\"\"",
    // Comments within, operators of slashes and stars, conflict markers, placeholders, invisible and unusual characters.
    "let a = 1 /* } */", "let a = 1 /**/", "a */* } */ b", "a /+/ b", "let a = x ***/ y",
    "<<<<<<< ours\n}\n>>>>>>> theirs",
    "let a = <#value#>", "let a = 1\u{A0}", "let a = 1\u{2028}", "let а = 1", "let a = 1\u{200B}", "let a\u{FEFF} = 1",
    "let a = 'x'", "let a = “x”",
    // What only a file's top level leaves unhandled.
    "try f()", "let a = await f()", "throw E.a", "return", "if a { return }", "do { try f() } catch {}",
    "async let a = f()", "for try await x in y {}",
    // What a file or module shares.
    "internal let a = 1", "package struct S {}", "dynamic func f() {}",
    "_ = #externalMacro(module: \"a\", type: \"b\")",
    "@available(*, deprecated) func f() {}", "#!/usr/bin/swift",
  ]

  @Test("what cannot stand in a function, or could break out of it, is compiled by itself")
  func extraordinaryAnswers() async throws {
    for (source, isSound) in zip(Self.extraordinary, try await areSound(Self.extraordinary)) {
      #expect(!isSound, "\(source)")
    }
  }

  @Test("an unsound answer makes a file unsound, whatever stands around it")
  func company() async throws {
    let sources = Self.extraordinary.filter { !$0.contains("#!") }.map { "let a = 1\n\($0)\nlet b = 2" }
    for (source, isSound) in zip(sources, try await areSound(sources)) { #expect(!isSound, "\(source)") }
  }

  @Test("code that takes the parser too long or too deep is not sound, and costs nobody else an answer")
  func tooMuch() async throws {
    let deep = String(repeating: "(", count: 20_000) + String(repeating: ")", count: 20_000)
    let long = "let a = \"" + String(repeating: "x", count: 300_000) + "\""
    #expect(
      try await areSound(["let a = 1", deep, "let b = 2", long, "let c = 3"]) == [true, false, true, false, true])
  }

  @Test("the import stays on top and the answers are the body of a function, from which nothing can return")
  func source() throws {
    let file = try file("let a = 1")
    #expect(
      file.source == """
        @_weakLinked @testable import \(file.module)
        @_silgen_name("lesson_answer_\(file.module.dropFirst("preamble_".count))")
        public func answer_0_nonce() -> __LessonNothing {
        __lessonCell("exercise/e");
        #sourceLocation(file: "exercise/e", line: 1)
        let a = 1
        __lessonFinish()

        }

        """)
  }
}
