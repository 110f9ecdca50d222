import MiniCNN
import Testing

@Suite("Convolution as a product of matrices")
struct PatchesTests {
  @Test("each patch is a column")
  func columns() {
    #expect(
      Tensor("1 2 3 / 4 5 6 / 7 8 9").patches(size: 2)
        == Tensor("1 2 4 5 / 2 3 5 6 / 4 5 7 8 / 5 6 8 9"))
    #expect(Tensor([[[1, 10], [2, 20]]]).patches(size: Size(height: 1, width: 2)) == Tensor("1 / 10 / 2 / 20"))
    #expect(Tensor("1 2 / 3 4").patches(size: 3, padding: 1).row(4) == Tensor([1, 2, 3, 4]))
  }

  @Test("the face's feature map is one row times the patches")
  func face() {
    let face = Tensor(
      """
      0 0 0 0 0 0 0
      0 1 0 0 0 1 0
      0 0 0 0 0 0 0
      0 0 0 1 0 0 0
      0 1 0 0 0 1 0
      0 0 1 1 1 0 0
      0 0 0 0 0 0 0
      """)
    let detector = Tensor("0 0 1 / 1 0 0 / 0 1 1")
    let product = detector.reshaped(to: [1, 9]).multiplied(by: face.patches(size: 3))
    #expect(product.reshaped(to: [5, 5]) == Tensor("0 1 0 0 0 / 0 1 1 1 0 / 1 0 0 2 1 / 1 4 2 1 0 / 0 0 1 2 1"))
  }

  @Test(
    "kernels as rows times patches as columns are the stacked maps of the loops, whatever the shapes", arguments: 0..<40
  )
  func product(seed: UInt64) {
    var random = MiniCNN.SeededGenerator(seed: seed)
    func pick(_ range: ClosedRange<Int>) -> Int { range.lowerBound + random.integer(below: range.count) }
    func numbers(_ shape: Shape) -> Tensor {
      Tensor(shape: shape, scalars: (0..<shape.elementCount).map { _ in Double(pick(-9...9)) })
    }
    let (size, channels, count) = (Size(height: pick(1...4), width: pick(1...4)), pick(1...3), pick(1...4))
    let stride = Size(height: pick(1...3), width: pick(1...3))
    let padding = Size(height: pick(0...2), width: pick(0...2))
    let dilation = Size(height: pick(1...2), width: pick(1...2))
    let image = numbers([2 * size.height + pick(0...5), 2 * size.width + pick(0...5), channels])
    let kernels = numbers([count, size.height, size.width, channels])
    let border = seed % 2 == 0 ? Border.drop : .keep

    let maps = image.crossCorrelated(
      with: kernels, stride: stride, padding: padding, dilation: dilation, border: border)
    let matrix = kernels.reshaped(to: [count, size.height * size.width * channels])
    let patches = image.patches(size: size, stride: stride, padding: padding, dilation: dilation, border: border)
    #expect(matrix.multiplied(by: patches) == maps.reshaped(to: [maps.height * maps.width, count]).transposed())
  }

  @Test("the product by the library equals that by loops", arguments: [63, 64, 65, 130])
  func library(size: Int) {
    var random = MiniCNN.SeededGenerator(seed: 1)
    let one = Tensor(shape: [size, 70], scalars: (0..<size * 70).map { _ in Double(random.integer(below: 19) - 9) })
    let other = Tensor(shape: [70, size], scalars: (0..<size * 70).map { _ in Double(random.integer(below: 19) - 9) })
    let product = one.multiplied(by: other)
    for (i, j) in [(0, 0), (size - 1, 0), (1, size - 1), (size / 2, size / 3)] {
      #expect(product[i, j] == (0..<70).reduce(0) { $0 + one[i, $1] * other[$1, j] })
    }
  }
}
