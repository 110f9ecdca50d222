/// A number that matrices are made of: a `Double`, or a `Float` where half as many digits will do.
package protocol MatrixScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// Numbers as they are kept, as those that are computed with.
  static func list(_ numbers: [Double]) -> [Self]
  /// And back.
  static func doubles(_ numbers: [Self]) -> [Double]

  /// The product by the library, as `multiply` has it.
  /// - Returns: Whether there is a library; if not, nothing was done.
  static func multiplyByLibrary(
    _ a: Block<Self>, _ b: Block<Self>, into c: MutableBlock<Self>, rows: Int, columns: Int, depth: Int, isAdded: Bool
  ) -> Bool
}

/// A block of numbers in memory, row by row.
package struct Block<Scalar> {
  var start: UnsafePointer<Scalar>
  /// How many numbers lie between the starts of two rows.
  var stride: Int
  /// Whether rows and columns are to be exchanged.
  var isTransposed: Bool

  package init(start: UnsafePointer<Scalar>, stride: Int, isTransposed: Bool = false) {
    (self.start, self.stride, self.isTransposed) = (start, stride, isTransposed)
  }
}

/// A block that a product is added to.
package struct MutableBlock<Scalar> {
  var start: UnsafeMutablePointer<Scalar>
  var stride: Int

  package init(start: UnsafeMutablePointer<Scalar>, stride: Int) {
    (self.start, self.stride) = (start, stride)
  }
}

/// `C ← C + A · B`, or `C ← A · B`, with C of rows × columns and an inner axis of `depth`.
///
/// On one core: whoever has several computes several products at a time.
package func multiply<Scalar: MatrixScalar>(
  _ a: Block<Scalar>, _ b: Block<Scalar>, into c: MutableBlock<Scalar>, rows: Int, columns: Int, depth: Int,
  isAdded: Bool = true
) {
  guard rows > 0, columns > 0 else { return }
  // Without an inner axis a row may have a stride of 0, which the library refuses.
  if depth > 0,
    Scalar.multiplyByLibrary(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
  {
    return
  }
  multiplyByLoops(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
}

/// The same without a library, for machines that have none.
package func multiplyByLoops<Scalar: MatrixScalar>(
  _ a: Block<Scalar>, _ b: Block<Scalar>, into c: MutableBlock<Scalar>, rows: Int, columns: Int, depth: Int,
  isAdded: Bool
) {
  let (aRow, aColumn) = a.isTransposed ? (1, a.stride) : (a.stride, 1)
  let (bRow, bColumn) = b.isTransposed ? (1, b.stride) : (b.stride, 1)
  for i in 0..<rows {
    let target = c.start + i * c.stride
    if !isAdded { target.update(repeating: 0, count: columns) }
    for k in 0..<depth {
      let factor = a.start[i * aRow + k * aColumn]
      for j in 0..<columns { target[j] += factor * b.start[k * bRow + j * bColumn] }
    }
  }
}
