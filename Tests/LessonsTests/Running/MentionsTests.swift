import LessonSyntax
import Testing

@Suite("Which variables a line mentions")
struct MentionsTests {
  /// The variables that the last line mentions, each with the number of functions between it and its own.
  private func mentions(in sources: [String]) async throws -> [[String]] {
    zip(sources, try await facts(of: sources)).map { source, facts in
      let last = source.split(separator: "\n", omittingEmptySubsequences: false).count
      return (facts?.mentions ?? []).filter { $0.line == last }.map { mention in
        mention.functionsUp.map { "\(mention.name) \($0)" } ?? mention.name
      }
    }
  }

  @Test("a variable of a function is told from one of the same name around it")
  func functions() async throws {
    let samples = [
      ("let h = 1\nlist[h]", ["list", "h"]), ("let h = 1\nfunc f(x: Int) {\nlet h = 2\nx + h", ["x 0", "h 0"]),
      ("func f(of x: Int) {\nx + h", ["x 0", "h"]), ("func f(h: Int) {\nxs.map { x in\nx + h", ["x 0", "h 1"]),
      ("func f() {\nxs.map {\n$0 + $1", ["$0 0", "$1 0"]), ("func f(x: Int) {\nfunc g() {\nx", ["x 1"]),
      ("func f() {\nfor i in xs {\nxs[i]", ["xs", "i 0"]),
      ("func f(xs: [Int]) {\nfor i in xs { xs[i] }", ["xs 0", "i 0"]),
      ("func f(x: Int?) {\nif let x { x }", ["x 0"]), ("let x = 1\nfunc f() {\nlet x = x", ["x"]),
      ("func f() {\nguard let y = a else { return }\ny", ["y 0"]),
      ("let f = { [a] (b: Int) in\na + b", ["a 0", "b 0"]),
      ("switch a {\ncase let b: b", ["b"]), ("func f() {\nif let y = a {\n}\ny", ["y"]),
      ("do { } catch { error }", ["error"]),
    ]
    for (sample, found) in zip(samples, try await mentions(in: samples.map(\.0))) {
      #expect(found == sample.1, "\(sample.0)")
    }
  }

  @Test("a type's own names, what others are called, and texts are no variables")
  func others() async throws {
    let samples = [
      ("struct S {\nlet h = 1\nfunc f() {\nh + g", ["g"]), ("extension S {\nfunc f() { h }", []),
      ("a.h + f(h: b)", ["a", "b"]),
      ("class C: D {\nfunc f(x: Int) {\nx + h", ["x 0"]), ("struct S {\nvar a: Int {\nself.b", ["self 0"]),
      ("struct S {\nfunc f() {\nxs.map { self.b }", ["xs", "self 1"]), ("f(a, Int.max, g(b))", ["a", "b"]),
      ("let (h, w) = a", ["a"]), ("\"h \\(b)\" // c", ["b"]),
      ("struct S {\nvar a: Int {\nset { newValue }", ["newValue 0"]),
      ("a[a] + a", ["a"]), ("func h() { }\nfunc g() {\nh()", []),
    ]
    for (sample, found) in zip(samples, try await mentions(in: samples.map(\.0))) {
      #expect(found == sample.1, "\(sample.0)")
    }
  }
}
