import Grading
import LessonWire
import Reporting
import Testing

@Suite("A trace as text")
struct TraceTextTests {
  private static let correlation = CellTrace(
    steps: [
      CellTrace.Step(
        line: 8, source: "let image = Tensor(\"1 2 / 3 4\")",
        values: [TracedValue(name: "image", first: .whole(.tensor(shape: [2, 2], scalars: [1, 2, 3, 4])))]),
      CellTrace.Step(line: 9, source: ""),
      CellTrace.Step(
        line: 10, source: "for i in 0..<49 {",
        values: [TracedValue(name: "i", count: 49, first: .whole(.number(0)), last: .whole(.number(48)))]),
      CellTrace.Step(
        line: 11, source: "  sum += twice(i)",
        values: [TracedValue(name: "sum", count: 49, first: .whole(.number(0)), last: .whole(.number(2352)))],
        calls: [
          [
            CellTrace.Step(
              line: 3, source: "  return 2 * x",
              values: [TracedValue(name: "", count: 49, first: .whole(.number(0)), last: .whole(.number(96)))])
          ]
        ]),
      CellTrace.Step(line: 12, source: "}"),
      CellTrace.Step(
        line: 13, source: "let image28 = Tensor(repeating: 0, shape: [28, 28]).padded(by: 2)",
        values: [TracedValue(name: "image28", first: .beginning(shape: [32, 32], scalars: [0, 0, 0]))]),
    ])

  private func text(width: Int, _ trace: CellTrace = correlation) -> String {
    TraceText(style: Style(width: width), width: width).lines(trace).joined(separator: "\n")
  }

  @Test("values stand beside their lines, tables beneath, calls indented, and it all fits 60 columns")
  func narrow() {
    #expect(
      text(width: 60) == """
         8 │ let image = Tensor("1 2 / 3 4")
           │     image:
           │      1  2
           │      3  4
         9 │
        10 │ for i in 0..<49 {              i × 49: first 0, last 48
        11 │   sum += twice(i)          sum × 49: first 0, last 2352
         3 │   ┆ return 2 * x                × 49: first 0, last 96
        12 │ }
        13 │ let image28 = Tensor(repeating: 0, shape: [28, ↩
           │     28]).padded(by: 2)  image28 = (32 × 32: 0, 0, 0, …)
        """)
  }

  @Test("on a wide terminal more of it stands side by side")
  func wide() {
    #expect(text(width: 120).contains(".padded(by: 2)  image28 = (32 × 32: 0, 0, 0, …)"))
  }

  @Test("a table that changes is shown as it was first and last")
  func tables() {
    let tensor = { (scalar: Double) in
      Trace.Snapshot.whole(.tensor(shape: [2, 2], scalars: Array(repeating: scalar, count: 4)))
    }
    let trace = CellTrace(steps: [
      CellTrace.Step(
        line: 1, source: "map[y, x] = sum",
        values: [
          TracedValue(name: "", count: 4, first: .whole(.number(5)), last: .unseen),
          TracedValue(name: "map", count: 4, first: tensor(0), last: tensor(7)),
        ])
    ])
    #expect(
      text(width: 60, trace) == """
        1 │ map[y, x] = sum
          │     × 4: first 5, last …
          │     map × 4:
          │     first   last
          │      0  0    7  7
          │      0  0    7  7
        """)
  }

  @Test("a cell's own letters cannot command the terminal, and no line of a table is wider than the page")
  func hostile() {
    let trace = CellTrace(steps: [
      CellTrace.Step(
        line: 1, source: "let a = \"\u{1B}[31m\"",
        values: [
          TracedValue(name: "a", first: .words("\u{1B}[31m")),
          TracedValue(name: "t", first: .whole(.tensor(shape: [1, 40], scalars: Array(repeating: 1000, count: 40)))),
        ])
    ])
    let lines = text(width: 60, trace).split(separator: "\n")
    #expect(!lines.contains { $0.contains("\u{1B}") })
    #expect(lines.allSatisfy { $0.count <= 60 })
  }

  @Test("a cell that could not be traced says so, and one that gave more than fits too")
  func notes() {
    #expect(text(width: 80, CellTrace(steps: [])) == "no trace: the compiler cannot make this code report its values")
    #expect(text(width: 80, CellTrace(steps: [], isCut: true)).hasPrefix("no trace"))
    let cut = CellTrace(steps: [CellTrace.Step(line: 1, source: "a")], isCut: true)
    #expect(text(width: 80, cut) == "1 │ a\n… and more: a trace holds only so much")
  }
}
