import MiniCNN
import Testing

@Suite("Drawn digits")
struct DataDrawnDigitsTests {
  @Test("digits are images of one channel between 0 and 1", arguments: [8, 28, 32])
  func shape(size: Int) {
    let digits = LabelledImages.drawnDigits(count: 25, size: size, seed: 2)
    #expect(digits.images.shape == [25, size, size, 1])
    #expect(digits.images.scalars.allSatisfy { (0...1).contains($0) })
    #expect(digits.classes == (0...9).map(String.init))
  }

  @Test("every ten digits are 0 to 9, in an order of their own")
  func balance() {
    let labels = LabelledImages.drawnDigits(count: 40, seed: 3).labels
    let tens = stride(from: 0, to: 40, by: 10).map { Array(labels[$0..<$0 + 10]) }
    #expect(tens.allSatisfy { $0.sorted() == Array(0...9) })
    #expect(Set(tens).count > 1)
  }

  @Test("a seed gives the same digits, and more of them begin with the same ones")
  func seeds() {
    let digits = LabelledImages.drawnDigits(count: 30, seed: 4)
    #expect(LabelledImages.drawnDigits(count: 30, seed: 4) == digits)
    #expect(LabelledImages.drawnDigits(count: 100, seed: 4).prefix(30) == digits)
    #expect(LabelledImages.drawnDigits(count: 30, seed: 5) != digits)
    #expect(LabelledImages.drawnDigits(count: 0).count == 0)
  }

  @Test("the pictures are the same to the last bit on every platform")
  func fingerprint() {
    let bits = LabelledImages.drawnDigits(count: 20, seed: 1).images.scalars.map(\.bitPattern)
    let fingerprint = bits.reduce(0) { ($0 &* 31) &+ $1 }
    #expect(fingerprint == 12_147_518_761_296_540_330)
  }

  @Test("the ink keeps off the edge, and there is neither too little nor too much of it")
  func margins() {
    let digits = LabelledImages.drawnDigits(count: 200, seed: 6)
    for index in 0..<200 {
      let image = digits[index].image
      let edge = (0..<28).flatMap { [image[0, $0, 0], image[27, $0, 0], image[$0, 0, 0], image[$0, 27, 0]] }
      #expect(edge.allSatisfy { $0 < 0.2 })
      #expect((0.02...0.4).contains(image.mean()))
      #expect(image.max() > 0.7)
    }
  }

  @Test("the digits differ by class, and yet within a class too much for comparing them with a mean")
  func variety() {
    let (training, heldOut) = LabelledImages.drawnDigits(count: 1500, seed: 7).split(heldOut: 500)
    var means = [Tensor](repeating: Tensor(repeating: 0, shape: training.imageShape), count: 10)
    for index in 0..<training.count {
      let (image, label) = training[index]
      means[label] = means[label] + image
    }
    means = means.map { $0 / 100 }
    let right = (0..<heldOut.count).filter { index in
      let distances = means.map { mean in (heldOut[index].image - mean).map { $0 * $0 }.sum() }
      return (-Tensor(distances)).argmax() == heldOut[index].label
    }
    let share = Double(right.count) / Double(heldOut.count)
    #expect((0.5...0.9).contains(share))
  }

  @Test("negative counts and sizes that nobody can read stop the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = LabelledImages.drawnDigits(count: -1) }
    await #expect(processExitsWith: .failure) { _ = LabelledImages.drawnDigits(count: 1, size: 7) }
  }
}
