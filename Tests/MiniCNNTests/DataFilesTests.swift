import MiniCNN
import Testing

/// The header of an IDX file of unsigned bytes.
private func idxHeader(_ sizes: [UInt32], type: UInt8 = 8) -> [UInt8] {
  [0, 0, type, UInt8(sizes.count)] + sizes.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 255) } }
}

@Suite("MNIST's files")
struct DataMNISTTests {
  private let folder: TemporaryFolder
  private let images = idxHeader([3, 2, 4]) + (0..<24).map { UInt8($0 * 11) }
  private let labels = idxHeader([3]) + [7, 0, 9]

  init() throws { folder = try TemporaryFolder() }

  @Test("images and labels come in the file's order, from 0 to 1")
  func reading() throws {
    let digits = try LabelledImages(
      mnistImages: folder.file("images", images), labels: folder.file("labels", labels))
    #expect(digits.images.shape == [3, 2, 4, 1])
    #expect(digits.images.scalars == (0..<24).map { Double($0 * 11) / 255 })
    #expect(digits.labels == [7, 0, 9])
    #expect(digits.classes == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
  }

  @Test("only as many examples as wanted", arguments: [(0, 0), (2, 2), (3, 3), (100, 3), (-1, 0)])
  func limited(limit: Int, count: Int) throws {
    let digits = try LabelledImages(
      mnistImages: folder.file("images", images), labels: folder.file("labels", labels), limit: limit)
    #expect(digits.images.shape == [count, 2, 4, 1])
    #expect(digits.labels == Array([7, 0, 9].prefix(count)))
  }

  @Test("a file of one, two or three axes keeps its shape and its numbers")
  func anyRank() throws {
    #expect(try Tensor(idx: folder.file("row", idxHeader([3]) + [1, 2, 255])) == Tensor([1, 2, 255]))
    #expect(try Tensor(idx: folder.file("table", idxHeader([2, 2]) + [1, 2, 3, 4])) == Tensor("1 2 / 3 4"))
    #expect(try Tensor(idx: folder.file("images", images)).shape == [3, 2, 4])
  }

  @Test(
    "a faulty file is refused with the place of the fault",
    arguments: [
      ([], 0, "ends inside its header"),
      ([0, 0, 8], 3, "ends inside its header"),
      ([1, 0, 8, 1, 0, 0, 0, 1, 5], 0, "begins with two zeros"),
      ([0x1F, 0x8B, 8, 0], 0, "compressed"),
      (idxHeader([2], type: 13) + [1, 2], 2, "type 13"),
      ([0, 0, 8, 0, 5], 3, "0 axes"),
      ([0, 0, 8, 4] + [UInt8](repeating: 0, count: 16), 3, "4 axes"),
      ([0, 0, 8, 2, 0, 0, 0, 1, 0, 0], 10, "ends inside its header of 12 bytes"),
      (idxHeader([2, 0]), 8, "axis 1 the size 0"),
      (idxHeader([.max, .max, .max]), 8, "impossibly large"),
      (idxHeader([.max, 1 << 31]) + [1], 13, "the file has 13"),
      (idxHeader([2, 2]) + [1, 2, 3], 15, "promises 2 × 2 numbers, a file of 16 bytes, and the file has 15"),
      (idxHeader([2]) + [1, 2, 3], 10, "the file has 11"),
    ] as [([UInt8], Int, String)])
  func faulty(bytes: [UInt8], offset: Int, words: String) throws {
    let path = try folder.file("faulty", bytes)
    let failure = try #require(failure { () throws(FileFailure) in _ = try Tensor(idx: path) })
    #expect(failure.path == path)
    #expect(failure.offset == offset)
    #expect(failure.problem.contains(words), "\(failure)")
    #expect(failure.description.hasPrefix("\(path): byte \(offset): "))
    #expect(failure.description.hasSuffix("; \(failure.advice)"))
  }

  @Test("two files that do not belong together are refused")
  func mismatch() throws {
    let (images, labels) = (try folder.file("images", images), try folder.file("labels", labels))
    let few = try folder.file("few", idxHeader([2]) + [1, 2])
    let wrong = try folder.file("wrong", idxHeader([3]) + [1, 10, 2])
    for (first, second, offset, words) in [
      (images, few, 4, "2 labels for the 3 images"), (images, wrong, 9, "label 10"),
      (labels, images, 3, "has 1"), (images, images, 3, "has 3"),
    ] {
      let failure = failure { () throws(FileFailure) in _ = try LabelledImages(mnistImages: first, labels: second) }
      #expect(failure?.offset == offset)
      #expect(failure?.problem.contains(words) == true, "\(String(describing: failure))")
    }
  }

  @Test("a file that is not there, or is none, is refused")
  func noFile() throws {
    let missing = failure { () throws(FileFailure) in _ = try Tensor(idx: folder.path("missing")) }
    #expect(missing?.description.contains("No such file") == true)
    #expect(missing?.offset == nil)
    for path in [folder.path, "/dev/zero"] {
      let failure = failure { () throws(FileFailure) in _ = try Tensor(idx: path) }
      #expect(failure?.problem.contains("not a file") == true)
    }
  }

  @Test("damage is refused or gives other numbers, but never ends the program", arguments: 1...4)
  func damage(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let labels = try folder.file("labels", labels)
    for copy in damaged(images, copies: 100, generator: &generator) {
      let images = try folder.file("images", copy)
      do throws(FileFailure) {
        let digits = try LabelledImages(mnistImages: images, labels: labels)
        #expect(digits.count == 3)
      } catch {
        #expect(error.offset.map { (0...copy.count).contains($0) } != false)
      }
    }
    let images = try folder.file("images", images)
    for copy in damaged(self.labels, copies: 100, generator: &generator) {
      let labels = try folder.file("labels", copy)
      let digits = try? LabelledImages(mnistImages: images, labels: labels)
      #expect(digits?.labels.allSatisfy((0...9).contains) != false)
    }
  }
}

@Suite("CIFAR-10's files")
struct DataCIFAR10Tests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// An example whose planes are all one number each, but for the top right corner.
  private func example(_ label: UInt8, _ planes: [UInt8]) -> [UInt8] {
    [label] + planes.flatMap { plane in (0..<1024).map { $0 == 31 ? 255 : plane } }
  }

  @Test("the planes of a file become the channels of each pixel")
  func reading() throws {
    let first = try folder.file("1.bin", example(3, [10, 20, 30]) + example(9, [40, 50, 60]))
    let second = try folder.file("2.bin", example(0, [51, 102, 204]))
    let photographs = try LabelledImages(cifar10Batches: [first, second])
    #expect(photographs.images.shape == [3, 32, 32, 3])
    #expect(photographs.labels == [3, 9, 0])
    #expect(photographs.labels.map { photographs.classes[$0] } == ["cat", "truck", "airplane"])
    let image = photographs[2].image
    #expect([image[0, 0, 0], image[0, 0, 1], image[0, 0, 2]] == [0.2, 0.4, 0.8])
    #expect([image[0, 31, 0], image[0, 31, 1], image[0, 31, 2]] == [1, 1, 1])
    #expect(image[31, 0, 1] == 0.4)
    #expect(try LabelledImages(cifar10Batches: [first, second], limit: 2).labels == [3, 9])
  }

  @Test("a short file, a compressed one and a false label are refused")
  func faulty() throws {
    let whole = example(1, [1, 2, 3])
    for (bytes, offset, words) in [
      ([], 0, "whole examples"), (whole + [1], 3074, "whole examples"), (whole.dropLast(), 3072, "whole examples"),
      (whole + example(10, [0, 0, 0]), 3073, "label 10"), ([0x1F, 0x8B], 0, "compressed"),
    ] as [([UInt8], Int, String)] {
      let path = try folder.file("faulty.bin", Array(bytes))
      let failure = failure { () throws(FileFailure) in _ = try LabelledImages(cifar10Batches: [path]) }
      #expect(failure?.offset == offset)
      #expect(failure?.problem.contains(words) == true)
    }
  }

  @Test("damage is refused or gives other pixels, but never ends the program")
  func damage() throws {
    var generator = SeededGenerator(seed: 5)
    for copy in damaged(example(1, [1, 2, 3]) + example(2, [4, 5, 6]), copies: 40, generator: &generator) {
      let path = try folder.file("damaged.bin", copy)
      let photographs = try? LabelledImages(cifar10Batches: [path])
      #expect(photographs.map { $0.count == copy.count / 3073 } != false)
    }
  }
}
