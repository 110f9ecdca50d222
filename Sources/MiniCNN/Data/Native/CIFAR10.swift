extension LabelledImages {
  /// Reads small photographs of ten kinds of things as CIFAR-10 publishes them, in the "binary version": images of 32 × 32 with three
  /// channels, from 0 to 1.
  ///
  /// Each example is a byte for the label and then the planes red, green and blue of 32 × 32 bytes; see Krizhevsky, "Learning multiple
  /// layers of features from tiny images" (2009).
  /// - Parameters:
  ///   - paths: One or more files, such as `data_batch_1.bin`, unpacked; their examples follow one another.
  ///   - limit: How many examples to keep, from the first; all by default. An image takes 24 KiB of memory.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Throws: If a file cannot be read, is of another kind or damaged.
  public init(
    cifar10Batches paths: [String], limit: Int = .max, file: StaticString = #filePath, line: UInt = #line
  ) throws(FileFailure) {
    guard !paths.isEmpty else { stop("no files of CIFAR-10 are named: give at least one", file, line) }
    var scalars: [Double] = []
    var labels: [Int] = []
    for path in paths {
      let batch = try CIFAR10Batch(path: path)
      for example in 0..<Swift.min(batch.count, Swift.max(0, limit - labels.count)) {
        batch.append(example, to: &scalars)
        labels.append(batch.label(of: example))
      }
    }
    self.init(
      images: Tensor(shape: [labels.count, 32, 32, 3], scalars: scalars), labels: labels,
      classes: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"])
  }
}

/// The bytes of one file, checked.
private struct CIFAR10Batch {
  private static let planeSize = 32 * 32
  private static let exampleSize = 1 + 3 * planeSize
  private let bytes: [UInt8]

  var count: Int { bytes.count / Self.exampleSize }

  init(path: String) throws(FileFailure) {
    bytes = try content(ofFile: path)
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw FileFailure(path, at: 0, "the file is compressed", advice: "unpack it first, with tar -xzf")
    }
    guard !bytes.isEmpty, bytes.count % Self.exampleSize == 0 else {
      throw FileFailure(
        path, at: bytes.count,
        "a file of \(bytes.count) bytes does not hold whole examples of \(Self.exampleSize) bytes",
        advice: "take a data_batch or test_batch file of CIFAR-10's binary version, and get it again if it is one")
    }
    for start in stride(from: 0, to: bytes.count, by: Self.exampleSize) where bytes[start] > 9 {
      throw FileFailure(path, at: start, "the label \(bytes[start]) is none of 0 to 9", advice: renewal)
    }
  }

  func label(of example: Int) -> Int { Int(bytes[example * Self.exampleSize]) }

  /// Appends an image with the channels of each pixel together.
  func append(_ example: Int, to scalars: inout [Double]) {
    let start = example * Self.exampleSize + 1
    for pixel in start..<start + Self.planeSize {
      for plane in 0..<3 { scalars.append(Double(bytes[pixel + plane * Self.planeSize]) / 255) }
    }
  }
}
