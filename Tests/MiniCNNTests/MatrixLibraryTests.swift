import COpenBLAS
import MiniCNN
import Testing

@Suite("The product of matrices")
struct MatrixLibraryTests {
  @Test("the library's options and whole numbers are what its header says")
  func layout() {
    #expect(CblasRowMajor.rawValue == BLASLayout.rowMajor)
    #expect(CblasNoTrans.rawValue == BLASLayout.plain)
    #expect(CblasTrans.rawValue == BLASLayout.transposed)
    #expect(MemoryLayout<CBLAS_LAYOUT>.size == MemoryLayout<UInt32>.size)
    #expect(MemoryLayout<CBLAS_TRANSPOSE>.size == MemoryLayout<UInt32>.size)
    // OpenBLAS can be built with 64 bits.
    #expect(blasint.self == Int32.self)
  }

  @Test(
    "the kernel is chosen by what the processor can do",
    arguments: [
      ("fpu sse2 avx avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl amx_tile", "SkylakeX"),
      ("fpu sse2 avx avx2 fma avx512f avx512cd avx512er avx512pf", "Haswell"), ("fpu avx fma avx2", "Haswell"),
      ("avx512f avx512dq avx512cd avx512bw avx512vl", "SkylakeX"), ("fpu sse2 avx avx2", nil),
      ("fpu sse2 avx fma", nil),
      ("fpu avx2_x fma4", nil), ("", nil),
    ] as [(String, String?)])
  func kernel(features: String, name: String?) {
    let list =
      "processor\t: 0\nvendor_id\t: Any\nflags\t\t: \(features)\nbugs\t\t: x\n\nprocessor\t: 1\nflags\t\t: avx2 fma\n"
    #expect(OpenBLASKernel.name(for: OpenBLASKernel.features(in: list)) == name)
  }

  @Test(
    "a list of processors that says nothing of features has none", arguments: ["", "flags", "Features\t: fp asimd\n"])
  func noFeatures(list: String) {
    #expect(OpenBLASKernel.features(in: list) == [])
  }

  /// A matrix in rows longer than its own, and what stands in the gaps.
  private struct Rows {
    var scalars: [Double]
    let stride: Int

    init(_ rows: Int, _ columns: Int, _ random: inout SeededGenerator) {
      stride = columns + random.integer(in: 0...3)
      scalars = random.wholeNumbers([rows, stride]).scalars
    }
  }

  @Test("the library's is that of the loops, whatever is transposed, and leaves the gaps alone", arguments: 0..<8)
  func loops(kind: Int) {
    let (aIsTransposed, bIsTransposed, isAdded) = (kind & 1 != 0, kind & 2 != 0, kind & 4 != 0)
    for seed in 0..<100 {
      var random = SeededGenerator(seed: UInt64(seed))
      let (rows, columns) = (random.integer(in: 1...20), random.integer(in: 1...20))
      let depth = random.integer(in: 0...20)
      let a = aIsTransposed ? Rows(depth, rows, &random) : Rows(rows, depth, &random)
      let b = bIsTransposed ? Rows(columns, depth, &random) : Rows(depth, columns, &random)
      let c = Rows(rows, columns, &random)
      var (fast, slow, formula) = (c.scalars, c.scalars, c.scalars)
      a.scalars.withUnsafeBufferPointer { aStart in
        b.scalars.withUnsafeBufferPointer { bStart in
          let left = Block(start: aStart.baseAddress!, stride: a.stride, isTransposed: aIsTransposed)
          let right = Block(start: bStart.baseAddress!, stride: b.stride, isTransposed: bIsTransposed)
          fast.withUnsafeMutableBufferPointer {
            let target = MutableBlock(start: $0.baseAddress!, stride: c.stride)
            multiply(left, right, into: target, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
          }
          slow.withUnsafeMutableBufferPointer {
            let target = MutableBlock(start: $0.baseAddress!, stride: c.stride)
            multiplyByLoops(left, right, into: target, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
          }
        }
      }
      for i in 0..<rows {
        for j in 0..<columns {
          let products = (0..<depth).map { k in
            a.scalars[aIsTransposed ? k * a.stride + i : i * a.stride + k]
              * b.scalars[bIsTransposed ? j * b.stride + k : k * b.stride + j]
          }
          formula[i * c.stride + j] = (isAdded ? c.scalars[i * c.stride + j] : 0) + products.reduce(0, +)
        }
      }
      let (isSlowRight, isFastRight) = (slow == formula, fast == formula)
      #expect(isSlowRight && isFastRight, "seed \(seed): by loops \(isSlowRight), by the library \(isFastRight)")
    }
  }

  @Test(
    "the loops' is the formula's where it takes several blocks of the factors",
    arguments: [(3, 140, 7), (9, 257, 3), (6, 5, 300), (5, 130, 513)], [false, true])
  func blocks(sizes: (rows: Int, columns: Int, depth: Int), bIsTransposed: Bool) {
    let (rows, columns, depth) = sizes
    var random = SeededGenerator(seed: 1)
    let (a, b) = (random.wholeNumbers([rows, depth]).scalars, random.wholeNumbers([depth, columns]).scalars)
    let second = bIsTransposed ? Tensor(shape: [depth, columns], scalars: b).transposed().scalars : b
    var (computed, formula) = ([Double](repeating: 1, count: rows * columns), [Double]())
    a.withUnsafeBufferPointer { a in
      second.withUnsafeBufferPointer { b in
        computed.withUnsafeMutableBufferPointer { c in
          multiplyByLoops(
            Block(start: a.baseAddress!, stride: depth),
            Block(start: b.baseAddress!, stride: bIsTransposed ? depth : columns, isTransposed: bIsTransposed),
            into: MutableBlock(start: c.baseAddress!, stride: columns), rows: rows, columns: columns, depth: depth,
            isAdded: true)
        }
      }
    }
    for i in 0..<rows {
      for j in 0..<columns {
        formula.append((0..<depth).reduce(1) { $0 + a[i * depth + $1] * b[$1 * columns + j] })
      }
    }
    #expect(computed == formula)
  }
}
