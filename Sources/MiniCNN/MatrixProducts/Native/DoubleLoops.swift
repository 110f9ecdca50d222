/// The product of the loops for doubles, compiled for just these: as it is where there is no library. A benchmark compares it.
package func multiplyDoublesByLoops(
  _ a: Block<Double>, _ b: Block<Double>, into c: MutableBlock<Double>, rows: Int, columns: Int, depth: Int
) {
  multiplyByLoops(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: true)
}
