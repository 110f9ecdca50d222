internal import Glibc

/// A block of numbers in memory, row by row.
package struct Block {
  var start: UnsafePointer<Double>
  /// How many numbers lie between the starts of two rows.
  var stride: Int
  /// Whether rows and columns are to be exchanged.
  var isTransposed: Bool

  package init(start: UnsafePointer<Double>, stride: Int, isTransposed: Bool = false) {
    (self.start, self.stride, self.isTransposed) = (start, stride, isTransposed)
  }
}

/// A block that a product is added to.
package struct MutableBlock {
  var start: UnsafeMutablePointer<Double>
  var stride: Int

  package init(start: UnsafeMutablePointer<Double>, stride: Int) {
    (self.start, self.stride) = (start, stride)
  }
}

/// `C ← C + A · B`, or `C ← A · B`, with C of rows × columns and an inner axis of `depth`.
///
/// On one core: whoever has several computes several products at a time.
package func multiply(
  _ a: Block, _ b: Block, into c: MutableBlock, rows: Int, columns: Int, depth: Int, isAdded: Bool = true
) {
  guard rows > 0, columns > 0 else { return }
  // Without an inner axis a row may have a stride of 0, which the library refuses.
  guard depth > 0, let product = matrixLibrary?.product else {
    return multiplyByLoops(a, b, into: c, rows: rows, columns: columns, depth: depth, isAdded: isAdded)
  }
  product(
    BLASLayout.rowMajor, a.isTransposed ? BLASLayout.transposed : BLASLayout.plain,
    b.isTransposed ? BLASLayout.transposed : BLASLayout.plain, Int32(rows), Int32(columns), Int32(depth), 1, a.start,
    Int32(a.stride), b.start, Int32(b.stride), isAdded ? 1 : 0, c.start, Int32(c.stride))
}

/// The same without a library, for machines that have none.
package func multiplyByLoops(
  _ a: Block, _ b: Block, into c: MutableBlock, rows: Int, columns: Int, depth: Int, isAdded: Bool
) {
  let (aRow, aColumn) = a.isTransposed ? (1, a.stride) : (a.stride, 1)
  let (bRow, bColumn) = b.isTransposed ? (1, b.stride) : (b.stride, 1)
  for i in 0..<rows {
    let target = c.start + i * c.stride
    if !isAdded { target.update(repeating: 0, count: columns) }
    for k in 0..<depth {
      let factor = a.start[i * aRow + k * aColumn]
      for j in 0..<columns { target[j] += factor * b.start[k * bRow + j * bColumn] }
    }
  }
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

/// The kernel that the library multiplies with, by the library's name for it; `nil` if it is the loops that do.
package func matrixKernel() -> String? { matrixLibrary?.kernel }

/// The library, loaded when the first is wanted: a cell that multiplies nothing starts in two thirds of the time.
private let matrixLibrary: (product: Product, kernel: String)? = {
  OpenBLASKernel.choose()
  let name = "libopenblas.so.0"
  guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "cblas_dgemm") else {
    return nil
  }
  keepFreedMemory()
  if let limit = dlsym(library, "openblas_set_num_threads") {
    unsafeBitCast(limit, to: (@convention(c) (Int32) -> Void).self)(1)
  }
  let product = unsafeBitCast(symbol, to: Product.self)
  guard isRight(product) else { return nil }
  let kernel = dlsym(library, "openblas_get_corename").map {
    unsafeBitCast($0, to: (@convention(c) () -> UnsafePointer<CChar>?).self)
  }
  return (product, kernel?().map { String(cString: $0) } ?? "its own")
}()

/// Whether a small product is that of the loops: a kernel that was made for another processor, or is faulty, is not to be trusted with
/// a large one. Of whole numbers, which are multiplied exactly.
private func isRight(_ product: Product) -> Bool {
  let (rows, columns, depth) = (19, 27, 35)
  let a = (0..<rows * depth).map { Double($0 * 7 % 23 - 11) }
  let b = (0..<depth * columns).map { Double($0 * 5 % 19 - 9) }
  var (fast, slow) = ([Double](repeating: 1, count: rows * columns), [Double](repeating: 1, count: rows * columns))
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      guard let a = a.baseAddress, let b = b.baseAddress else { return }
      fast.withUnsafeMutableBufferPointer {
        guard let c = $0.baseAddress else { return }
        product(
          BLASLayout.rowMajor, BLASLayout.plain, BLASLayout.plain, Int32(rows), Int32(columns), Int32(depth), 1, a,
          Int32(depth), b, Int32(columns), 1, c, Int32(columns))
      }
      slow.withUnsafeMutableBufferPointer {
        guard let c = $0.baseAddress else { return }
        multiplyByLoops(
          Block(start: a, stride: depth), Block(start: b, stride: columns),
          into: MutableBlock(start: c, stride: columns), rows: rows, columns: columns, depth: depth, isAdded: true)
      }
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
