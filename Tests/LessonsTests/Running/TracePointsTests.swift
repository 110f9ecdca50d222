import LessonSyntax
import Running
import Testing

/// Code in which what is to be added stands between marks.
struct Additions: CustomTestStringConvertible {
  let source: String
  let expected: String

  init(_ marked: String) {
    var (source, isAdded) = ("", false)
    for character in marked {
      switch character {
      case "⟦": isAdded = true
      case "⟧": isAdded = false
      default: if !isAdded { source.append(character) }
      }
    }
    self.source = source
    expected = marked.filter { $0 != "⟦" && $0 != "⟧" }
  }

  var testDescription: String { source }

  /// All of them are put to the parser in one go.
  static func expect(_ samples: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation) async throws {
    let additions = samples.map(Additions.init)
    for (sample, facts) in zip(additions, try await LessonsTests.facts(of: additions.map(\.source))) {
      let points = try #require(facts, sourceLocation: sourceLocation).tracePoints
      #expect(TraceableSource(sample.source, points).text == sample.expected, sourceLocation: sourceLocation)
    }
  }
}

@Suite("Where a statement may be added that reports variables")
struct TracePointsTests {
  @Test("what a loop's pattern binds, at the beginning of its body, however the loop is written")
  func loops() async throws {
    try await Additions.expect([
      "for i in 0..<3 {⟦ i;⟧\n}", "for (y, x) in places {⟦ y; x;⟧ // all\n}", "for i in xs {⟦ i;⟧ sum += i }",
      "for case let (a, b)? in pairs {⟦ a; b;⟧\n}", "for case .some(let x) in xs {⟦ x;⟧\n}",
      "steps: for i in 0..<2 {⟦ i;⟧\n  if i == 1 { break steps }\n}", "for i in 0..<2 where i > 0\n{⟦ i;⟧\n}",
      "for (i, (a, _)) in pairs.enumerated() {⟦ i; a;⟧\n}", "for var i in xs {⟦ i;⟧ i += 1 }",
      "for `in` in xs {⟦ `in`;⟧}",
      "for\n  x\nin\n  xs\n{⟦ x;⟧\n}", "for i in [1, 2].map({ v in v + 1 }) {⟦ i;⟧\n}", "for é in xs {⟦ é;⟧ }",
      "for try await line in lines {⟦ line;⟧ }", "if a {\n  for i in xs {⟦ i;⟧ }\n}",
      "func f() {\n  for i in xs {⟦ i;⟧ }\n}", "let f = { for i in xs {⟦ i;⟧ } }",
      "struct S {\n  init() { for i in xs {⟦ i;⟧ } }\n}", "for _ in 0..<3 {\n}", "for (_, _) in pairs { }",
      "repeat { a() } while b",
    ])
  }

  @Test("what a condition binds, where it holds: in `if`, `while` and `guard`, in patterns and over several lines")
  func conditions() async throws {
    try await Additions.expect([
      "if let first = row.first {⟦ first;⟧\n}", "if let first {⟦ first;⟧\n}", "if var n = f(), n > 2 {⟦ n;⟧ n += 1 }",
      "if let a = Int(\"3\"),\n  let b = Int(\"4\") {⟦ a; b;⟧\n}", "if case let (a, b)? = pairs[0] {⟦ a; b;⟧\n}",
      "if a { } else if let b, var c = d {⟦ b; c;⟧\n} else { }", "while let x = queue.next() {⟦ x; queue;⟧\n}",
      "while case (let y, let x)? = places() {⟦ y; x;⟧\n}", "guard let first = row.first else { return }⟦; first;⟧",
      "guard let a = f(),\n  case .b(let b) = a\nelse {\n  return\n}⟦; a; b;⟧", "guard let a else { return };⟦ a;⟧ b()",
      "if let big = xs.first(where: { x in let y = x * 2; return y > 3 }) {⟦ big;⟧\n}", "if a.isEmpty { }",
      "if let _ = a { }", "while a < 3 { a += 1 }", "guard a > 2 else { return }", "if let self { }",
      "if #available(macOS 14, *), let a {⟦ a;⟧ }",
    ])
  }

  @Test("what cases bind, each name once, and an error that is caught")
  func cases() async throws {
    try await Additions.expect([
      "switch a {\ncase .b(let x, let y):⟦ x; y;⟧\n  f()\ndefault: break\n}",
      "switch a {\ncase let .b(x), let .c(x):⟦ x;⟧ f(); g()\ncase let x where x > 2:⟦ x;⟧ return\ncase 3, is Int: break\n}",
      "do { try f() } catch let e {⟦ e;⟧ }",
      "do { try f() } catch E.a(let n) where n > 1 {⟦ n;⟧ } catch { print(error) }",
      "switch (a, b) {\ncase (let x?, _):⟦ x;⟧\n  print(x)\n#if os(Linux)\ncase (_, let y):⟦ y;⟧\n  print(y)\n#endif\ndefault: break\n}",
    ])
  }

  @Test("the parts of a tuple and each of several variables; one by itself the compiler reports")
  func patterns() async throws {
    try await Additions.expect([
      "let (height, width) = size(of: map)⟦; height; width;⟧", "var (a, _) = (1, 2)⟦; a;⟧ // two",
      "let a = 1, b = 2⟦; a; b;⟧", "let (a, (b, c)) = f(\n  1)⟦; a; b; c;⟧\nd()", "let (a, b) = f();⟦ a; b;⟧ let c = a",
      "let ((a), b) = f() /* both */ ;⟦ a; b;⟧ c()", "func f() {\n  let (a, b) = c\n    .first⟦; a; b;⟧\n}",
      "let a = 1", "let a: Int", "let a: Int, b: Int", "let a: Int, b = 2⟦; b;⟧", "lazy var a = 1, b = 2",
      "async let a = f(), b = g()",
      "var a: Int { 1 }", "struct S { let a = 1, b = 2 }", "let _ = f()", "let (_, _) = f()",
    ])
  }

  @Test(
    "the variable of which a part is changed, in every kind of assignment; before it too where that may fail without a line"
  )
  func assignments() async throws {
    try await Additions.expect([
      "map[y, x] = sum⟦; map;⟧", "⟦counts; ⟧counts[digit] += 1⟦; counts;⟧ // one more", "layer.stride += 1⟦; layer;⟧",
      "⟦x; ⟧x[i].y[j] *= 2⟦; x;⟧", "⟦x; ⟧x[i]\n  .y = f { $0 > 2 }!⟦; x;⟧", "⟦flags; ⟧flags[0] &&= true⟦; flags;⟧",
      "⟦bits; ⟧bits[0] <<= 2⟦; bits;⟧",
      "x?.y[0] = 1⟦; x;⟧", "x!.y.z = 1⟦; x;⟧", "(a, b) = (b, a)⟦; a; b;⟧", "(a[0], _) = (1, 2)⟦; a;⟧",
      "(x[0]) = 1⟦; x;⟧",
      "try x[0] = f()⟦; x;⟧", "if a { x[0] = 1⟦; x;⟧ }", "for i in xs {⟦ i;⟧ x[i] = 1⟦; x;⟧ }",
      "x[0] = 1;⟦ x;⟧ x[1] = 2⟦; x;⟧",
      "func f() { x[0] = 1⟦; x;⟧ }", "func f() -> Void { x[0] = 1⟦; x;⟧ }", "f { x[0] = $0⟦; x;⟧ }",
      "f { $0[0] = 1⟦; $0;⟧ }",
      "xs.forEach { sum += $0⟦; sum;⟧ }", "xs.forEach { x in sum = x⟦; sum;⟧ }", "a[0] = b\n  .first⟦; a;⟧",
      "a[\n0] = [\n1]⟦; a;⟧",
      "let f = { (i: Int) -> Int in\n  ⟦grid; ⟧grid[0][0] = i⟦; grid;⟧\n  return i\n}", "x = 1", "x += 1",
      "layer.stride = 1",
      "self.count += 1", "self.map[0] = 1", "Counter.counts[0] += 1", "f()[0] = 1", "a[0] == b",
      "a[0] <= b; a[0] !== b", "_ = f()",
      "/* a[0] = 1 */", "let text = \"\"\"\nfor i in text {\nx[0] = 1\n\"\"\"", "defer { x[0] = 1 }",
      "x == y ? f() : g()",
    ])
  }

  @Test("a variable that a call is given to change, or whose method gives a result besides")
  func calls() async throws {
    try await Additions.expect([
      "f(&x)⟦; x;⟧", "⟦a; ⟧swap(&a[0], &b.c)⟦; a; b;⟧", "let last = xs.removeLast()⟦; xs;⟧", "xs.removeLast()⟦; xs;⟧",
      "⟦grid; ⟧grid[0].append(1)⟦; grid;⟧", "_ = f(&x)⟦; x;⟧", "if let x = xs.popLast() {⟦ x; xs;⟧ }",
      "try f(&x)⟦; x;⟧",
      "guard f(&x) else { return }⟦; x;⟧", "xs.forEach { total.append($0)⟦; total;⟧ }", "xs.append(1)", "xs.sort()",
      "xs.map { f(&x) }", "return f(&x)", "xs.count", "Set([1]).insert(2)",
    ])
  }

  @Test("a function's result stays its result")
  func results() async throws {
    try await Additions.expect([
      "func f() -> Int { g(&x) }", "let c = { xs.removeLast() }", "var a: Int { f(&x) }", "let c = { f(&x) }",
      "struct S { var a: Int { get { f(&x) } set { x[0] = newValue⟦; x;⟧ } } }",
      "let c = xs.map { if let u = $0 { u } else { 3 } }", "let w = switch x {\ncase let t: t\n}",
      "let w = if let a { a } else if let b { b } else { 3 }", "return if let a { a } else { 3 }",
      "let c = { x in switch x {\ncase let t: t } }", "func f() -> some P { if let a { a } else { b } }",
      "func f() -> Int {\n#if os(Linux)\ng(&x)\n#endif\n}", "@Builder func f() -> [Int] { let (a, b) = c }",
      "@resultBuilder struct B { }\nlet c = build { x[0] = 1 }",
    ])
  }

  @Test("a branch that is a function's result returns it, once there is something to report")
  func branches() async throws {
    try await Additions.expect([
      "func half(_ n: Int?) -> Int {\n  if let m = n {\n    ⟦m; return ⟧m / 2\n  } else {\n    ⟦return ⟧0\n  }\n}",
      "func f() -> Int { switch a {\ncase .b(let x), .c(let x): ⟦x; return ⟧x\ncase .d: throw E.e\ndefault: ⟦return ⟧try g() } }",
      "func f() -> Int { if let a {⟦ a;⟧ if let b { ⟦b; return ⟧a + b } else { ⟦return ⟧a } } else { fatalError() } }",
      "let c = { () -> Int in if let u = v { ⟦u; return ⟧u } else { ⟦return ⟧3 } }",
      "var a: Int { if let u = v { ⟦u; return ⟧u } else { ⟦return ⟧3 } }", "func f() -> Int { if a { 1 } else { 2 } }",
      "func f() -> Int { if let a {⟦ a;⟧ return a } else { return 2 } }",
      "func f() { if let a {⟦ a;⟧ g() } else { h() } }",
      "xs.forEach { if let y = $0 {⟦ y;⟧ print(y) } else { print(0) } }",
      "xs.forEach { if let y = $0 {⟦ y;⟧ f(y) } }", "if let a {⟦ a;⟧ f() } else { g() }",
    ])
  }

  @Test("code that the parser does not understand stays as it is")
  func faults() async throws {
    try await Additions.expect([
      "for i in xs {", "x[0] = ", "guard let a else {\n}\n}", "let (a, b) = = 1", "if let a { ] }",
    ])
  }
}
