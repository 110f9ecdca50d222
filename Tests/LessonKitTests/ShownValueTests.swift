import LessonKit
import LessonWire
import MiniCNN
import Testing

@Suite("What show sends")
struct ShownValueTests {
  typealias Content = ShownValue.Content

  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var found: Content
    var expected: Content

    init(_ name: String, _ value: Any, _ expected: Content) {
      (testDescription, found, self.expected) = (name, shownValue(of: value).content, expected)
    }
  }

  private static func tensor(_ shape: [Int], _ scalars: [Double]) -> Content {
    .tensors([ShownValue.NumberArray(shape: shape, scalars: scalars)])
  }

  @Test(
    "what is printed as a table is numbers, what is drawn is what is drawn, and everything else its text",
    arguments: [
      Sample("a number", 3.5, .number(3.5)),
      Sample("a whole number", 7, .number(7)),
      Sample("one that a Double does not hold", 2_000_000_000_000_001, .text("2000000000000001")),
      Sample("a Boolean", true, .text("true")),
      Sample("a text", "edge", .text("edge")),
      Sample("a shape", Shape([3, 3]), .text("3 × 3")),
      Sample("an optional", Optional(2.0) as Any, .number(2)),
      Sample("nothing", Optional<Double>.none as Any, .text("nil")),
      Sample("a tensor", Tensor("1 2 / 3 4"), tensor([2, 2], [1, 2, 3, 4])),
      Sample("a list of numbers", [1.0, 2], tensor([2], [1, 2])),
      Sample("a part of a list", [1.0, 2].suffix(1), tensor([1], [2])),
      Sample("whole numbers", [1, 2], tensor([2], [1, 2])),
      Sample("rows", [[1.0], [2]], tensor([2, 1], [1, 2])),
      Sample("rows of whole numbers", [[1], [2]], tensor([2, 1], [1, 2])),
      Sample("an empty list", [Double](), tensor([0], [])),
      Sample("lists of different lengths", [[1], [2, 3]], .text("[[1], [2, 3]]")),
      Sample(
        "numbers of which a Double does not hold one", [[1, 2_000_000_000_000_001]],
        .table(.init(rows: [[.init("1"), .init("2000000000000001")]]))),
      Sample(
        "several tensors", [Tensor("1"), Tensor("2")],
        .tensors([.init(shape: [1], scalars: [1]), .init(shape: [1], scalars: [2])])),
      Sample(
        "pictures", Picture(title: "t", [.init(Tensor("1 / 0"), caption: "c")], range: 0...2),
        .picture(
          .init(
            title: "t", panels: [.init(caption: "c", numbers: .init(shape: [2, 1], scalars: [1, 0]))], range: 0...2))),
      Sample(
        "a map that is drawn", picture(of: Tensor("1 / 0"), range: 0...2),
        .picture(
          .init(title: "", panels: [.init(caption: "", numbers: .init(shape: [2, 1], scalars: [1, 0]))], range: 0...2))),
      Sample(
        "channels that are drawn", picture(of: Tensor([[[1, 10], [2, 20]]]), range: nil),
        .picture(
          .init(
            title: "",
            panels: [
              .init(caption: "channel 0", numbers: .init(shape: [1, 2], scalars: [1, 2])),
              .init(caption: "channel 1", numbers: .init(shape: [1, 2], scalars: [10, 20])),
            ], range: nil))),
      Sample(
        "nothing that is drawn", picture(of: Tensor(repeating: 0, shape: [0, 3]), range: nil),
        .picture(.init(title: "", panels: [], range: nil))),
      Sample(
        "a plot", Plot(["a": [1, 2], "b": []], scale: .logarithmic),
        .plot(.init(series: [.init(name: "a", numbers: [1, 2]), .init(name: "b", numbers: [])], isLogarithmic: true))),
      Sample(
        "a confusion matrix, its mistakes marked",
        ConfusionMatrix(of: Tensor([[1.0, 0], [1, 0]]), labels: [0, 1], classes: ["cat", "dog"]),
        .table(
          .init(
            header: ["cat", "dog"], rowTitles: ["cat", "dog"],
            rows: [[.init("1"), .init("0")], [.init("1", isMarked: true), .init("0")]]))),
    ])
  func content(sample: Sample) {
    #expect(sample.found == sample.expected)
  }

  @Test(
    "a value that is too large is only text",
    arguments: [
      Tensor(repeating: 0, shape: [100_000]), [[Double]](repeating: [0], count: 100_000),
      [Int](repeating: 0, count: 100_000),
      String(repeating: "a", count: 1 << 20),
    ] as [any Sendable])
  func tooLarge(value: any Sendable) {
    #expect(shownValue(of: value, title: "t").bounded == ShownValue(title: "t", .omitted))
  }

  @Test("the printed text of a plot and of a confusion matrix is what their functions give")
  func texts() {
    let numbers = [3.0, 2, 1.5]
    #expect(text(showing: Plot(["loss": numbers])) == linePlot(["loss": numbers]))
    let confusion = ConfusionMatrix(of: Tensor([[1.0, 0], [1, 0]]), labels: [0, 1])
    #expect(text(showing: confusion) == confusion.table)
  }
}
