extension Tensor {
  /// This image with zeros around it.
  /// - Parameters:
  ///   - count: How many rows and columns are added on each side.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: (height + 2·count) × (width + 2·count), with the channels that the image has.
  public func padded(by count: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3, count >= 0 else {
      stop("cannot pad a tensor of shape \(shape) by \(count): it takes an image and at least 0", file, line)
    }
    var result = Tensor(
      repeating: 0, shape: Shape([height + 2 * count, width + 2 * count] + shape.dropFirst(2)))
    let rowLength = width * channels
    for row in 0..<height {
      let target = ((row + count) * result.width + count) * channels
      result.scalars.replaceSubrange(
        target..<target + rowLength, with: scalars[row * rowLength..<(row + 1) * rowLength])
    }
    return result
  }
}
