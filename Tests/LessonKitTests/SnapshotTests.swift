import LessonKit
import LessonWire
import MiniCNN
import Testing

@Suite("What a trace keeps of a value")
struct SnapshotTests {
  private struct Stride {
    var step = 2
    var offsets = [0, 1]
  }

  private enum Border {
    case same
    case valid(Int)
  }

  @Test("small values are kept whole")
  func whole() {
    #expect(snapshot(of: 7) == .whole(.number(7)))
    #expect(snapshot(of: 0.5) == .whole(.number(0.5)))
    #expect(snapshot(of: "edge") == .whole(.string("edge")))
    #expect(snapshot(of: Tensor("1 2 / 3 4")) == .whole(.tensor(shape: [2, 2], scalars: [1, 2, 3, 4])))
    #expect(snapshot(of: [3, 4]) == .whole(.tensor(shape: [2], scalars: [3, 4])))
    #expect(snapshot(of: Int?.none) == .whole(.nothing))
    #expect(snapshot(of: Tensor?.some(Tensor([5]))) == .whole(.tensor(shape: [1], scalars: [5])))
    #expect(snapshot(of: (1, "two")) == .whole(.list([.number(1), .string("two")])))
    #expect(snapshot(of: Tensor(repeating: 0, shape: [28, 28, 6]).shape) == .whole(.shape([28, 28, 6])))
  }

  @Test("of a large array the shape and the first numbers are kept, of a long text its beginning")
  func beginnings() {
    let image = Tensor(repeating: 3, shape: [28, 28])
    #expect(snapshot(of: image) == .beginning(shape: [28, 28], scalars: Array(repeating: 3, count: 8)))
    #expect(snapshot(of: Array(0..<1000)) == .beginning(shape: [1000], scalars: [0, 1, 2, 3, 4, 5, 6, 7]))
    #expect(
      snapshot(of: String(repeating: "ab", count: 500)) == .whole(.string(String(repeating: "ab", count: 100) + "…")))
  }

  @Test("a whole number that a Double would round is kept digit by digit")
  func wholeNumbers() throws {
    let large = Value.integer(try #require(LargeInteger("4052555153018976267")))
    #expect(snapshot(of: 4_052_555_153_018_976_267) == .whole(large))
    #expect(snapshot(of: [1, 4_052_555_153_018_976_267]) == .whole(.list([.number(1), large])))
  }

  @Test("a value of a lesson's own type is told in words, without running any code of the lesson's")
  func words() {
    #expect(snapshot(of: Stride()) == .words("Stride(step: 2, offsets: [0, 1])"))
    #expect(snapshot(of: Border.same) == .words("same"))
    #expect(snapshot(of: Border.valid(3)) == .words("valid(3)"))
    #expect(snapshot(of: [Stride(step: 1, offsets: [])]) == .words("[Stride(step: 1, offsets: [])]"))
  }
}
