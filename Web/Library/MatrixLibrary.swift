/// A number of which the processor computes several at a time.
package typealias LaneScalar = SIMDScalar

// Here the loops are all that multiplies matrices.
extension Double {
  package static func multiplyByLibrary(
    _ a: Block<Double>, _ b: Block<Double>, into c: MutableBlock<Double>, rows: Int, columns: Int, depth: Int,
    isAdded: Bool
  ) -> Bool { false }
}
