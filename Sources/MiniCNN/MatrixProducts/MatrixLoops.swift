// The product of matrices without a library, for machines that have none.

/// How many columns of a product are computed together, and how many rows.
private let tile = 4

/// `C ← C + A · B`, or `C ← A · B`, as `multiply` has it.
///
/// Tiles of 4 × 4 numbers of the result, which the processor holds in registers while it goes along the inner axis; what it meets there of the
/// second factor stands together in memory. See Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).
package func multiplyByLoops<Scalar: MatrixScalar>(
  _ a: Block<Scalar>, _ b: Block<Scalar>, into c: MutableBlock<Scalar>, rows: Int, columns: Int, depth: Int,
  isAdded: Bool
) {
  if !isAdded {
    for row in 0..<rows { (c.start + row * c.stride).update(repeating: 0, count: columns) }
  }
  // To put the second factor in order pays from some rows on.
  if rows < tile && b.isTransposed { return multiplyDots(a, b, c, rows, columns, depth) }
  // As much of the second factor at a time as the processor's nearer memory holds.
  let (most, deepest) = (128, 256)
  withScratch(Scalar.self, min(columns + tile - 1, most) * min(depth, deepest)) { panels in
    for left in stride(from: 0, to: columns, by: most) {
      let width = min(most, columns - left)
      for top in stride(from: 0, to: depth, by: deepest) {
        let height = min(deepest, depth - top)
        for column in stride(from: 0, to: width, by: tile) {
          pack(b, left + column, min(tile, width - column), top, height, into: panels + column * height)
        }
        let rest = MutableBlock(start: c.start + left, stride: c.stride)
        multiplyTiles(a, top, UnsafePointer(panels), rest, rows, width, height)
      }
    }
  }
}

/// Puts some columns of a factor side by side, and zeros where there are none any more.
private func pack<Scalar: MatrixScalar>(
  _ b: Block<Scalar>, _ column: Int, _ width: Int, _ top: Int, _ height: Int, into panel: UnsafeMutablePointer<Scalar>
) {
  let (down, across) = b.isTransposed ? (1, b.stride) : (b.stride, 1)
  var source = b.start + top * down + column * across
  var target = panel
  for _ in 0..<height {
    if width == tile && across == 1 {
      store(load(source), target)
    } else {
      for lane in 0..<tile { target[lane] = lane < width ? source[lane * across] : 0 }
    }
    (source, target) = (source + down, target + tile)
  }
}

/// Adds the product of some columns of the first factor, from `top`, with as many rows of the second.
private func multiplyTiles<Scalar: MatrixScalar>(
  _ a: Block<Scalar>, _ top: Int, _ panels: UnsafePointer<Scalar>, _ c: MutableBlock<Scalar>, _ rows: Int,
  _ columns: Int, _ depth: Int
) {
  let (down, across) = a.isTransposed ? (1, a.stride) : (a.stride, 1)
  var row = 0
  while row + tile <= rows {
    let start = a.start + row * down + top * across
    for column in stride(from: 0, to: columns, by: tile) {
      var (one, two, three, four) = (
        SIMD4<Scalar>.zero, SIMD4<Scalar>.zero, SIMD4<Scalar>.zero, SIMD4<Scalar>.zero
      )
      var (left, right) = (start, panels + column * depth)
      for _ in 0..<depth {
        let lanes = load(right)
        Scalar.add(lanes, times: left[0], to: &one)
        Scalar.add(lanes, times: left[down], to: &two)
        Scalar.add(lanes, times: left[2 * down], to: &three)
        Scalar.add(lanes, times: left[3 * down], to: &four)
        (left, right) = (left + across, right + tile)
      }
      let (target, width) = (c.start + row * c.stride + column, min(tile, columns - column))
      add(one, to: target, width)
      add(two, to: target + c.stride, width)
      add(three, to: target + 2 * c.stride, width)
      add(four, to: target + 3 * c.stride, width)
    }
    row += tile
  }
  while row < rows {
    let start = a.start + row * down + top * across
    for column in stride(from: 0, to: columns, by: tile) {
      var sum = SIMD4<Scalar>.zero
      var (left, right) = (start, panels + column * depth)
      for _ in 0..<depth {
        Scalar.add(load(right), times: left.pointee, to: &sum)
        (left, right) = (left + across, right + tile)
      }
      add(sum, to: c.start + row * c.stride + column, min(tile, columns - column))
    }
    row += 1
  }
}

/// Adds numbers to as many in memory as there are.
@inline(__always)
private func add<Scalar: MatrixScalar>(_ lanes: SIMD4<Scalar>, to place: UnsafeMutablePointer<Scalar>, _ width: Int) {
  if width == tile {
    store(Scalar.sum(load(UnsafePointer(place)), lanes), place)
  } else {
    for lane in 0..<width { place[lane] += lanes[lane] }
  }
}

/// Few rows, and a second factor whose columns stand in memory: each number of the result is a dot product.
private func multiplyDots<Scalar: MatrixScalar>(
  _ a: Block<Scalar>, _ b: Block<Scalar>, _ c: MutableBlock<Scalar>, _ rows: Int, _ columns: Int, _ depth: Int
) {
  let (down, across) = a.isTransposed ? (1, a.stride) : (a.stride, 1)
  for row in 0..<rows {
    let left = a.start + row * down
    for column in 0..<columns {
      let right = b.start + column * b.stride
      var lanes = SIMD4<Scalar>.zero
      var place = 0
      while across == 1, place + tile <= depth {
        Scalar.add(load(right + place), times: load(left + place), to: &lanes)
        place += tile
      }
      var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
      while place < depth {
        sum += left[place * across] * right[place]
        place += 1
      }
      c.start[row * c.stride + column] += sum
    }
  }
}
