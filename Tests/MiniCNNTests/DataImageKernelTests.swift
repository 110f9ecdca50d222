import MiniCNN
import Testing

@Suite("Image kernels")
struct DataImageKernelTests {
  /// A bright square on a dark ground.
  private let square = Tensor("10 10 10 10 10 / 10 90 90 90 10 / 10 90 90 90 10 / 10 90 90 90 10 / 10 10 10 10 10")

  @Test("the kernels are those of the curriculum")
  func weights() {
    #expect(ImageKernel.sharpen.weights == Tensor("0 -1 0 / -1 5 -1 / 0 -1 0"))
    #expect(ImageKernel.edgeEnhance.weights == Tensor("0 0 0 / -1 1 0 / 0 0 0"))
    #expect(ImageKernel.emboss.weights == Tensor("-2 -1 0 / -1 1 1 / 0 1 2"))
    #expect(ImageKernel.sobelVertical.weights == Tensor("1 0 -1 / 2 0 -2 / 1 0 -1"))
    #expect(ImageKernel.sobelHorizontal.weights == Tensor("1 2 1 / 0 0 0 / -1 -2 -1"))
    #expect(ImageKernel.boxBlur(5).weights == Tensor(repeating: 1.0 / 25, shape: [5, 5]))
  }

  @Test(
    "kernels whose weights sum to 1 keep an even surface", arguments: [.sharpen, .emboss, .boxBlur(3)] as [ImageKernel])
  func evenSurface(kernel: ImageKernel) {
    let result = Tensor(repeating: 100, shape: [9, 9]).filtered(by: kernel)
    for row in 1..<8 { for column in 1..<8 { #expect(abs(result[row, column] - 100) < 1e-9) } }
  }

  @Test(
    "kernels whose weights sum to 0 make it black",
    arguments: [.edgeEnhance, .sobelVertical, .sobelHorizontal] as [ImageKernel])
  func blackSurface(kernel: ImageKernel) {
    let result = Tensor(repeating: 100, shape: [9, 9]).filtered(by: kernel)
    for row in 1..<8 { for column in 1..<8 { #expect(result[row, column] == 0) } }
  }

  @Test("edges are found in their own direction, from bright to dark, and clipped")
  func edges() {
    let vertical = square.filtered(by: .sobelVertical)
    #expect(vertical.row(2) == Tensor([0, 0, 0, 255, 255]))
    #expect(square.filtered(by: .sobelHorizontal) == vertical.transposed())
    #expect(square.filtered(by: .edgeEnhance).row(2) == Tensor([10, 80, 0, 0, 0]))
  }

  @Test("sharpening overdoes the corners, and blurring takes them down")
  func corners() {
    #expect(square.filtered(by: .sharpen)[1, 1] == 250)
    #expect(abs(square.filtered(by: .boxBlur(3))[1, 1] - 410.0 / 9) < 1e-9)
    #expect(square.filtered(by: .boxBlur(1)) == square)
  }

  @Test(
    "each channel is filtered on its own",
    arguments: [.emboss, .boxBlur(5), .init(Tensor([[1, 0, 2]]))] as [ImageKernel])
  func channels(kernel: ImageKernel) {
    let picture = Tensor(stacking: [square, square.transposed() * 0.5, square + 7])
    let result = picture.filtered(by: kernel)
    #expect(result.shape == picture.shape)
    for index in 0..<3 { #expect(result.channel(index) == picture.channel(index).filtered(by: kernel)) }
  }

  @Test("grey is the brightness that the eye sees")
  func grey() {
    let grey = Tensor([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9]]]).grey()
    #expect(grey.shape == [1, 4])
    for (value, expected) in zip(grey.scalars, [76.245, 149.685, 29.07, 9]) { #expect(abs(value - expected) < 1e-9) }
  }

  @Test("a clipped NaN is still seen")
  func clipping() {
    let clipped = Tensor([-1, 3, 9, .nan]).clipped(to: 0...5)
    #expect(Array(clipped.scalars.prefix(3)) == [0, 3, 5])
    #expect(clipped.scalars[3].isNaN)
  }

  @Test("kernels without a middle and pictures that are none stop the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = ImageKernel(Tensor("1 2 / 3 4")) }
    await #expect(processExitsWith: .failure) { _ = ImageKernel.boxBlur(4) }
    await #expect(processExitsWith: .failure) { _ = Tensor([1, 2, 3]).filtered(by: .sharpen) }
    await #expect(processExitsWith: .failure) { _ = Tensor("1 2 / 3 4").grey() }
  }
}

@Suite("The landscape")
struct DataLandscapeTests {
  @Test("the picture is in colour, of the wanted size", arguments: [(256, 384), (20, 20), (1, 1)])
  func shape(height: Int, width: Int) {
    let picture = Tensor.landscape(height: height, width: width)
    #expect(picture.shape == [height, width, 3])
    #expect(picture.scalars.allSatisfy { (0...255).contains($0) && $0 == $0.rounded() })
  }

  @Test("it is the same picture everywhere")
  func fingerprint() {
    let picture = Tensor.landscape(height: 64, width: 96)
    let fingerprint = picture.scalars.reduce(0) { ($0 * 31 + Int($1)) % 1_000_003 }
    #expect(fingerprint == 40_778)
  }

  @Test("the sun is yellow, the sky blue, the meadow green and the roof red")
  func colours() {
    let picture = Tensor.landscape()
    func colour(_ row: Int, _ column: Int) -> [Double] { (0..<3).map { picture[row, column, $0] } }
    #expect(colour(48, 299) == [255, 240, 170])
    #expect(colour(30, 200)[2] > colour(30, 200)[0] + 50)
    #expect(colour(205, 340)[1] > colour(205, 340)[2] + 40)
    #expect(colour(125, 100)[0] > colour(125, 100)[1] + 40)
  }

  @Test("it has something for every kernel")
  func contrast() {
    let picture = Tensor.landscape().grey()
    #expect(picture.filtered(by: .sobelVertical).mean() > 10)
    #expect(picture.filtered(by: .sobelHorizontal).mean() > 10)
    #expect((picture.filtered(by: .sharpen) - picture).map(abs).mean() > 10)
    #expect((picture.filtered(by: .boxBlur(5)) - picture).map(abs).mean() > 5)
  }

  @Test("sizes beyond reason stop the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.landscape(height: 0, width: 5) }
    await #expect(processExitsWith: .failure) { _ = Tensor.landscape(height: .max, width: .max) }
  }
}
