/// The product of doubles as it is where there is no library; if `isPortable`, by what every processor can do. A benchmark compares them.
package func multiplyDoublesByLoops(
  _ a: Block<Double>, _ b: Block<Double>, into c: MutableBlock<Double>, rows: Int, columns: Int, depth: Int,
  isPortable: Bool
) {
  if !isPortable,
    Double.multiplyByTiles(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: true)
  {
    return
  }
  multiplyByLoops(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: true)
}
