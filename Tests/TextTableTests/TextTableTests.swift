import Testing
import TextTable

@Suite("Text tables")
struct TextTableTests {
  private func row(_ texts: String..., marking marked: Set<Int> = []) -> [TextTable.Cell] {
    texts.enumerated().map { TextTable.Cell($1, isMarked: marked.contains($0)) }
  }

  @Test("columns are aligned right, and a marked cell has brackets where others have blanks")
  func marks() {
    let table = TextTable(rows: [row("1", "10", "-3", marking: [1]), row("200", "4", "5", marking: [2])])
    #expect(table.lines() == ["   1 [10] -3", " 200   4 [ 5]"])
  }

  @Test("a mark is dressed after everything is aligned")
  func dressedMarks() {
    let table = TextTable(rows: [row("7", "8", marking: [0])])
    #expect(table.lines { "\u{1B}[31m\($0)\u{1B}[0m" } == ["\u{1B}[31m[7]\u{1B}[0m 8"])
  }

  @Test("titles of columns and rows line up with the numbers")
  func titles() {
    let table = TextTable(
      rows: [row("1", "2"), row("10", "20")], header: ["dog", "cat"], rowTitles: ["NN1", "network 2"])
    #expect(
      table.lines() == [
        "           dog  cat",
        "NN1          1    2",
        "network 2   10   20",
      ])
  }

  @Test("rows of different lengths, and none at all, are no trouble")
  func ragged() {
    #expect(TextTable(rows: [row("1"), row("2", "3")]).lines() == [" 1", " 2  3"])
    #expect(TextTable(rows: []).lines() == [])
  }

  @Test("blocks stand side by side, whatever colours are in them")
  func blocks() {
    let coloured = ["\u{1B}[31mred\u{1B}[0m", "a"]
    #expect(sideBySide([coloured, ["x", "y", "z"]], gap: 2) == ["\u{1B}[31mred\u{1B}[0m  x", "a    y", "     z"])
    #expect(visibleWidth(coloured[0]) == 3)
  }
}

@Suite("Tensors as tables")
struct TensorTextTests {
  @Test("a number and a row take one line")
  func oneLine() {
    #expect(TensorText(shape: [], scalars: [0.5]).lines() == [" 0.5"])
    #expect(TensorText(shape: [3], scalars: [1, 2, 30]).lines() == [" 1  2  30"])
  }

  @Test("the channels of an image stand one below the other")
  func channels() {
    let lines = TensorText(shape: [2, 2, 2], scalars: [1, 10, 2, 20, 3, 30, 4, 40], marked: [3]).lines()
    #expect(lines == ["channel 0", " 1  2", " 3  4", "", "channel 1", " 10 [20]", " 30  40"])
  }

  @Test("several kernels are numbered")
  func kernels() {
    let lines = TensorText(shape: [2, 1, 1, 1], scalars: [5, 6]).lines()
    #expect(lines == ["0, channel 0", " 5", "", "1, channel 0", " 6"])
  }

  @Test("large tables are shown by their ends, with their size")
  func shortened() {
    let lines = TensorText(shape: [100, 60], scalars: Array(repeating: 7, count: 6000)).lines()
    #expect(lines.count == 42)
    #expect(lines.contains { $0.contains("…") })
    #expect(lines.last == "(100 × 60, shortened)")
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test("a tensor without numbers says so", arguments: [[0], [0, 3], [2, 0, 3]])
  func empty(shape: [Int]) {
    #expect(TensorText(shape: shape, scalars: []).lines().first?.hasPrefix("empty (0") == (shape[0] == 0))
  }
}
