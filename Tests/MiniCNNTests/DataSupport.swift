import MiniCNN
import Testing

import FoundationEssentials

extension SeededGenerator {
  /// A whole number within bounds, both included.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.count)
  }

  /// A tensor of small whole numbers, whose sums are exact.
  mutating func wholeNumbers(_ shape: Shape, in range: ClosedRange<Int> = -9...9) -> Tensor {
    Tensor(shape: shape, scalars: (0..<shape.elementCount).map { _ in Double(integer(in: range)) })
  }
}

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "MiniCNNTests-\(UUID())").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and tells its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }
}

/// What reading something fails with, or `nil` if it succeeds.
func failure(_ body: () throws(FileFailure) -> Void) -> FileFailure? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}

/// Copies of a file's bytes with one change each: cut off at every kind of place, or with some bytes altered at random.
func damaged(_ bytes: [UInt8], copies: Int, generator: inout SeededGenerator) -> [[UInt8]] {
  var result = (0..<Swift.min(bytes.count, 40)).map { Array(bytes.prefix($0)) }
  result += [Array(bytes.dropLast()), bytes + [0], bytes + bytes]
  for _ in 0..<copies {
    result.append(Array(bytes.prefix(generator.integer(below: bytes.count))))
    var copy = bytes
    for _ in 0...generator.integer(below: 4) {
      // Faults in the first bytes, where the header is, are the ones that may mislead.
      let reach = generator.integer(below: 2) == 0 ? Swift.min(32, bytes.count) : bytes.count
      copy[generator.integer(below: reach)] = UInt8(generator.integer(below: 256))
    }
    result.append(copy)
  }
  return result
}
