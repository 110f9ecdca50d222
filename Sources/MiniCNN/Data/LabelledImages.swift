/// Images of one size, each with the class that it belongs to: what a network learns from and is tested on.
public struct LabelledImages: Equatable, Sendable {
  /// Count × height × width × channels, with values from 0 to 1.
  public let images: Tensor
  /// For each image the number of its class.
  public let labels: [Int]
  /// The names of the classes, by their numbers.
  public let classes: [String]

  /// Puts images and labels together.
  /// - Parameters:
  ///   - images: Count × height × width × channels.
  ///   - labels: One number an image, each the place of a class.
  ///   - classes: The names of the classes.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    images: Tensor, labels: [Int], classes: [String], file: StaticString = #filePath, line: UInt = #line
  ) {
    guard images.shape.rank == 4 else {
      stop("labelled images are count × height × width × channels, not \(images.shape)", file, line)
    }
    guard images.shape[0] == labels.count else {
      stop(
        "\(labels.count) labels for images of shape \(images.shape): each of the \(images.shape[0]) takes one", file,
        line)
    }
    if let label = labels.first(where: { !classes.indices.contains($0) }) {
      stop("the label \(label) is none of the \(classes.count) classes, which count from 0", file, line)
    }
    (self.images, self.labels, self.classes) = (images, labels, classes)
  }

  /// How many images there are.
  public var count: Int { labels.count }

  /// The shape of each image: height × width × channels.
  public var imageShape: Shape { Shape(Array(images.shape.dropFirst())) }

  /// One image, height × width × channels, and the number of its class.
  public subscript(index: Int, file file: StaticString = #filePath, line line: UInt = #line) -> (
    image: Tensor, label: Int
  ) {
    guard labels.indices.contains(index) else {
      stop("no image \(index) among \(count); they count from 0", file, line)
    }
    return (images.row(index, file: file, line: line), labels[index])
  }

  /// What a perfect network would say, count × classes: 1 for the right class and 0 for the others ("one-hot").
  public var targets: Tensor {
    var targets = Tensor(repeating: 0, shape: [count, classes.count])
    for (row, label) in labels.enumerated() { targets.scalars[row * classes.count + label] = 1 }
    return targets
  }
}

// MARK: - Parts

extension LabelledImages {
  /// The images from one place to another.
  public subscript(range: Range<Int>, file file: StaticString = #filePath, line line: UInt = #line) -> LabelledImages {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      stop("no images \(range) among \(count); they count from 0", file, line)
    }
    let size = imageShape.elementCount
    let part = images.scalars[range.lowerBound * size..<range.upperBound * size]
    return LabelledImages(
      images: Tensor(shape: Shape([range.count] + imageShape), scalars: Array(part)), labels: Array(labels[range]),
      classes: classes)
  }

  /// The first images, or all if there are fewer.
  public func prefix(_ length: Int, file: StaticString = #filePath, line: UInt = #line) -> LabelledImages {
    guard length >= 0 else { stop("cannot take \(length) images: it is at least 0", file, line) }
    return self[0..<Swift.min(length, count)]
  }

  /// Holds the last images back, to test on what was not learned from. Shuffle first if the order means something.
  public func split(
    heldOut: Int, file: StaticString = #filePath, line: UInt = #line
  ) -> (training: LabelledImages, heldOut: LabelledImages) {
    guard (0...count).contains(heldOut) else { stop("cannot hold \(heldOut) of \(count) images out", file, line) }
    return (self[0..<count - heldOut], self[count - heldOut..<count])
  }

  /// The same images in an order that the seed determines.
  public func shuffled(seed: UInt64) -> LabelledImages {
    var generator = SeededGenerator(seed: seed)
    return shuffled(using: &generator)
  }

  /// The same images in random order.
  public func shuffled(using generator: inout SeededGenerator) -> LabelledImages {
    let size = imageShape.elementCount
    let order = generator.shuffledIndices(count: count)
    var scalars: [Double] = []
    scalars.reserveCapacity(images.scalars.count)
    for index in order { scalars += images.scalars[index * size..<(index + 1) * size] }
    return LabelledImages(
      images: Tensor(shape: images.shape, scalars: scalars), labels: order.map { labels[$0] }, classes: classes)
  }

  /// The images in groups of one size, in their order; the last group may be smaller.
  /// - Complexity: O(1); each group is copied when it is asked for.
  public func batches(of size: Int, file: StaticString = #filePath, line: UInt = #line) -> Batches {
    guard size > 0 else { stop("a batch of \(size) images makes no sense: it has at least 1", file, line) }
    return Batches(whole: self, size: size)
  }

  /// Groups of images, each a value of its own.
  public struct Batches: RandomAccessCollection, Sendable {
    fileprivate let whole: LabelledImages
    fileprivate let size: Int

    /// The number of the first group.
    public var startIndex: Int { 0 }
    /// How many groups there are.
    public var endIndex: Int { whole.count / size + (whole.count % size == 0 ? 0 : 1) }

    /// One group, counted from 0.
    public subscript(index: Int) -> LabelledImages {
      guard indices.contains(index) else { stop("no batch \(index) among \(count)", #filePath, #line) }
      // A size near the largest number would overflow.
      return whole[index * size..<index * size + Swift.min(size, whole.count - index * size)]
    }
  }
}
