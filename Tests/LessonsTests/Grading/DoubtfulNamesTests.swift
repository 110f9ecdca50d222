import Grading
import Reading
import Testing

@Suite("Names that nothing seems to declare")
struct DoubtfulNamesTests {
  private let names: DoubtfulNames

  init() throws {
    let text = """
      # Maps

      ```swift setup
      let face = Tensor("1 2 / 3 4")
      ```

      ```swift exercise map answer=map
      let map = ___
      ```

      ```swift solution map
      let map = face.crossCorrelated(with: face, stride: 2)
      ```
      """
    names = DoubtfulNames(in: try lesson(text))
  }

  private func areIn(_ source: String) -> Bool {
    names.areIn(Cell(role: .exercise, name: "map", source: source, lines: 1...1, file: "lesson.md"))
  }

  @Test(
    "are seen",
    arguments: [
      "let map = face.crossCorrelated(with: kernel)\n", "let map = fce\n", "let map = logarithm(face)\n",
      "let map = face.crossCorelated(with: face)\n", "let map = face + \"\\(2)\" + eins\n", "let map: Tensr = face\n",
    ])
  func doubtful(source: String) { #expect(areIn(source)) }

  @Test(
    "are not seen in what the lesson, the library, the language or the cell itself declares",
    arguments: [
      "let map = face.maxPooled(size: 2, border: .keep)\n", "let unused = 1\nlet map = face\n",
      "func twice(_ x: Double) -> Double { 2 * x }\nlet map = twice(2)\n", "for i in 0..<3 { print(i) }\n",
      "let map = [1, 2].map { number in number + 1 }\n", "// kernel\nlet map = \"kernel\"\n",
      "let map = -Double.infinity\n",
      "let überall = 2\nlet map = überall\n", "let map = 0x10 + 1e3\n", "",
    ])
  func sure(source: String) { #expect(!areIn(source)) }
}
