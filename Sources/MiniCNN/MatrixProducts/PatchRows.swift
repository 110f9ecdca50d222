/// An image unrolled along its rows: for each row that some window touches, and each of the map's columns, the numbers that one row of
/// the kernel meets there, `kernel.width × depth` of them, one after another; zeros beside the image.
///
/// Row m of all kernels meets consecutive rows of this, whatever i: so the convolution is a sum of `kernel.height` products of
/// matrices. The full patch matrix (im2col) would make it a single one, but holds each number `kernel.height` times as often: there, to
/// write it takes longer than to multiply it. Rows above and below the image have room, so that the others stand where they belong, but
/// are neither written nor multiplied.
struct PatchRows {
  let plan: ConvolutionPlan
  /// Image rows whose distance is a multiple of the stride stand together, in so many classes of `classSize` each.
  private let classSize: Int
  /// How many image rows, counted with the padding, the windows touch.
  private let rowCount: Int
  private let isImageItself: Bool
  /// The map's columns whose windows lie wholly within the image's width, and meet there what stands together in memory.
  private let wholeColumns: Range<Int>

  init(_ plan: ConvolutionPlan) {
    self.plan = plan
    rowCount = (plan.output.height - 1) * plan.stride.height + (plan.kernel.height - 1) * plan.dilation.height + 1
    classSize = (rowCount + plan.stride.height - 1) / plan.stride.height
    let one = Size(square: 1)
    isImageItself = plan.kernel == one && plan.stride == one && plan.padding == Size(square: 0) && plan.groups == 1
    wholeColumns = plan.dilation.width == 1 && plan.groups == 1 ? plan.wholeColumns : 0..<0
  }

  /// How many numbers the unrolled image takes.
  var count: Int { isImageItself ? plan.imageCount : plan.stride.height * classSize * rowLength }

  private var rowLength: Int { plan.output.width * plan.patchLength }

  /// Where the numbers begin that row m of the kernel meets in the windows of the map's row i.
  func start(ofKernelRow m: Int, mapRow i: Int) -> Int { (place(ofRow: m * plan.dilation.height) + i) * rowLength }

  private func place(ofRow row: Int) -> Int {
    row % plan.stride.height * classSize + row / plan.stride.height
  }

  /// The image's rows that some window touches.
  private var imageRows: Range<Int> { 0..<max(0, min(plan.image.height, rowCount - plan.padding.height)) }

  /// Where an unrolled row of the image begins.
  private func start(ofImageRow row: Int) -> Int { place(ofRow: row + plan.padding.height) * rowLength }

  /// Unrolls one group's channels of an image.
  /// - Parameters:
  ///   - image: The image, height × width × channels.
  ///   - group: The group.
  ///   - buffer: `count` numbers of room.
  /// - Returns: Where the result is: in the buffer, or the image itself if there is nothing to unroll.
  func unroll<Scalar: MatrixScalar>(
    _ image: UnsafePointer<Scalar>, group: Int, into buffer: UnsafeMutablePointer<Scalar>
  ) -> UnsafePointer<Scalar> {
    if isImageItself { return image }
    let (length, step) = (plan.patchLength, plan.stride.width * plan.image.channels)
    for row in imageRows {
      let target = buffer + start(ofImageRow: row)
      let source = image + row * plan.image.width * plan.image.channels + group * plan.depth
      unrollEdge(0..<wholeColumns.lowerBound, source, target)
      var from = source + (wholeColumns.lowerBound * plan.stride.width - plan.padding.width) * plan.image.channels
      var to = target + wholeColumns.lowerBound * length
      for _ in wholeColumns {
        copy(from, to: to, count: length)
        (from, to) = (from + step, to + length)
      }
      unrollEdge(wholeColumns.upperBound..<plan.output.width, source, target)
    }
    return UnsafePointer(buffer)
  }

  /// Unrolls columns whose windows may reach beyond the image.
  private func unrollEdge<Scalar: MatrixScalar>(
    _ columns: Range<Int>, _ source: UnsafePointer<Scalar>, _ target: UnsafeMutablePointer<Scalar>
  ) {
    for j in columns {
      forEachRun(ofColumn: j) { offset, column, count in
        let run = target + j * plan.patchLength + offset
        if let column {
          copy(source + column * plan.image.channels, to: run, count: count)
        } else {
          for index in 0..<count { run[index] = 0 }
        }
      }
    }
  }

  /// Writes zeros for the image's rows, but for those that the windows of some rows of the map meet with row m of the kernel.
  func clear<Scalar: MatrixScalar>(
    _ buffer: UnsafeMutablePointer<Scalar>, exceptFor mapRows: Range<Int>, kernelRow m: Int
  ) {
    let written = start(ofKernelRow: m, mapRow: mapRows.lowerBound)..<start(ofKernelRow: m, mapRow: mapRows.upperBound)
    for row in imageRows where !written.contains(start(ofImageRow: row)) {
      (buffer + start(ofImageRow: row)).update(repeating: 0, count: rowLength)
    }
  }

  /// Adds gradients of the unrolled numbers to those of the image that they were taken from.
  func fold<Scalar: MatrixScalar>(_ buffer: UnsafePointer<Scalar>, group: Int, into image: UnsafeMutablePointer<Scalar>)
  {
    for row in imageRows {
      let source = buffer + start(ofImageRow: row)
      let target = image + row * plan.image.width * plan.image.channels + group * plan.depth
      for j in 0..<plan.output.width {
        forEachRun(ofColumn: j) { offset, column, count in
          guard let column else { return }
          let run = source + j * plan.patchLength + offset
          let place = target + column * plan.image.channels
          for index in 0..<count { place[index] += run[index] }
        }
      }
    }
  }

  /// Calls a function for each stretch of a kernel row that meets numbers which stand together in the image, or zeros.
  /// - Parameters:
  ///   - j: The map's column.
  ///   - body: Takes where in the kernel row the stretch starts, the image column that it starts at, or `nil` for zeros, and how many
  ///     numbers it has.
  @inline(__always)
  private func forEachRun(ofColumn j: Int, _ body: (_ offset: Int, _ column: Int?, _ count: Int) -> Void) {
    let first = j * plan.stride.width - plan.padding.width
    if plan.dilation.width == 1 && plan.groups == 1 {
      let before = min(max(0, -first), plan.kernel.width)
      let after = max(before, min(plan.kernel.width, plan.image.width - first))
      if before > 0 { body(0, nil, before * plan.depth) }
      if after > before { body(before * plan.depth, first + before, (after - before) * plan.depth) }
      if after < plan.kernel.width { body(after * plan.depth, nil, (plan.kernel.width - after) * plan.depth) }
      return
    }
    for n in 0..<plan.kernel.width {
      let column = first + n * plan.dilation.width
      body(n * plan.depth, column >= 0 && column < plan.image.width ? column : nil, plan.depth)
    }
  }
}

/// Short stretches are copied faster in a loop than by a call: four numbers at a time, the last four perhaps in part once more.
@inline(__always)
private func copy<Scalar: MatrixScalar>(
  _ source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>, count: Int
) {
  if count >= 32 { return target.update(from: source, count: count) }
  guard count >= 4 else {
    for index in 0..<count { target[index] = source[index] }
    return
  }
  var index = 0
  while index + 4 <= count {
    store(load(source + index), target + index)
    index += 4
  }
  if index < count { store(load(source + count - 4), target + count - 4) }
}
