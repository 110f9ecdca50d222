/// A file of unsigned bytes in the IDX format, in which the MNIST digits are published.
///
/// Two zeros, the type of the numbers (8: unsigned bytes), the number of axes, for each axis its size in four bytes, the most
/// significant first, and then the numbers in row-major order; see LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
struct IDXFile {
  let path: String
  /// One to three sizes, each at least 1.
  let sizes: [Int]
  let bytes: [UInt8]
  /// Where in the bytes the numbers begin.
  let start: Int

  /// Reads a file and checks its header against its length.
  init(path: String) throws(FileFailure) {
    self.path = path
    bytes = try content(ofFile: path)
    let rank = try Self.checkedRank(bytes, path)
    start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw FileFailure(path, at: bytes.count, "the file ends inside its header of \(start) bytes", advice: renewal)
    }
    var sizes: [Int] = []
    var expected = start
    var product = 1
    for axis in 0..<rank {
      let place = 4 + 4 * axis
      let size = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard size > 0 else {
        throw FileFailure(path, at: place, "the header gives axis \(axis) the size 0", advice: renewal)
      }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      let (length, isTooLong) = next.addingReportingOverflow(start)
      guard !overflow, !isTooLong else {
        throw FileFailure(path, at: place, "the sizes in the header are impossibly large", advice: renewal)
      }
      (product, expected) = (next, length)
      sizes.append(size)
    }
    guard bytes.count == expected else {
      let claim = sizes.map(String.init).joined(separator: " × ")
      throw FileFailure(
        path, at: min(bytes.count, expected),
        "the header promises \(claim) numbers, a file of \(expected) bytes, and the file has \(bytes.count)",
        advice: renewal)
    }
    self.sizes = sizes
  }

  private static func checkedRank(_ bytes: [UInt8], _ path: String) throws(FileFailure) -> Int {
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw FileFailure(path, at: 0, "the file is compressed", advice: "unpack it first, with gunzip")
    }
    for (place, byte) in bytes.prefix(2).enumerated() where byte != 0 {
      throw FileFailure(
        path, at: place, "an IDX file begins with two zeros, and this one has \(byte) there", advice: anotherFile)
    }
    guard bytes.count >= 4 else {
      throw FileFailure(path, at: bytes.count, "the file ends inside its header", advice: renewal)
    }
    guard bytes[2] == 8 else {
      throw FileFailure(
        path, at: 2, "the numbers are of type \(bytes[2]); only unsigned bytes, type 8, can be read",
        advice: anotherFile)
    }
    guard (1...3).contains(bytes[3]) else {
      throw FileFailure(
        path, at: 3, "the header announces \(bytes[3]) axes; 1 to 3 can be read", advice: anotherFile)
    }
    return Int(bytes[3])
  }
}

/// What to do about a file that is damaged.
let renewal = "the file is damaged, so get it again"
/// What to do about a file that is of another kind.
let anotherFile = "check that it is the file you meant"

extension Tensor {
  /// Reads a file of unsigned bytes in the IDX format, with one to three axes, as numbers from 0 to 255.
  ///
  /// They keep the file's shape: MNIST's images are count × height × width.
  /// - Parameter path: The file, unpacked.
  /// - Throws: If the file cannot be read, is of another kind or damaged.
  public init(idx path: String) throws(FileFailure) {
    let file = try IDXFile(path: path)
    self.init(shape: Shape(file.sizes), scalars: file.bytes[file.start...].map(Double.init))
  }
}
