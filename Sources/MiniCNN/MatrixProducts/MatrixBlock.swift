/// A number that matrices are made of: a `Double`, or a `Float` where half as many digits will do.
package protocol MatrixScalar: BinaryFloatingPoint, LaneScalar, Sendable {
  /// Numbers as they are kept, as those that are computed with.
  static func list(_ numbers: [Double]) -> [Self]
  /// And back.
  static func doubles(_ numbers: [Self]) -> [Double]

  /// Adds numbers times a factor to a sum.
  static func add(_ lanes: SIMD4<Self>, times factor: Self, to sum: inout SIMD4<Self>)
  /// Adds numbers times a factor for each to a sum.
  static func add(_ lanes: SIMD4<Self>, times factors: SIMD4<Self>, to sum: inout SIMD4<Self>)
  static func sum(_ one: SIMD4<Self>, _ other: SIMD4<Self>) -> SIMD4<Self>

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
