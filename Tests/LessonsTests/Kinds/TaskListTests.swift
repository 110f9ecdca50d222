import Reading
import Testing

@Suite("Lists that are ticked, and lines that are moved")
struct TaskListTests {
  @Test(
    "However a box is ticked",
    arguments: [
      ("- [x] a", true), ("- [X] a", true), ("* [x] a", true), ("+ [x] a", true), ("1. [x] a", true),
      ("  - [x]  a", true),
      ("- [ x ] a", true), ("- [x ] a", true), ("- [✓] a", true), ("- \\[x\\] a", true), ("-[x] a", true),
      ("- [x]a", true), ("— [x] a", true), ("[x] a", true), ("- ☑ a", true), ("- ✅ a", true), ("- [xx] a", true),
      ("- [yes] a", true), ("- ☐ a", false), ("- [\u{200B}] a", false), ("- [-] a", false), ("- [?] a", false),
      ("- [ ] a", false), ("- ［x］ a", true), ("- ［ｘ］a", true), ("- ［　］ a", false), ("- [x］ a", true),
      ("- [] a", false), ("- [  ] a", false), ("- [\u{A0}] a", false), ("- a", false),
    ])
  func ticks(_ line: String, _ isTicked: Bool) {
    #expect(TaskList(line).items.map(\.isTicked) == [isTicked])
    #expect(TaskList(line).items.map(\.text) == ["a"])
  }

  @Test("A mark that may mean yes or no is told from both, and words in brackets may go on with a line")
  func unclear() {
    #expect(TaskList("- [-] a\n- [✗] b\n").items.map(\.box) == [.unclear("-"), .unclear("✗")])
    #expect(TaskList("- [ ] a\n[2] b\n").items.map(\.text) == ["a [2] b"])
    #expect(TaskList("- [ ] a\n[x] b\n").ticked == [2])
  }

  @Test("An option that an editor has broken over lines is one")
  func rewrapped() {
    let list = TaskList("- [ ] the height\n  and   the width\n- [x] the\nstride\n")
    #expect(list.items.map(\.text) == ["the height and the width", "the stride"])
    #expect(list.ticked == [2])
  }

  @Test("Lines above a line of hyphens are used")
  func parted() {
    let lines = OrderedLines("a {\n\tb\n---\nc\n")
    #expect(lines.answer.map(\.text) == ["a {", "b"])
    #expect(lines.unused.map(\.text) == ["c"])
    #expect(lines.code == "a {\n\tb\n")
    #expect(OrderedLines.depths(of: lines.answer) == [0, 1])
  }

  @Test("How wide a step of indentation is does not matter")
  func depths() {
    let narrow = OrderedLines("a\n  b\n    c\n  d\ne\n").answer
    let wide = OrderedLines("a\n    b\n\t\tc\n    d\ne\n").answer
    #expect(OrderedLines.depths(of: narrow) == [0, 1, 2, 1, 0])
    #expect(OrderedLines.depths(of: wide) == OrderedLines.depths(of: narrow))
  }
}
