/// How the windows of a pooling layer lie on a map.
struct PoolingPlan {
  var map: (height: Int, width: Int, channels: Int)
  var size: Size
  var stride: Size
  var padding: Size
  var output: Size

  var mapCount: Int { map.height * map.width * map.channels }
  var outputCount: Int { output.height * output.width * map.channels }

  init(
    _ sample: Shape, size: Size, stride: Size, padding: Size, border: Border
  ) throws(ShapeMismatch) {
    guard sample.rank == 3, sample[0] > 0, sample[1] > 0 else { throw .maps(sample) }
    guard padding.height * 2 <= size.height, padding.width * 2 <= size.width else {
      throw ShapeMismatch(
        "padding of \(padding.height) × \(padding.width) is more than half of a window of \(size.height) × \(size.width): "
          + "some windows would lie beyond the map; take less padding")
    }
    map = (sample[0], sample[1], sample[2])
    (self.size, self.stride, self.padding) = (size, stride, padding)
    output = Size(
      height: try stops(
        input: map.height, kernel: size.height, stride: stride.height, padding: padding.height, border),
      width: try stops(input: map.width, kernel: size.width, stride: stride.width, padding: padding.width, border))
  }

  /// Calls a function for each window of a map: where its output's channels begin, and the rows and columns of it that lie on the map.
  @inline(__always)
  func forEachWindow(_ body: (_ output: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void) {
    for i in 0..<output.height {
      let top = i * stride.height - padding.height
      let rows = max(0, top)..<min(map.height, top + size.height)
      for j in 0..<output.width {
        let left = j * stride.width - padding.width
        body((i * output.width + j) * map.channels, rows, max(0, left)..<min(map.width, left + size.width))
      }
    }
  }
}

extension ShapeMismatch {
  /// Samples that cannot be pooled.
  static func maps(_ sample: Shape) -> ShapeMismatch {
    ShapeMismatch(
      "pooling takes maps of height × width × channels with at least one pixel, not \(sample)"
        + (sample.rank == 1 ? ": put it before they are flattened" : ""))
  }
}

/// A layer that makes one number of each window of a map, channel by channel.
protocol WindowedPooling: SampleWise {
  var size: Size { get }
  var stride: Size { get }
  var padding: Size { get }
  var border: Border { get }
}

extension WindowedPooling {
  public var windows: [SlidingWindow]? {
    [SlidingWindow(kernel: size, stride: stride, padding: padding)]
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    let plan = try plan(for: sample)
    return [plan.output.height, plan.output.width, plan.map.channels]
  }

  /// How the windows lie on the maps of a batch of this shape, count × height × width × channels.
  func plan(forBatch batch: Shape) -> PoolingPlan {
    checked(batch) { sample throws(ShapeMismatch) in try plan(for: sample) }
  }

  private func plan(for sample: Shape) throws(ShapeMismatch) -> PoolingPlan {
    try PoolingPlan(sample, size: size, stride: stride, padding: padding, border: border)
  }
}
