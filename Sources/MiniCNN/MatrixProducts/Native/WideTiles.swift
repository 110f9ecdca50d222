// The product without OpenBLAS for processors that compute four doubles or eight floats at a time. It is C: of Swift only a whole module can be
// compiled for such a processor. Declared by hand, since whoever compiles a cell would need the header of a C module that is imported here.

@_extern(c, "ctiles_are_there")
package func areWideTilesThere() -> Bool

@_extern(c, "ctiles_multiply_doubles")
private func multiplyDoubles(
  _ a: UnsafePointer<Double>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Double>, _ bRow: Int, _ bColumn: Int,
  _ c: UnsafeMutablePointer<Double>, _ cRow: Int, _ rows: Int, _ columns: Int, _ depth: Int, _ isAdded: Bool
) -> Bool

@_extern(c, "ctiles_multiply_floats")
private func multiplyFloats(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ rows: Int, _ columns: Int, _ depth: Int, _ isAdded: Bool
) -> Bool

extension Double {
  /// The product, as `multiply` has it.
  /// - Returns: Whether the processor can; if not, nothing was done.
  package static func multiplyByTiles(
    _ a: Block<Double>, _ b: Block<Double>, into c: MutableBlock<Double>, rows: Int, columns: Int, depth: Int,
    isAdded: Bool
  ) -> Bool {
    multiplyDoubles(
      a.start, a.down, a.across, b.start, b.down, b.across, c.start, c.stride, rows, columns, depth, isAdded)
  }
}

extension Float {
  package static func multiplyByTiles(
    _ a: Block<Float>, _ b: Block<Float>, into c: MutableBlock<Float>, rows: Int, columns: Int, depth: Int,
    isAdded: Bool
  ) -> Bool {
    multiplyFloats(
      a.start, a.down, a.across, b.start, b.down, b.across, c.start, c.stride, rows, columns, depth, isAdded)
  }
}

extension Block {
  /// How far apart two rows are, and two columns.
  fileprivate var down: Int { isTransposed ? 1 : stride }
  fileprivate var across: Int { isTransposed ? stride : 1 }
}
