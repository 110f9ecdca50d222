import MiniCNN
import Testing

@Suite("Axes of tensors")
struct AxisTests {
  private let image = Tensor(shape: [2, 3, 2], scalars: (0..<12).map(Double.init))

  @Test(
    "sums, means and maxima along an axis",
    arguments: [
      (0, [6, 8, 10, 12, 14, 16], [6, 7, 8, 9, 10, 11], [3, 2]), (1, [6, 9, 24, 27], [4, 5, 10, 11], [2, 2]),
      (2, [1, 5, 9, 13, 17, 21], [1, 3, 5, 7, 9, 11], [2, 3]),
    ] as [(Int, [Double], [Double], Shape)])
  func reduced(axis: Int, sums: [Double], maxima: [Double], shape: Shape) {
    #expect(image.sum(axis: axis) == Tensor(shape: shape, scalars: sums))
    #expect(image.mean(axis: axis) == Tensor(shape: shape, scalars: sums) / Double(image.shape[axis]))
    #expect(image.max(axis: axis) == Tensor(shape: shape, scalars: maxima))
    #expect((-image).max(axis: axis).shape == shape)
  }

  @Test("a NaN is not lost in a maximum")
  func notANumber() {
    #expect(Tensor([[1, .nan], [2, 3]]).max(axis: 1)[0].isNaN)
    #expect(Tensor([[1, .nan], [2, 3]]).max(axis: 0)[0] == 2)
  }

  @Test("what is taken apart along an axis is the same again when joined", arguments: 0..<3)
  func joined(axis: Int) {
    let parts = (0..<image.shape[axis]).map { image.part($0..<$0 + 1, ofAxis: axis) }
    #expect(Tensor(joining: parts, axis: axis) == image)
    #expect(Tensor(joining: [image], axis: axis) == image)
    #expect(image.part(0..<image.shape[axis], ofAxis: axis) == image)
  }

  @Test("parts are rows, columns and channels")
  func parts() {
    let table = Tensor("1 2 3 / 4 5 6")
    #expect(table.part(1..<2) == Tensor([[4, 5, 6]]))
    #expect(table.part(1..<3, ofAxis: 1) == Tensor("2 3 / 5 6"))
    #expect(image.part(1..<2, ofAxis: 2).reshaped(to: [2, 3]) == image.channel(1))
    #expect(Tensor(joining: [table, table], axis: 1) == Tensor("1 2 3 1 2 3 / 4 5 6 4 5 6"))
  }

  @Test("axes in another order")
  func permuted() {
    #expect(Tensor("1 2 3 / 4 5 6").permuted(to: [1, 0]) == Tensor("1 2 3 / 4 5 6").transposed())
    let moved = image.permuted(to: [2, 0, 1])
    for (i, j, k) in [(0, 0, 0), (1, 2, 1), (1, 0, 1)] { #expect(moved[k, i, j] == image[i, j, k]) }
    #expect(moved.permuted(to: [1, 2, 0]) == image)
  }

  @Test("arithmetic in place, magnitudes")
  func inPlace() {
    var tensor = Tensor([1, -2])
    tensor += Tensor([1, 1])
    tensor *= 3
    tensor -= 1
    tensor /= Tensor([5, 2])
    #expect(tensor == Tensor([1, -2]))
    tensor -= tensor
    #expect(tensor == Tensor([0, 0]))
    #expect(abs(Tensor([-1, 2])) == Tensor([1, 2]))
    #expect(abs(-3) == 3)
  }

  @Test("random tensors are the generator's numbers, in order")
  func random() {
    var (one, other) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
    #expect(one.uniformTensor([2, 2], from: -1, to: 1).scalars == (0..<4).map { _ in other.uniform(from: -1, to: 1) })
    #expect(one.normalTensor([3], deviation: 2).scalars == (0..<3).map { _ in other.normal(deviation: 2) })
  }

  @Test("what does not fit stops the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = Tensor("1 2").sum(axis: 1) }
    await #expect(processExitsWith: .failure) { _ = Tensor("1 2 / 3 4").part(1..<3) }
    await #expect(processExitsWith: .failure) { _ = Tensor(joining: [Tensor("1 2"), Tensor("1 2 / 3 4")]) }
    await #expect(processExitsWith: .failure) { _ = Tensor("1 2 / 3 4").permuted(to: [0, 0]) }
    await #expect(processExitsWith: .failure) { _ = Tensor(repeating: 0, shape: [0, 2]).mean(axis: 0) }
  }

  @Test("pictures are cut and mirrored")
  func pictures() {
    let picture = Tensor("1 2 3 / 4 5 6")
    #expect(picture.cropped(rows: 0..<2, columns: 1..<3) == Tensor("2 3 / 5 6"))
    #expect(picture.mirrored() == Tensor("3 2 1 / 6 5 4"))
    #expect(picture.mirrored(upsideDown: true) == Tensor("4 5 6 / 1 2 3"))
    #expect(image.mirrored().channel(1) == image.channel(1).mirrored())
    #expect(image.mirrored(upsideDown: true).mirrored(upsideDown: true) == image)
  }
}
