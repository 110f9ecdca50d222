import MiniCNN
import Testing

@Suite("Labelled images")
struct DataLabelledImagesTests {
  /// Seven images of one pixel, whose value tells their place.
  private let seven = LabelledImages(
    images: Tensor(shape: [7, 1, 1, 1], scalars: (0..<7).map { Double($0) / 10 }), labels: [0, 1, 2, 0, 1, 2, 0],
    classes: ["a", "b", "c"])

  private func places(_ images: LabelledImages) -> [Int] { images.images.scalars.map { Int(($0 * 10).rounded()) } }

  @Test("one example is an image with its label")
  func example() {
    #expect(seven.count == 7)
    #expect(seven.imageShape == [1, 1, 1])
    #expect(seven[4].image == Tensor(shape: [1, 1, 1], scalars: [0.4]))
    #expect(seven[4].label == 1)
  }

  @Test("parts keep images and labels together")
  func parts() {
    #expect(places(seven.prefix(3)) == [0, 1, 2])
    #expect(seven.prefix(100) == seven)
    #expect(seven.prefix(0).count == 0)
    let (training, heldOut) = seven.split(heldOut: 2)
    #expect(places(training) == [0, 1, 2, 3, 4])
    #expect(places(heldOut) == [5, 6])
    #expect(heldOut.labels == [2, 0])
  }

  @Test("batches cover everything, the last with what is left", arguments: [1, 2, 3, 6, 7, 8, Int.max])
  func batches(size: Int) {
    let batches = seven.batches(of: size)
    #expect(batches.flatMap(places) == Array(0..<7))
    #expect(batches.dropLast().allSatisfy { $0.count == size })
    #expect(batches.last?.count == (7 % size == 0 ? size : 7 % size))
  }

  @Test("no images make no batches")
  func empty() {
    #expect(seven.prefix(0).batches(of: 3).isEmpty)
    #expect(seven.prefix(0).shuffled(seed: 1).count == 0)
  }

  @Test("shuffling keeps every image with its label, and a seed gives one order")
  func shuffling() {
    let shuffled = seven.shuffled(seed: 3)
    #expect(places(shuffled) != Array(0..<7))
    #expect(places(shuffled).sorted() == Array(0..<7))
    #expect(shuffled.labels == places(shuffled).map { $0 % 3 })
    #expect(shuffled == seven.shuffled(seed: 3))
    #expect(shuffled != seven.shuffled(seed: 4))
  }

  @Test("the targets have a 1 in the column of the right class")
  func targets() {
    #expect(seven.prefix(4).targets == Tensor("1 0 0 / 0 1 0 / 0 0 1 / 1 0 0"))
  }

  @Test("what does not fit together stops the program")
  func stops() async {
    await #expect(processExitsWith: .failure) {
      _ = LabelledImages(images: Tensor(repeating: 0, shape: [1, 2, 2]), labels: [0], classes: ["a"])
    }
    await #expect(processExitsWith: .failure) {
      _ = LabelledImages(images: Tensor(repeating: 0, shape: [2, 1, 1, 1]), labels: [0], classes: ["a"])
    }
    await #expect(processExitsWith: .failure) {
      _ = LabelledImages(images: Tensor(repeating: 0, shape: [1, 1, 1, 1]), labels: [1], classes: ["a"])
    }
  }
}
