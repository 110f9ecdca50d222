import LessonKit
import LessonWire
import MiniCNN
import Testing

@Suite("Values as they travel")
struct WireValueTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var value: Value
    var expected: Value

    init(_ name: String, _ value: Any, _ expected: Value) {
      (testDescription, self.value, self.expected) = (name, wireValue(of: value), expected)
    }
  }

  private struct Layer { var filters = 6 }

  private enum Pet { case dog }

  private static func integer(_ digits: String) -> Value { LargeInteger(digits).map(Value.integer) ?? .nothing }

  @Test(
    "single values",
    arguments: [
      Sample("a whole number", 28, .number(28)),
      Sample("a small whole number", UInt8(255), .number(255)),
      Sample("the largest whole number", UInt64.max, integer("18446744073709551615")),
      Sample("the least", Int.min, integer("-9223372036854775808")),
      Sample("in 128 bits", Int128.max, integer("170141183460469231731687303715884105727")),
      Sample("the largest that is a Double", 999_999_999_999_999, .number(999_999_999_999_999)),
      Sample("the next", 1_000_000_000_000_000, integer("1000000000000000")),
      Sample("a fraction", 0.25, .number(0.25)),
      Sample("a fraction in fewer bits", Float(0.25), .number(0.25)),
      Sample("infinity", Double.infinity, .number(.infinity)),
      Sample("true, which is not 1", true, .boolean(true)),
      Sample("a text", "edge", .string("edge")),
      Sample("a part of a text", "edge".dropFirst(), .string("dge")),
      Sample("a letter", Character("e"), .string("e")),
      Sample("a shape", Tensor(repeating: 0, shape: [28, 28, 6]).shape, .shape([28, 28, 6])),
      Sample("a shape without axes", Shape([]), .shape([])),
    ])
  func single(sample: Sample) {
    #expect(sample.value == sample.expected)
  }

  @Test(
    "tensors and lists of numbers",
    arguments: [
      Sample("a tensor", Tensor("1 2 / 3 4"), .tensor(shape: [2, 2], scalars: [1, 2, 3, 4])),
      Sample(
        "kernels", Tensor(repeating: 1, shape: [2, 1, 1, 2]), .tensor(shape: [2, 1, 1, 2], scalars: [1, 1, 1, 1])),
      Sample("a tensor without numbers", Tensor([[Double]]()), .tensor(shape: [0, 0], scalars: [])),
      Sample("a tensor without axes", Tensor(shape: [], scalars: [3]), .tensor(shape: [], scalars: [3])),
      Sample("a row", [0.9, 0.1], .tensor(shape: [2], scalars: [0.9, 0.1])),
      Sample("a table", [[1.0, 2], [3, 4], [5, 6]], .tensor(shape: [3, 2], scalars: [1, 2, 3, 4, 5, 6])),
      Sample("a part of a row", [0.9, 0.1, 0.4].prefix(2), .tensor(shape: [2], scalars: [0.9, 0.1])),
      Sample("a row of another list type", ContiguousArray([1.0, 2]), .tensor(shape: [2], scalars: [1, 2])),
      Sample("whole numbers", [1, 2], .list([.number(1), .number(2)])),
      Sample(
        "a table of whole numbers", [[1, 2], [3, 4]],
        .list([.list([.number(1), .number(2)]), .list([.number(3), .number(4)])])),
      Sample(
        "ragged rows", [[1.0], [2.0, 3.0]],
        .list([.tensor(shape: [1], scalars: [1]), .tensor(shape: [2], scalars: [2, 3])])),
      Sample("a row without numbers in a list", [[Double]()], .list([.tensor(shape: [0], scalars: [])])),
      Sample(
        "an image as nested lists", [[[1.0, 10], [2, 20]]],
        .list([.tensor(shape: [2, 2], scalars: [1, 10, 2, 20])])),
    ])
  func numbers(sample: Sample) {
    #expect(sample.value == sample.expected)
  }

  @Test("an empty list is an empty row, whatever it could have held")
  func emptyLists() {
    let empty = Value.tensor(shape: [0], scalars: [])
    #expect(wireValue(of: [Double]()) == empty)
    #expect(wireValue(of: [Int]()) == empty)
    #expect(wireValue(of: [String]()) == empty)
    #expect(wireValue(of: [Tensor]()) == empty)
    #expect(wireValue(of: [Double]().prefix(3)) == empty)
  }

  @Test(
    "lists of other things, and tuples",
    arguments: [
      Sample("texts", ["dog", "cat"], .list([.string("dog"), .string("cat")])),
      Sample("Booleans", [true, false], .list([.boolean(true), .boolean(false)])),
      Sample(
        "tensors", [Tensor([1]), Tensor([2])],
        .list([.tensor(shape: [1], scalars: [1]), .tensor(shape: [1], scalars: [2])])),
      Sample(
        "several kinds", [1, "cat", [true]] as [Any], .list([.number(1), .string("cat"), .list([.boolean(true)])])),
      Sample("a pair", (28, "pixels"), .list([.number(28), .string("pixels")])),
      Sample("a pair with titles", (height: 3, width: 2), .list([.number(3), .number(2)])),
      Sample(
        "a list of pairs", [("dog", 0.95), ("cat", 0.05)],
        .list([.list([.string("dog"), .number(0.95)]), .list([.string("cat"), .number(0.05)])])),
      Sample("a part of a list of texts", ["dog", "cat"].suffix(1), .list([.string("cat")])),
    ])
  func lists(sample: Sample) {
    #expect(sample.value == sample.expected)
  }

  @Test(
    "an optional travels as what it holds",
    arguments: [
      Sample("a whole number", exactOutputSize(input: 7, kernel: 3) as Any, .number(5)),
      Sample("nothing", exactOutputSize(input: 7, kernel: 3, stride: 3) as Any, .nothing),
      Sample("a tensor", Optional(Tensor([1])) as Any, .tensor(shape: [1], scalars: [1])),
      Sample("no tensor", Optional<Tensor>.none as Any, .nothing),
      Sample("two wrappings", Optional(Optional(true)) as Any, .boolean(true)),
      Sample("a list with a gap", [1, nil] as [Double?], .list([.number(1), .nothing])),
      Sample("a list without one", [1, 2] as [Double?], .tensor(shape: [2], scalars: [1, 2])),
    ])
  func optionals(sample: Sample) {
    #expect(sample.value == sample.expected)
  }

  @Test(
    "what cannot be compared travels as its type's name",
    arguments: [
      Sample("a structure", Layer(), .other(type: "Layer")),
      Sample("a case", Pet.dog, .other(type: "Pet")),
      Sample("a set, which has no order", Set([1]), .other(type: "Set<Int>")),
      Sample("a dictionary", ["dog": 1], .other(type: "Dictionary<String, Int>")),
      Sample("nothing at all", (), .other(type: "()")),
    ])
  func others(sample: Sample) {
    #expect(sample.value == sample.expected)
  }

  @Test("lists of any depth travel")
  func deep() {
    let nested = (0..<5).reduce([1.5] as [Any]) { list, _ in [list] }
    var expected = Value.tensor(shape: [1, 1], scalars: [1.5])
    for _ in 0..<4 { expected = .list([expected]) }
    #expect(wireValue(of: nested) == expected)
  }
}
