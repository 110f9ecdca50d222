import LessonSyntax
import Testing

@Suite("What the compiler's own parser says about a cell")
struct CodeFactsTests {
  @Test("a blank is left wherever three underscores are a name, also in what a text is made of")
  func blanks() async throws {
    let sources = [
      "let a = ___\n", "___", "f(___)", "f(a: ____, b: 1)", "let a = -___", "[___]", "a.___", "\"text\" + ___",
      "/* comment */ ___", "let s = #\"\\\"# + ___", "\"\"\"\n\"\n\"\"\"\n___", "\"unclosed\n___", "\"\\(___) cats\"",
      "let q = #\"\"\"#\nlet n: Int = ___", "let pattern = #/\\/*/#\nlet n: Int = ___",
      "let r = #/[/*]\"/#\nlet u = ___",
      "\"\\(x)\" + ___", "#\"\\#(___)\"#", "\"\"\"\n\\(___)\n\"\"\"", "let `a\"` = 1; let b = ___", "} ___",
    ]
    for (source, facts) in zip(sources, try await facts(of: sources)) {
      #expect(facts?.blanks.count == 1, "\(source)")
      #expect(facts?.blanksInStrings == [], "\(source)")
    }
  }

  @Test("no blank is in comments and longer names; one in a text is told apart")
  func noBlanks() async throws {
    let none = [
      "", "let a = 1\n", "let _ = 1", "let __ = 1", "let ___a = 1", "let a___ = 1", "let a___b = 1", "// ___\n",
      "/* ___ /* ___ */ ___ */", "/// ___", "/* open\n___", "let my___name = 1", "let a = \"x___y\"",
    ]
    for (source, facts) in zip(none, try await facts(of: none)) {
      #expect(facts?.blanks == [] && facts?.blanksInStrings == [], "\(source)")
    }
    let inStrings = [
      "\"___\"", "\"\\\"___\"", "\"\"\"\na ___ \"\" b\n\"\"\"", "#\"\"___\"#", "\"\\(f(\"___\"))\"", "##\"\"# ___\"##",
    ]
    for (source, facts) in zip(inStrings, try await facts(of: inStrings)) {
      #expect(facts?.blanks == [] && facts?.blanksInStrings.count == 1, "\(source)")
    }
  }

  @Test("each blank has its line and column")
  func places() async throws {
    let facts = try #require(try await facts(of: ["let é = ___\nf(1,\n  ___)"]).first ?? nil)
    #expect(facts.blanks == [SwiftFacts.Place(line: 1, column: 10), SwiftFacts.Place(line: 3, column: 3)])
  }

  @Test(
    "braces without a partner, counted in bytes; texts and comments do not count",
    arguments: [
      ("f { 1 }\n", nil, nil), ("f 1️⃣{\n  g { }\n", "1️⃣", nil), ("f { }\n1️⃣}\n", nil, "1️⃣"),
      ("1️⃣} f 2️⃣{", "2️⃣", "1️⃣"), ("\"é{\" + f 1️⃣{", "1️⃣", nil), ("\"{\\\"\" // }\n/* { */", nil, nil),
      ("\"\\(xs.map { \"}\" })\"", nil, nil), ("#\"\\\"# 1️⃣}", nil, "1️⃣"), ("f { g 1️⃣{ h { }", "1️⃣", nil),
      ("f {\n  g 1️⃣{ h\n  i\n}\n", "1️⃣", nil), ("f {\n  for 1️⃣{\n    if {\n    }\n  i\n}\n", "1️⃣", nil),
      ("if {\n} else 1️⃣{\n  i\n", "1️⃣", nil), ("f {\n  if {\ni\n}\n}\n", nil, nil),
      ("\"\"\"\n{ \" {\n\"\"\" 1️⃣}", nil, "1️⃣"), ("let `a{` = 1 1️⃣}", nil, "1️⃣"), ("let r = #/{/# 1️⃣}", nil, "1️⃣"),
    ] as [(String, Character?, Character?)])
  func braces(_ sample: String, _ opening: Character?, _ closing: Character?) async throws {
    let marked = MarkedText(sample)
    let facts = try #require(try await facts(of: [marked.text]).first ?? nil)
    let place = { (brace: SwiftFacts.Place) in MarkedText.Place(line: brace.line, column: brace.column) }
    #expect(facts.openBrace.map(place) == opening.flatMap { marked.places[$0] })
    #expect(facts.strayBrace.map(place) == closing.flatMap { marked.places[$0] })
  }

  @Test(
    "changes of elements have the place of the access, the function with a name around them and the closures in that",
    arguments: [
      ("a1️⃣[i] += 1", nil, []), ("func f() {\n  a1️⃣[i] -= 1\n}", "f 1", []),
      ("func f() {\n  1️⃣a[i][0] += 2\n}", "f 1", []), ("func f() {\n  1️⃣a[i].b[j] *= 2 }", "f 1", []),
      ("let x = 1\nfunc f() { xs.map { g { a1️⃣[$0] /= 2 } } }", "f 2", [1, 1]),
      ("func f() {\n  xs.map { $0 }; xs.forEach { i in a1️⃣[i] %= 2 }\n}", "f 1", [2]),
      ("struct S { func g() { func h() { b1️⃣[0] |= 1 } } }", "h 1", []), ("init() { a1️⃣[0].append(1) }", "init 1", []),
      ("f(&a1️⃣[1])", nil, []), ("if a1️⃣[1].removeLast() > 2 { }", nil, []), ("a1️⃣[1].b = 2", nil, []),
      ("a[1] = 2", nil, []), ("a += 1; a == b[1]; x.append(a[1]); b = a[2].count", nil, []),
    ] as [(String, String?, [Int])])
  func changes(_ sample: String, function: String?, closures: [Int]) async throws {
    let marked = MarkedText(sample)
    let changes = try #require(try await facts(of: [marked.text]).first ?? nil).changes
    #expect(
      changes.map { MarkedText.Place(line: $0.place.line, column: $0.place.column) } == Array(marked.places.values))
    #expect(changes.first?.function.map { "\($0.name) \($0.line)" } == function)
    #expect((changes.first?.closures ?? []) == closures)
  }

  @Test("the last statement has a value to show, whatever stands before and behind it and over however many lines")
  func lastExpressions() async throws {
    let sources =
      [
        ("image.max()", "image.max()"), ("let a = 1\na", "a"), ("image\n  .map { x in\n    x * 2\n  }\n// done\n", nil),
        ("sum(1,\n  2)", "sum(1,\n  2)"), ("a == b", "a == b"), ("[1, 2]\n  + [3]", "[1, 2]\n  + [3]"),
        ("try load()", "try load()"), ("a ? b : c", "a ? b : c"), ("/* value */ a", "a"), ("let a = 2\n-a", "-a"),
        ("let a = 2; a + 1", "a + 1"), ("let a = 2\n\"\"\"\n{ \\(a) }\n\"\"\"", "\"\"\"\n{ \\(a) }\n\"\"\""),
        ("let a = 2\na\n/* done */\n", "a"), ("xs.map { x in\n  let y = x * 2\n  return y\n}", nil),
        ("let answer = 42\nanswer", "answer"), ("let q = #\"\"\"#\nq.count", "q.count"),
        ("let `a \"b` = 3\n`a \"b`", "`a \"b`"),
        ("let a: Any = 2\na as?\n  Int", "a as?\n  Int"), ("a;", "a"), ("xs.reduce(0)\n{ $0 + $1 }", nil),
        ("let prefix = [1, 2]\nprefix", "prefix"), ("f()", "f()"),
      ] as [(String, String?)]
    for ((source, expected), facts) in zip(sources, try await facts(of: sources.map(\.0))) {
      let range = try #require(facts?.lastExpression, "\(source)")
      let text = String(decoding: Array(source.utf8)[range], as: UTF8.self)
      if let expected { #expect(text == expected, "\(source)") }
    }
  }

  @Test("anything else has none")
  func otherEndings() async throws {
    let sources = [
      "", "let a = 1", "a = 2", "for i in a {\n  i\n}", "if a {\n  b\n}", "func f() -> Int {\n  1\n}", "print(a)",
      "show(a)", "answer(\"a\", a)", "@discardableResult\nfunc f() -> Int { 1 }", "a; let b = 2",
      "#if os(Linux)\na\n#endif",
      "let a =\n  1", "a? += 1", "a[0] -= 1", "do {\n  a\n} catch {\n  b\n}", ")", "}",
      "outer: for i in a { break outer }", "a +", "import Foundation",
    ]
    for (source, facts) in zip(sources, try await facts(of: sources)) {
      #expect(facts?.lastExpression == nil, "\(source)")
    }
  }

  @Test("effects are those that only the top level leaves unhandled")
  func effects() async throws {
    let some = [
      "try f()", "let a = try f()", "await f()", "throw E.a", "return", "guard a else { return }", "if a { try f() }",
      "for await x in y {}", "async let a = 1",
    ]
    let none = [
      "try? f()", "try! f()", "func h() -> Int { return 1 }", "xs.map { return $0 }", "func g() throws { try f() }",
      "let c = { try f() }", "Task { await f() }", "struct S { func f() async { await g() } }",
    ]
    for (source, facts) in zip(some, try await facts(of: some)) { #expect(facts?.hasEffects == true, "\(source)") }
    for (source, facts) in zip(none, try await facts(of: none)) { #expect(facts?.hasEffects == false, "\(source)") }
  }

  @Test("tokens and comments have their kinds and places")
  func tokens() async throws {
    let source = "let a: Int = 3 // three\n\"x\\(a)\"\n"
    let reply = try await codeParser().replies(to: [.tokens(of: source)]).first
    guard case .tokens(let tokens)? = reply ?? nil else { return #expect(Bool(false), "no tokens") }
    let texts = tokens.map { (String(decoding: Array(source.utf8)[$0.range], as: UTF8.self), $0.kind) }
    #expect(texts.first?.0 == "let" && texts.first?.1 == .keyword)
    #expect(texts.contains { $0 == ("Int", .type) } && texts.contains { $0 == ("// three", .comment) })
    #expect(texts.contains { $0 == ("3", .number) } && texts.contains { $0 == ("x", .string) })
  }
}
