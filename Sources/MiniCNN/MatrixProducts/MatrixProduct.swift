/// A factor of a product of matrices, held in an array.
struct Factor {
  var scalars: [Double]
  /// How many columns the array has, before any exchange of rows and columns.
  var columns: Int
  var isTransposed: Bool

  init(_ scalars: [Double], _ columns: Int, isTransposed: Bool = false) {
    (self.scalars, self.columns, self.isTransposed) = (scalars, columns, isTransposed)
  }
}

/// `C ← C + A · B`, with C of rows × columns and an inner axis of `depth`.
func product(
  _ a: Factor, _ b: Factor, addedTo c: inout [Double], rows: Int, columns: Int, depth: Int
) {
  c.withUnsafeMutableBufferPointer { c in
    a.scalars.withUnsafeBufferPointer { aStart in
      b.scalars.withUnsafeBufferPointer { bStart in
        guard let target = c.baseAddress, let left = aStart.baseAddress, let right = bStart.baseAddress else { return }
        multiply(
          Block(start: left, stride: a.columns, isTransposed: a.isTransposed),
          Block(start: right, stride: b.columns, isTransposed: b.isTransposed),
          into: MutableBlock(start: target, stride: columns), rows: rows, columns: columns, depth: depth)
      }
    }
  }
}
