// MiniCNN's products without OpenBLAS, beside three plain loops: what they were before, and what anyone would write first.

import Glibc
import MiniCNN

/// `C ← C + A · B` for matrices of which it is said how far apart two rows and two columns are.
@inline(never)
private func multiplyPlainly(
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

private struct Product {
  var name: String
  var rows: Int, columns: Int, depth: Int
  var aIsTransposed = false, bIsTransposed = false

  /// The three products of a convolution of the CIFAR-10 demonstration's network, its middle one; that of its dense layer; and large ones.
  static let all = [
    Product(name: "map", rows: 256, columns: 20, depth: 80),
    Product(name: "kernels' gradient", rows: 80, columns: 20, depth: 256, aIsTransposed: true),
    Product(name: "image's gradient", rows: 256, columns: 80, depth: 20),
    Product(name: "dense layer", rows: 4, columns: 10, depth: 320, bIsTransposed: true),
    Product(name: "square", rows: 512, columns: 512, depth: 512),
    Product(name: "square, transposed", rows: 512, columns: 512, depth: 512, bIsTransposed: true),
  ]

  var multiplications: Int { rows * columns * depth }
}

/// The time that this process's threads have computed, in seconds: waiting for a processor is none of it.
private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Prints for each product how many times as fast as the plain loops those are that every processor can do, and those that this one takes:
/// the medians of so many rounds, in which the three take turns, with the least and the most. Then the billions of multiplications a second.
func compareLoops(rounds: Int) {
  print("tiles for AVX2 and FMA: \(areWideTilesThere() ? "yes" : "no")")
  for product in Product.all {
    let (rows, columns, depth) = (product.rows, product.columns, product.depth)
    let (a, b) = (randomTensor([rows * depth], seed: 1).scalars, randomTensor([depth * columns], seed: 2).scalars)
    var c = [Double](repeating: 0, count: rows * columns)
    let repeats = max(1, 4_000_000 / product.multiplications)
    var times: [(plain: Double, portable: Double, taken: Double)] = []
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          guard let left = a.baseAddress, let right = b.baseAddress, let target = c.baseAddress else { return }
          let first = Block(
            start: left, stride: product.aIsTransposed ? rows : depth, isTransposed: product.aIsTransposed)
          let second = Block(
            start: right, stride: product.bIsTransposed ? depth : columns, isTransposed: product.bIsTransposed)
          let result = MutableBlock(start: target, stride: columns)
          func time(_ multiply: () -> Void) -> Double {
            let start = processorTime()
            for _ in 0..<repeats { multiply() }
            return (processorTime() - start) / Double(repeats)
          }
          func loops(isPortable: Bool) {
            multiplyDoublesByLoops(
              first, second, into: result, rows: rows, columns: columns, depth: depth, isPortable: isPortable)
          }
          func plainly() {
            let (aRow, aColumn) = product.aIsTransposed ? (1, rows) : (depth, 1)
            let (bRow, bColumn) = product.bIsTransposed ? (1, depth) : (columns, 1)
            multiplyPlainly(
              left, aRow, aColumn, right, bRow, bColumn, into: target, rows: rows, columns: columns, depth: depth)
          }
          for _ in 0..<rounds {
            times.append((time(plainly), time { loops(isPortable: true) }, time { loops(isPortable: false) }))
          }
        }
      }
    }
    func rate(_ seconds: [Double]) -> Double { rounded(Double(product.multiplications) * 1e-9 / median(seconds)) }
    print(
      "\(product.name): portable \(spread(times.map { $0.plain / $0.portable })), taken",
      "\(spread(times.map { $0.plain / $0.taken })); billions a second: plain \(rate(times.map(\.plain))), portable",
      "\(rate(times.map(\.portable))), taken \(rate(times.map(\.taken)))")
  }
}

private func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }

private func spread(_ ratios: [Double]) -> String {
  "\(rounded(median(ratios))) (\(rounded(ratios.min() ?? 0)) to \(rounded(ratios.max() ?? 0)))"
}

private func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
