/// An image unrolled along its rows: for each row that some window touches, and each of the map's columns, the numbers that one row of
/// the kernel meets there, `kernel.width × depth` of them, one after another; zeros outside the image.
///
/// Row m of all kernels meets consecutive rows of this, whatever i: so the convolution is a sum of `kernel.height` products of
/// matrices. The full patch matrix (im2col) would make it a single one, but holds each number `kernel.height` times as often: there, to
/// write it takes longer than to multiply it.
struct PatchRows {
  let plan: ConvolutionPlan
  /// Image rows whose distance is a multiple of the stride stand together, in so many classes of `classSize` each.
  private let classSize: Int
  /// How many image rows, counted with the padding, the windows touch.
  private let rowCount: Int
  private let isImageItself: Bool

  init(_ plan: ConvolutionPlan) {
    self.plan = plan
    rowCount = (plan.output.height - 1) * plan.stride.height + (plan.kernel.height - 1) * plan.dilation.height + 1
    classSize = (rowCount + plan.stride.height - 1) / plan.stride.height
    let one = Size(square: 1)
    isImageItself = plan.kernel == one && plan.stride == one && plan.padding == Size(square: 0) && plan.groups == 1
  }

  /// How many numbers the unrolled image takes.
  var count: Int { isImageItself ? plan.imageCount : plan.stride.height * classSize * rowLength }

  private var rowLength: Int { plan.output.width * plan.patchLength }

  /// Where the numbers that row m of the kernel meets begin.
  func start(ofKernelRow m: Int) -> Int { place(ofRow: m * plan.dilation.height) * rowLength }

  private func place(ofRow row: Int) -> Int {
    row % plan.stride.height * classSize + row / plan.stride.height
  }

  /// Unrolls one group's channels of an image.
  /// - Parameters:
  ///   - image: The image, height × width × channels.
  ///   - group: The group.
  ///   - buffer: `count` numbers of room.
  /// - Returns: Where the result is: in the buffer, or the image itself if there is nothing to unroll.
  func unroll(
    _ image: UnsafePointer<Double>, group: Int, into buffer: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    if isImageItself { return image }
    let width = plan.image.width * plan.image.channels
    for row in 0..<rowCount {
      let target = buffer + place(ofRow: row) * rowLength
      let imageRow = row - plan.padding.height
      guard imageRow >= 0, imageRow < plan.image.height else {
        target.update(repeating: 0, count: rowLength)
        continue
      }
      let source = image + imageRow * width + group * plan.depth
      for j in 0..<plan.output.width {
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
    return UnsafePointer(buffer)
  }

  /// Adds gradients of the unrolled numbers to those of the image that they were taken from.
  func fold(_ buffer: UnsafePointer<Double>, group: Int, into image: UnsafeMutablePointer<Double>) {
    let width = plan.image.width * plan.image.channels
    for row in 0..<rowCount {
      let imageRow = row - plan.padding.height
      guard imageRow >= 0, imageRow < plan.image.height else { continue }
      let source = buffer + place(ofRow: row) * rowLength
      let target = image + imageRow * width + group * plan.depth
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

/// Short stretches are copied faster in a loop than by a call.
@inline(__always)
private func copy(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int) {
  if count >= 32 { return target.update(from: source, count: count) }
  for index in 0..<count { target[index] = source[index] }
}
