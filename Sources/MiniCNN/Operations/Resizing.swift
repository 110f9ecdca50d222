/// How numbers between those of a picture are found.
public enum Resizing: Hashable, Sendable {
  /// The nearest number.
  case nearest
  /// The four nearest numbers, each the more the nearer it is: straight lines in between, along rows and columns.
  case bilinear
}

extension Tensor {
  /// This picture in another size.
  ///
  /// Pixel i of the new axis has its middle at `(i + ½)·old/new − ½` of the old one, as most libraries have it; what lies beyond the border
  /// is like the border. With `.nearest`, it is pixel `⌊i·old/new⌋`.
  /// - Parameters:
  ///   - size: The new height and width.
  ///   - method: How numbers in between are found.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Height × width as asked for, with the channels that the picture has.
  public func resized(
    to size: Size, method: Resizing = .bilinear, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3, !scalars.isEmpty, size.height > 0, size.width > 0 else {
      stop("cannot bring a tensor of shape \(shape) to \(size): it takes an image with at least one pixel", file, line)
    }
    let plan = ResizingPlan(from: Size(height: height, width: width), to: size, channels: channels, method)
    return Tensor(
      unchecked: Shape([size.height, size.width] + shape.dropFirst(2)), plan.resized(scalars, count: 1))
  }

  /// A part of this picture.
  /// - Parameters:
  ///   - rows: From which row to which, from 0.
  ///   - columns: From which column to which, from 0.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: As many rows and columns, with the channels that the picture has.
  public func cropped(
    rows: Range<Int>, columns: Range<Int>, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3 else {
      stop("an image is height × width or height × width × channels, not \(shape)", file, line)
    }
    return part(rows, ofAxis: 0, file: file, line: line).part(columns, ofAxis: 1, file: file, line: line)
  }

  /// This picture in a mirror: its left is its right, or its top its bottom.
  public func mirrored(
    upsideDown isUpsideDown: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3 else {
      stop("an image is height × width or height × width × channels, not \(shape)", file, line)
    }
    let (width, channels) = (self.width, self.channels)
    return Tensor(shape: shape) { place in
      let (pixel, channel) = place.quotientAndRemainder(dividingBy: channels)
      let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
      let source = isUpsideDown ? (height - 1 - row) * width + column : row * width + width - 1 - column
      return scalars[source * channels + channel]
    }
  }
}

/// From which numbers each of a resized picture is made.
struct ResizingPlan {
  private let from: Size
  private let to: Size
  private let channels: Int
  private let rows: [Neighbours]
  private let columns: [Neighbours]

  /// Two places on an axis, and the weight of the second.
  private struct Neighbours {
    var first: Int
    var second: Int
    var share: Double
  }

  init(from: Size, to: Size, channels: Int, _ method: Resizing) {
    (self.from, self.to, self.channels) = (from, to, channels)
    rows = Self.neighbours(from.height, to.height, method)
    columns = Self.neighbours(from.width, to.width, method)
  }

  private static func neighbours(_ old: Int, _ new: Int, _ method: Resizing) -> [Neighbours] {
    (0..<new).map { index in
      switch method {
      case .nearest:
        let place = index * old / new
        return Neighbours(first: place, second: place, share: 0)
      case .bilinear:
        let middle = max(0, (Double(index) + 0.5) * Double(old) / Double(new) - 0.5)
        let first = min(Int(middle), old - 1)
        return Neighbours(first: first, second: min(first + 1, old - 1), share: middle - Double(first))
      }
    }
  }

  func resized(_ images: [Double], count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count * to.height * to.width * channels)
    forEachShare(count: count) { source, target, share in
      for channel in 0..<channels { result[target + channel] += images[source + channel] * share }
    }
    return result
  }

  /// The gradient with respect to the images.
  func givenBack(_ upstream: [Double], count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count * from.height * from.width * channels)
    forEachShare(count: count) { source, target, share in
      for channel in 0..<channels { result[source + channel] += upstream[target + channel] * share }
    }
    return result
  }

  private func forEachShare(count: Int, _ body: (_ source: Int, _ target: Int, _ share: Double) -> Void) {
    for index in 0..<count {
      for (i, row) in rows.enumerated() {
        for (j, column) in columns.enumerated() {
          let target = ((index * to.height + i) * to.width + j) * channels
          for (y, vertical) in [(row.first, 1 - row.share), (row.second, row.share)] where vertical != 0 {
            for (x, horizontal) in [(column.first, 1 - column.share), (column.second, column.share)]
            where horizontal != 0 {
              body(((index * from.height + y) * from.width + x) * channels, target, vertical * horizontal)
            }
          }
        }
      }
    }
  }
}
