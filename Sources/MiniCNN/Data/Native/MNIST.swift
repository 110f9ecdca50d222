extension LabelledImages {
  /// Reads handwritten digits as MNIST publishes them: a file of images and a file of labels, both unpacked. The images get
  /// one channel, from 0 for the paper to 1 for the ink.
  ///
  /// See LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition" (1998). In the original the
  /// images are 28 × 28; files of other sizes are read as well.
  /// - Parameters:
  ///   - imagePath: The file of images, such as `train-images-idx3-ubyte`.
  ///   - labelPath: The file of labels, such as `train-labels-idx1-ubyte`.
  ///   - limit: How many examples to keep, from the first; all by default. An image of 28 × 28 takes 6 KiB of memory.
  /// - Throws: If a file cannot be read, is of another kind or damaged, or the two do not belong together.
  public init(mnistImages imagePath: String, labels labelPath: String, limit: Int = .max) throws(FileFailure) {
    let images = try IDXFile(path: imagePath)
    guard images.sizes.count == 3 else {
      throw FileFailure(
        imagePath, at: 3, "images have 3 axes, count × height × width, and this file has \(images.sizes.count)",
        advice: "give the file of images first and that of labels second")
    }
    let labels = try IDXFile(path: labelPath)
    guard labels.sizes.count == 1 else {
      throw FileFailure(
        labelPath, at: 3, "labels have 1 axis, and this file has \(labels.sizes.count)",
        advice: "give the file of images first and that of labels second")
    }
    guard labels.sizes == [images.sizes[0]] else {
      throw FileFailure(
        labelPath, at: 4, "there are \(labels.sizes[0]) labels for the \(images.sizes[0]) images of \(imagePath)",
        advice: "take two files of one set")
    }
    if let place = labels.bytes[labels.start...].firstIndex(where: { $0 > 9 }) {
      throw FileFailure(
        labelPath, at: place, "the label \(labels.bytes[place]) is none of 0 to 9", advice: renewal)
    }
    let count = Swift.min(images.sizes[0], Swift.max(0, limit))
    let (height, width) = (images.sizes[1], images.sizes[2])
    self.init(
      images: Tensor(
        shape: [count, height, width, 1],
        scalars: images.bytes[images.start..<images.start + count * height * width].map { Double($0) / 255 }),
      labels: labels.bytes[labels.start..<labels.start + count].map(Int.init),
      classes: (0...9).map(String.init))
  }
}
