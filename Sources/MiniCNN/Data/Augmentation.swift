/// A random change of a training image that leaves its class as it is: so a network sees more than there are images.
public struct Augmentation: Sendable {
  private let change: @Sendable (Tensor, inout SeededGenerator) -> Tensor

  /// - Parameter change: Makes another image of the same shape, height × width × channels; chance comes from the generator alone.
  public init(_ change: @escaping @Sendable (_ image: Tensor, _ random: inout SeededGenerator) -> Tensor) {
    self.change = change
  }

  func changed(_ image: Tensor, _ random: inout SeededGenerator) -> Tensor {
    let result = change(image, &random)
    guard result.shape == image.shape else {
      stop(
        "an augmentation makes \(result.shape) of an image of \(image.shape): both need the same shape", #filePath,
        #line)
    }
    return result
  }

  /// Moves the image by up to so many pixels on each axis, all ways equally likely; what comes in is 0. The same as to pad it and to crop
  /// it at random.
  public static func shift(upTo reach: Int, file: StaticString = #filePath, line: UInt = #line) -> Augmentation {
    guard reach >= 0 else { stop("an image cannot be shifted by up to \(reach) pixels", file, line) }
    return Augmentation { image, random in
      let padded = image.padded(by: reach)
      let (top, left) = (random.integer(below: 2 * reach + 1), random.integer(below: 2 * reach + 1))
      return padded.cropped(rows: top..<top + image.height, columns: left..<left + image.width)
    }
  }

  /// Cuts out a random part with at least a share of the height and width, and brings it back to the image's size.
  public static func crop(
    atLeast share: Double, file: StaticString = #filePath, line: UInt = #line
  ) -> Augmentation {
    guard share > 0, share <= 1 else { stop("a crop keeps a share from above 0 to 1, not \(share)", file, line) }
    return Augmentation { image, random in
      let part = random.uniform(from: share, to: 1)
      let height = max(1, Int((Double(image.height) * part).rounded()))
      let width = max(1, Int((Double(image.width) * part).rounded()))
      let (top, left) = (
        random.integer(below: image.height - height + 1), random.integer(below: image.width - width + 1)
      )
      return image.cropped(rows: top..<top + height, columns: left..<left + width)
        .resized(to: Size(height: image.height, width: image.width))
    }
  }

  /// Mirrors every other image, left for right.
  public static var mirror: Augmentation {
    Augmentation { image, random in random.uniform() < 0.5 ? image.mirrored() : image }
  }

  /// Adds a normal random number to each number.
  public static func noise(
    deviation: Double, file: StaticString = #filePath, line: UInt = #line
  ) -> Augmentation {
    guard deviation >= 0, deviation.isFinite else { stop("noise of \(deviation) makes no sense", file, line) }
    return Augmentation { image, random in image + random.normalTensor(image.shape, deviation: deviation) }
  }
}
