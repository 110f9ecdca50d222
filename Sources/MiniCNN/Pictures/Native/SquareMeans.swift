extension Tensor {
  /// This map in means over squares, those cut off at the right and at the bottom included.
  ///
  /// Unlike average pooling it takes squares larger than the map.
  /// - Parameter side: The height and width of a square.
  /// - Returns: The map's height and width divided by it, rounded up.
  func squareMeans(of side: Int) -> Tensor {
    let rows = stride(from: 0, to: height, by: side).map { top in
      stride(from: 0, to: width, by: side).map { left in
        let (bottom, right) = (Swift.min(top + side, height), Swift.min(left + side, width))
        let count = Double((bottom - top) * (right - left))
        var mean = 0.0
        for row in top..<bottom {
          // Divided first, or the sum of very large numbers would be infinite.
          for column in left..<right { mean += scalars[row * width + column] / count }
        }
        return mean
      }
    }
    return Tensor(rows)
  }
}
