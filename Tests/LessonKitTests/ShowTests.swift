import LessonKit
import MiniCNN
import Testing

@Suite("What show prints")
struct ShowTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var expected: String

    init(_ name: String, _ value: Any, _ expected: String) {
      (testDescription, text, self.expected) = (name, LessonKit.text(showing: value), expected)
    }
  }

  @Test(
    "numbers are tables, and what is no number is text",
    arguments: [
      Sample("a whole number", 7, "7"),
      Sample("a number without a fraction", 28.0, "28"),
      Sample("a fraction", 1.0 / 3, "0.3333"),
      Sample("not a number", Double.nan, "nan"),
      Sample("a Boolean", true, "true"),
      Sample("a text, without quotation marks", "edge detector", "edge detector"),
      Sample("a shape", Tensor(repeating: 0, shape: [28, 28, 6]).shape, "28 × 28 × 6"),
      Sample("the shape of a number", Shape([]), "scalar"),
      Sample("a row", Tensor([1, 20, -3]), "1  20  -3"),
      Sample("a table", Tensor("1 20 / 300 4"), "   1  20\n 300   4"),
      Sample(
        "an image in colour", Tensor([[[1, 10], [2, 20]]]), "channel 0\n 1  2\n\nchannel 1\n 10  20"),
      Sample("a tensor without numbers", Tensor(repeating: 0, shape: [0, 3]), "empty (0 × 3)"),
      Sample("a list of numbers", [0.9, 0.1], "0.9  0.1"),
      Sample("a list of whole numbers", [3072, 10], "3072  10"),
      Sample("a list of lists of numbers", [[0.5, 1], [10, 2]], "  0.5  1.0\n 10.0  2.0"),
      Sample("a list of lists of whole numbers", [[1, 20], [300, 4]], "   1  20\n 300   4"),
      Sample("lists of different lengths", [[1], [2, 3]], "[[1], [2, 3]]"),
      Sample("a list of lists without numbers", [[Int]()], "[[]]"),
      Sample("a list of tensors", [Tensor("1 2 / 3 4"), Tensor("5 6")], " 1  2\n 3  4\n\n 5  6"),
      Sample("a list of texts", ["dog", "cat"], "[\"dog\", \"cat\"]"),
      Sample("a list of several kinds", [1, "cat", true] as [Any], "[1, \"cat\", true]"),
      Sample("a part of a list", [0.9, 0.1, 0.4].prefix(2), "0.9  0.1"),
      Sample("a part of a list of texts", ["dog", "cat"].suffix(1), "[\"cat\"]"),
      Sample("a list with a gap", [1, nil] as [Double?], "[1, nil]"),
      Sample("a pair", (28, 0.5), "(28, 0.5)"),
    ])
  func text(sample: Sample) {
    #expect(sample.text == sample.expected)
  }

  @Test(
    "an empty list says that it is empty",
    arguments: [
      Sample("of numbers", [Double](), ""), Sample("of whole numbers", [Int](), ""), Sample("of texts", [String](), ""),
      Sample("of tensors", [Tensor](), ""), Sample("of rows", [[Double]](), ""),
      Sample("a part of a list", [1.0].prefix(0), ""),
    ])
  func empty(sample: Sample) {
    #expect(sample.text == "empty (0)")
  }

  @Test(
    "an optional is shown as what it holds",
    arguments: [
      Sample("a whole number", exactOutputSize(input: 7, kernel: 3, stride: 2) as Any, "3"),
      Sample("nothing", exactOutputSize(input: 7, kernel: 3, stride: 3) as Any, "nil"),
      Sample("a table", Optional(Tensor("1 2 / 3 4")) as Any, " 1  2\n 3  4"),
      Sample("a number in two wrappings", Optional(Optional(0.5)) as Any, "0.5"),
      Sample("no table", Optional<Tensor>.none as Any, "nil"),
      Sample("no list", Optional<[Double]>.none as Any, "nil"),
      Sample("a text", "map".first as Any, "m"),
    ])
  func optional(sample: Sample) {
    #expect(sample.text == sample.expected)
  }
}
