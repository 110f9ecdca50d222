import COpenBLAS
import Foundation
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

  /// Whether this processor has AVX2 and FMA, as the system says.
  private static let isWide: Bool = {
    let list = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return OpenBLASKernel.features(in: list).isSuperset(of: ["avx2", "fma"])
  }()

  @Test("a processor with AVX2 and FMA multiplies by tiles, and no other does")
  func wideTiles() {
    #expect(areWideTilesThere() == Self.isWide)
    var random = SeededGenerator(seed: 1)
    let (a, b, c) = (Rows(3, 4, &random), Rows(4, 5, &random), Rows(3, 5, &random))
    #expect((tiled(a, b, c, Sizes(rows: 3, columns: 5, depth: 4)) == nil) == !Self.isWide)
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

  private struct Sizes {
    var rows: Int, columns: Int, depth: Int
    var aIsTransposed = false, bIsTransposed = false, isAdded = true
  }

  /// The product by tiles; `nil` if the processor has none.
  private func tiled(_ a: Rows, _ b: Rows, _ c: Rows, _ sizes: Sizes) -> [Double]? {
    multiplied(a.scalars, a.stride, b.scalars, b.stride, c.scalars, c.stride, sizes, Double.multiplyByTiles)
  }

  private func tiledInSinglePrecision(_ a: Rows, _ b: Rows, _ c: Rows, _ sizes: Sizes) -> [Double]? {
    multiplied(
      a.scalars.map(Float.init), a.stride, b.scalars.map(Float.init), b.stride, c.scalars.map(Float.init), c.stride,
      sizes, Float.multiplyByTiles
    )?.map(Double.init)
  }

  private func multiplied<Scalar>(
    _ a: [Scalar], _ aStride: Int, _ b: [Scalar], _ bStride: Int, _ c: [Scalar], _ cStride: Int, _ sizes: Sizes,
    _ multiply: (Block<Scalar>, Block<Scalar>, MutableBlock<Scalar>, Int, Int, Int, Bool) -> Bool
  ) -> [Scalar]? {
    var c = c
    let isDone = a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          guard let left = a.baseAddress, let right = b.baseAddress, let target = c.baseAddress else { return false }
          return multiply(
            Block(start: left, stride: aStride, isTransposed: sizes.aIsTransposed),
            Block(start: right, stride: bStride, isTransposed: sizes.bIsTransposed),
            MutableBlock(start: target, stride: cStride), sizes.rows, sizes.columns, sizes.depth, sizes.isAdded)
        }
      }
    }
    return isDone ? c : nil
  }

  @Test(
    "the library's is that of the loops and of the tiles, whatever is transposed, and leaves the gaps alone",
    arguments: 0..<8)
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
      guard Self.isWide, depth > 0 else { continue }
      let sizes = Sizes(
        rows: rows, columns: columns, depth: depth, aIsTransposed: aIsTransposed, bIsTransposed: bIsTransposed,
        isAdded: isAdded)
      let (areDoublesRight, areFloatsRight) = (
        tiled(a, b, c, sizes) == formula, tiledInSinglePrecision(a, b, c, sizes) == formula
      )
      #expect(areDoublesRight && areFloatsRight, "seed \(seed): doubles \(areDoublesRight), floats \(areFloatsRight)")
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
    guard Self.isWide else { return }
    let ones = [Double](repeating: 1, count: rows * columns)
    let bStride = bIsTransposed ? depth : columns
    let whole = Sizes(rows: rows, columns: columns, depth: depth, bIsTransposed: bIsTransposed)
    #expect(multiplied(a, depth, second, bStride, ones, columns, whole, Double.multiplyByTiles) == formula)
    let floats = multiplied(
      a.map(Float.init), depth, second.map(Float.init), bStride, ones.map(Float.init), columns, whole,
      Float.multiplyByTiles)
    #expect(floats?.map(Double.init) == formula)
    // Not added to what is there, which is nothing to be computed with.
    var fresh = whole
    fresh.isAdded = false
    let gaps = [Double](repeating: .nan, count: rows * columns)
    #expect(
      multiplied(a, depth, second, bStride, gaps, columns, fresh, Double.multiplyByTiles) == formula.map { $0 - 1 })
  }

  @Test("the tiles' differs from the loops' by rounding only", .enabled(if: isWide, "the processor has no AVX2 or FMA"))
  func rounding() throws {
    let (rows, columns, depth) = (23, 37, 300)
    var random = SeededGenerator(seed: 2)
    let a = (0..<rows * depth).map { _ in random.normal() }
    let b = (0..<depth * columns).map { _ in random.normal() }
    let zeros = [Double](repeating: 0, count: rows * columns)
    let sizes = Sizes(rows: rows, columns: columns, depth: depth, isAdded: false)
    let tiles = try #require(
      multiplied(a, depth, b, columns, zeros, columns, sizes, Double.multiplyByTiles))
    let loops = try #require(
      multiplied(a, depth, b, columns, zeros, columns, sizes) { a, b, c, rows, columns, depth, isAdded in
        multiplyByLoops(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
        return true
      })
    for (one, other) in zip(tiles, loops) { #expect(abs(one - other) <= 1e-12) }
    #expect(tiles != loops, "the two round alike: nothing was compared")
  }
}
