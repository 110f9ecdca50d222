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

  @Test(
    "letters of East Asia and emoji take two columns",
    arguments: [
      ("map", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("합성곱", 6), ("\u{1112}\u{1161}\u{11AB}", 2), ("5 × 5 × 3", 9),
      ("特徴", 4),
      ("カーネル", 8), ("ＲＧＢ", 6), ("🐕", 2), ("✔️ 1", 4), ("→ − ∗ Σ", 7), ("\u{1B}[31m고양이\u{1B}[0m", 6),
    ])
  func wideLetters(text: String, columns: Int) {
    #expect(visibleWidth(text) == columns)
  }

  @Test("titles in Korean line up with the numbers as well")
  func wideTitles() {
    let table = TextTable(rows: [row("1", "2"), row("3", "4")], header: ["개", "고양이"], rowTitles: ["하나", "b"])
    #expect(
      table.lines() == [
        "      개  고양이",
        "하나   1       2",
        "b      3       4",
      ])
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

  @Test("of many channels the first and the last are shown, with their number")
  func manyChannels() {
    let lines = TensorText(shape: [6, 1, 1, 10], scalars: (0..<60).map(Double.init)).lines()
    let titles = lines.filter { $0.contains("channel ") }
    #expect(titles.count == 16)
    #expect((titles.first, titles.last) == ("0, channel 0", "5, channel 9"))
    #expect(lines.contains("…"))
    #expect(lines.last == "(60 channels, shortened)")
    #expect(lines[lines.count - 3] == " 59")
  }

  @Test("the channels of several images are each image's own")
  func images() {
    let lines = TensorText(shape: [2, 1, 2, 2], scalars: [1, 10, 2, 20, 3, 30, 4, 40], marked: [7]).lines()
    #expect(
      lines == [
        "0, channel 0", " 1  2", "", "0, channel 1", " 10  20", "",
        "1, channel 0", " 3  4", "", "1, channel 1", " 30 [40]",
      ])
  }

  @Test("long numbers leave room for fewer columns", arguments: [1.5, -123_456.789, 1e-8, -1e300, .nan, .infinity])
  func longNumbers(number: Double) {
    let lines = TensorText(shape: [2, 200], scalars: Array(repeating: number, count: 400)).lines()
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.count <= 120 })
    #expect(lines.last == "(2 × 200, shortened)")
  }

  @Test(
    "a tensor without numbers says so, with its shape",
    arguments: [
      ([0], "empty (0)"), ([0, 3], "empty (0 × 3)"), ([2, 0, 3], "empty (2 × 0 × 3)"),
      ([2, 2, 2, 0], "empty (2 × 2 × 2 × 0)"),
    ])
  func empty(shape: [Int], text: String) {
    #expect(TensorText(shape: shape, scalars: []).lines() == [text])
  }
}
