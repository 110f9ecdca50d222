internal import Glibc

/// A number of which the processor computes several at a time.
package typealias LaneScalar = SIMDScalar & Codable

extension Double {
  package static func multiplyByLibrary(
    _ a: Block<Double>, _ b: Block<Double>, into c: MutableBlock<Double>, rows: Int, columns: Int, depth: Int,
    isAdded: Bool
  ) -> Bool {
    guard let product = matrixLibrary?.product else {
      return multiplyByTiles(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
    }
    product(
      BLASLayout.rowMajor, a.layout, b.layout, Int32(rows), Int32(columns), Int32(depth), 1, a.start, Int32(a.stride),
      b.start, Int32(b.stride), isAdded ? 1 : 0, c.start, Int32(c.stride))
    return true
  }
}

extension Float {
  package static func multiplyByLibrary(
    _ a: Block<Float>, _ b: Block<Float>, into c: MutableBlock<Float>, rows: Int, columns: Int, depth: Int,
    isAdded: Bool
  ) -> Bool {
    guard let product = matrixLibrary?.singleProduct else {
      return multiplyByTiles(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
    }
    product(
      BLASLayout.rowMajor, a.layout, b.layout, Int32(rows), Int32(columns), Int32(depth), 1, a.start, Int32(a.stride),
      b.start, Int32(b.stride), isAdded ? 1 : 0, c.start, Int32(c.stride))
    return true
  }
}

extension Block {
  fileprivate var layout: UInt32 { isTransposed ? BLASLayout.transposed : BLASLayout.plain }
}

/// The numbers by which cblas calls its options. A test compares them with its header.
package enum BLASLayout {
  package static let rowMajor: UInt32 = 101
  package static let plain: UInt32 = 111
  package static let transposed: UInt32 = 112
}

/// `cblas_dgemm`, by hand: whoever compiles a cell would need the header of a C module that is imported here.
private typealias Product =
  @convention(c) (
    UInt32, UInt32, UInt32, Int32, Int32, Int32, Double, UnsafePointer<Double>, Int32, UnsafePointer<Double>, Int32,
    Double,
    UnsafeMutablePointer<Double>, Int32
  ) -> Void

/// `cblas_sgemm`, likewise.
private typealias SingleProduct =
  @convention(c) (
    UInt32, UInt32, UInt32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32, UnsafePointer<Float>, Int32,
    Float, UnsafeMutablePointer<Float>, Int32
  ) -> Void

/// The kernel that the library multiplies with, by the library's name for it; `nil` if it is the loops that do.
package func matrixKernel() -> String? { matrixLibrary?.kernel }

/// The library, loaded when the first is wanted: a cell that multiplies nothing starts in two thirds of the time.
private let matrixLibrary: (product: Product, singleProduct: SingleProduct, kernel: String)? = {
  keepFreedMemory()
  OpenBLASKernel.choose()
  let name = "libopenblas.so.0"
  guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "cblas_dgemm"),
    let singleSymbol = dlsym(library, "cblas_sgemm")
  else { return nil }
  if let limit = dlsym(library, "openblas_set_num_threads") {
    unsafeBitCast(limit, to: (@convention(c) (Int32) -> Void).self)(1)
  }
  let product = unsafeBitCast(symbol, to: Product.self)
  let singleProduct = unsafeBitCast(singleSymbol, to: SingleProduct.self)
  let isRight =
    isRight { a, b, c, rows, columns, depth in
      product(
        BLASLayout.rowMajor, BLASLayout.plain, BLASLayout.plain, rows, columns, depth, 1, a, depth, b, columns, 1, c,
        columns)
    }
    && isRight { a, b, c, rows, columns, depth in
      singleProduct(
        BLASLayout.rowMajor, BLASLayout.plain, BLASLayout.plain, rows, columns, depth, 1, a, depth, b, columns, 1, c,
        columns)
    }
  guard isRight else { return nil }
  let kernel = dlsym(library, "openblas_get_corename").map {
    unsafeBitCast($0, to: (@convention(c) () -> UnsafePointer<CChar>?).self)
  }
  return (product, singleProduct, kernel?().map { String(cString: $0) } ?? "its own")
}()

/// Whether a small product is that of the loops: a kernel that was made for another processor, or is faulty, is not to be trusted with
/// a large one. Of whole numbers, which are multiplied exactly.
/// - Parameter product: Adds a product to its third argument; then come the rows, the columns and the inner axis.
/// - Returns: Whether it is.
private func isRight<Scalar: MatrixScalar>(
  _ product: (UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>, Int32, Int32, Int32) -> Void
) -> Bool {
  let (rows, columns, depth) = (19, 27, 35)
  let a = (0..<rows * depth).map { Scalar($0 * 7 % 23 - 11) }
  let b = (0..<depth * columns).map { Scalar($0 * 5 % 19 - 9) }
  let ones = [Scalar](repeating: 1, count: rows * columns)
  var (fast, slow) = (ones, ones)
  withStarts(a, b, []) { a, b, _ in
    var unused: [Scalar] = []
    withMutableStarts(&fast, &slow, &unused) { fast, slow, _ in
      product(a, b, fast, Int32(rows), Int32(columns), Int32(depth))
      multiplyByLoops(
        Block(start: a, stride: depth), Block(start: b, stride: columns),
        into: MutableBlock(start: slow, stride: columns), rows: rows, columns: columns, depth: depth, isAdded: true)
    }
  }
  return fast == slow
}

/// Makes glibc's allocator keep what is freed. Each step of a training takes and frees the same large blocks; by default they go back to
/// the system every time, which costs a fifth of the step in page faults.
private func keepFreedMemory() {
  let (trimThreshold, mapThreshold): (Int32, Int32) = (-1, -3)
  guard let symbol = dlsym(nil, "mallopt") else { return }
  let set = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
  _ = set(mapThreshold, 32 << 20)
  _ = set(trimThreshold, 1 << 30)
}
