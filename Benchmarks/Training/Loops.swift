// MiniCNN's product without a library, beside three plain loops: what it was before, and what anyone would write first.

import MiniCNN

/// `C ← C + A · B` for matrices whose rows follow each other, either of them perhaps transposed.
@inline(never)
func multiplyPlainly(
  _ a: UnsafePointer<Double>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Double>, _ bRow: Int, _ bColumn: Int,
  into c: UnsafeMutablePointer<Double>, rows: Int, columns: Int, depth: Int
) {
  for i in 0..<rows {
    let target = c + i * columns
    for k in 0..<depth {
      let factor = a[i * aRow + k * aColumn]
      for j in 0..<columns { target[j] += factor * b[k * bRow + j * bColumn] }
    }
  }
}

/// The products of the CIFAR-10 demonstration's middle convolution and of its dense layer, and one of two squares.
private let products: [(name: String, rows: Int, columns: Int, depth: Int, a: Bool, b: Bool)] = [
  ("map", 256, 20, 80, false, false), ("kernels' gradient", 80, 20, 256, true, false),
  ("image's gradient", 256, 80, 20, false, false), ("dense layer", 4, 10, 320, false, true),
  ("square", 512, 512, 512, false, false), ("square, transposed", 512, 512, 512, false, true),
]

/// Prints for each product, once a round, its name, the seconds of the plain loops, and those of the library's.
func compareLoops(rounds: Int) {
  for _ in 0..<rounds {
    for product in products {
      let (rows, columns, depth) = (product.rows, product.columns, product.depth)
      let (a, b) = (randomTensor([rows * depth], seed: 1).scalars, randomTensor([depth * columns], seed: 2).scalars)
      var (old, new) = ([Double](repeating: 0, count: rows * columns), [Double](repeating: 0, count: rows * columns))
      let (aStride, bStride) = (product.a ? rows : depth, product.b ? depth : columns)
      let repeats = max(1, 40_000_000 / (rows * columns * depth))
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let left = a.baseAddress, let right = b.baseAddress else { return }
          old.withUnsafeMutableBufferPointer { c in
            guard let target = c.baseAddress else { return }
            let time = seconds {
              for _ in 0..<repeats {
                multiplyPlainly(
                  left, product.a ? 1 : depth, product.a ? rows : 1, right, product.b ? 1 : columns,
                  product.b ? depth : 1, into: target, rows: rows, columns: columns, depth: depth)
              }
            }
            print("\(product.name): \(time / Double(repeats))", terminator: " ")
          }
          new.withUnsafeMutableBufferPointer { c in
            guard let target = c.baseAddress else { return }
            let time = seconds {
              for _ in 0..<repeats {
                multiplyByLoops(
                  Block(start: left, stride: aStride, isTransposed: product.a),
                  Block(start: right, stride: bStride, isTransposed: product.b),
                  into: MutableBlock(start: target, stride: columns), rows: rows, columns: columns, depth: depth,
                  isAdded: true)
              }
            }
            print(time / Double(repeats))
          }
        }
      }
    }
  }
}
