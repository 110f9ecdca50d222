import Lessons
import Testing

@Suite("Sources made to report more than the compiler does")
struct TraceableSourceTests {
  @Test(
    "a loop's, a condition's and a pattern's variables, and what a change makes of an array, are reported at the lines' ends",
    arguments: [
      ("for i in 0..<3 {\n}", "for i in 0..<3 { i\n}"),
      ("for (y, x) in places { // all\n}", "for (y, x) in places { y; x\n}"),
      ("map[y, x] = sum", "map[y, x] = sum; map"),
      ("  counts[digit] += 1 // one more", "  counts[digit] += 1; counts"),
      ("layer.stride += 1", "layer.stride += 1; layer"),
      ("if let first = row.first {\n}", "if let first = row.first { first\n}"),
      ("} else if let a, var b = c {\n}", "} else if let a, var b = c { a; b\n}"),
      ("while case (let y, let x)? = places.next() {\n}", "while case (let y, let x)? = places.next() { y; x\n}"),
      ("guard let first = row.first else { return 0 }", "guard let first = row.first else { return 0 }; first"),
      ("let (height, width) = size(of: map)", "let (height, width) = size(of: map); height; width"),
      ("var (a, _) = (1, 2) // two", "var (a, _) = (1, 2); a"),
    ])
  func additions(source: String, expected: String) {
    #expect(TraceableSource(source).text == expected)
  }

  @Test(
    "what cannot be told line by line stays as it is",
    arguments: [
      "for i in 0..<3 { sum += i }", "for _ in 0..<3 {\n}", "map[y, x] = [\n1]", "a[0] = b\n  .first", "a[0] == b",
      "let text = \"\"\"\nfor i in text {\n\"\"\"", "layer.stride = 1", "self.count += 1", "/* a[0] = 1 */",
      "if a[0] == 1 {\n}", "if let a { b() }", "let (a, b) = pair(\n1)", "let (a, b) = c\n  .first",
      "guard let a else {\n}",
    ])
  func unchanged(source: String) {
    #expect(TraceableSource(source).text == source)
  }

  @Test("an added statement is known by its column")
  func names() {
    let source = TraceableSource("for (y, x) in places {\n  map[y] = x\n}")
    #expect(source.nameAdded(atLine: 1, column: 24) == "y")
    #expect(source.nameAdded(atLine: 1, column: 27) == "x")
    #expect(source.nameAdded(atLine: 2, column: 15) == "map")
    #expect(source.nameAdded(atLine: 2, column: 12) == nil)
    #expect(source.nameAdded(atLine: 9, column: 1) == nil)
  }
}
