/// An array of numbers with any number of axes: an image, a kernel, a stack of feature maps, a batch of scores.
///
/// A value: a copy is independent of the original. Images are height × width or height × width × channels; several kernels are
/// count × height × width × channels.
public struct Tensor: Equatable, Sendable {
  /// The sizes of the axes.
  public let shape: Shape
  /// All numbers in row-major order: the last axis varies fastest.
  public internal(set) var scalars: [Double]

  /// Makes a tensor of numbers in row-major order.
  public init(shape: Shape, scalars: [Double], file: StaticString = #filePath, line: UInt = #line) {
    guard shape.allSatisfy({ $0 >= 0 }) else {
      stop("no tensor has the shape \(shape): sizes are at least 0", file, line)
    }
    guard shape.elementCount == scalars.count else {
      stop("a tensor of shape \(shape) takes \(shape.elementCount) numbers, not \(scalars.count)", file, line)
    }
    (self.shape, self.scalars) = (shape, scalars)
  }

  /// Makes a tensor of numbers that are known to be as many as its shape takes.
  init(unchecked shape: Shape, _ scalars: [Double]) {
    (self.shape, self.scalars) = (shape, scalars)
  }

  /// Makes a tensor that holds one number everywhere.
  public init(repeating scalar: Double, shape: Shape, file: StaticString = #filePath, line: UInt = #line) {
    guard shape.allSatisfy({ $0 >= 0 }) else {
      stop("no tensor has the shape \(shape): sizes are at least 0", file, line)
    }
    self.shape = shape
    scalars = Array(repeating: scalar, count: shape.elementCount)
  }

  /// Makes a row of numbers.
  public init(_ row: [Double]) {
    shape = [row.count]
    scalars = row
  }

  /// Makes a table, height × width.
  public init(_ rows: [[Double]], file: StaticString = #filePath, line: UInt = #line) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != width {
      stop("row \(index) has \(row.count) numbers, and row 0 has \(width); all rows need the same", file, line)
    }
    self.init(shape: [rows.count, width], scalars: rows.flatMap { $0 })
  }

  /// Makes an image in colour, height × width × channels: a list of rows, each a list of pixels, each a list of channels.
  public init(_ pixels: [[[Double]]], file: StaticString = #filePath, line: UInt = #line) {
    let rows = pixels.map { Tensor($0, file: file, line: line) }
    let shape = rows.first?.shape ?? [0, 0]
    for (index, row) in rows.enumerated() where row.shape != shape {
      stop("row \(index) has the shape \(row.shape), and row 0 has \(shape); all rows need the same", file, line)
    }
    self.init(shape: [rows.count, shape[0], shape[1]], scalars: rows.flatMap { $0.scalars })
  }

  /// Stacks maps of one size, each height × width, as the channels of one image, height × width × count.
  public init(stacking maps: [Tensor], file: StaticString = #filePath, line: UInt = #line) {
    guard let first = maps.first, first.shape.rank == 2 else {
      stop("stacking takes maps of height × width, not \(maps.first.map { "\($0.shape)" } ?? "none")", file, line)
    }
    for map in maps where map.shape != first.shape {
      stop("cannot stack a map of \(map.shape) on one of \(first.shape); all need the same shape", file, line)
    }
    var scalars: [Double] = []
    scalars.reserveCapacity(first.scalars.count * maps.count)
    for place in first.scalars.indices {
      for map in maps { scalars.append(map.scalars[place]) }
    }
    self.init(shape: [first.height, first.width, maps.count], scalars: scalars)
  }

  /// Puts kernels of one size side by side, count × height × width × channels; a kernel of height × width has one channel.
  public init(kernels: [Tensor], file: StaticString = #filePath, line: UInt = #line) {
    guard let first = kernels.first, first.shape.rank == 2 || first.shape.rank == 3 else {
      stop(
        "kernels are height × width or height × width × channels, not \(kernels.first.map { "\($0.shape)" } ?? "none")",
        file, line)
    }
    for kernel in kernels where kernel.shape != first.shape {
      stop("a kernel of \(kernel.shape) beside one of \(first.shape); all need the same shape", file, line)
    }
    self.init(
      shape: [kernels.count, first.height, first.width, first.channels], scalars: kernels.flatMap { $0.scalars })
  }
}

// MARK: - Parts

extension Tensor {
  /// How many rows it has: the size of the first axis, or behind that of several kernels or a batch of images the second.
  public var height: Int { imageShape.rank > 0 ? imageShape[0] : 1 }
  /// How many columns it has: the size of the axis after the rows.
  public var width: Int { imageShape.rank > 1 ? imageShape[1] : 1 }
  /// How many channels it has: the size of the axis after the columns; 1 for a tensor of height × width.
  public var channels: Int { imageShape.rank > 2 ? imageShape[2] : 1 }

  /// Of several kernels or a batch of images, which have four axes, the shape of one.
  private var imageShape: Shape { shape.rank == 4 ? sampleShape : shape }

  /// One number, by its index on every axis, each from 0.
  public subscript(indices: Int..., file file: StaticString = #filePath, line line: UInt = #line) -> Double {
    get { scalars[place(of: indices, file, line)] }
    set { scalars[place(of: indices, file, line)] = newValue }
  }

  private func place(of indices: [Int], _ file: StaticString, _ line: UInt) -> Int {
    guard indices.count == shape.rank else {
      stop("\(indices.count) indices \(indices) for a tensor of shape \(shape), which takes \(shape.rank)", file, line)
    }
    var place = 0
    for (index, size) in zip(indices, shape) {
      guard index >= 0, index < size else {
        stop("the index \(indices) is outside a tensor of shape \(shape); each counts from 0", file, line)
      }
      place = place * size + index
    }
    return place
  }

  /// One channel of an image, height × width.
  public func channel(_ index: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.rank == 2 || shape.rank == 3, index >= 0, index < channels else {
      stop("no channel \(index) in a tensor of shape \(shape); channels count from 0", file, line)
    }
    let picked = stride(from: index, to: scalars.count, by: channels).map { scalars[$0] }
    return Tensor(shape: [height, width], scalars: picked)
  }

  /// One row of a table, or one element of the first axis of any tensor.
  public func row(_ index: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.rank > 0, index >= 0, index < shape[0] else {
      stop("no row \(index) in a tensor of shape \(shape); rows count from 0", file, line)
    }
    let rest = Shape(Array(shape.dropFirst()))
    let size = rest.elementCount
    return Tensor(shape: rest, scalars: Array(scalars[index * size..<(index + 1) * size]))
  }

  /// The same numbers in the same order, in another shape.
  public func reshaped(to shape: Shape, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.elementCount == scalars.count else {
      stop("cannot reshape \(self.shape) to \(shape): \(scalars.count) numbers into \(shape.elementCount)", file, line)
    }
    return Tensor(shape: shape, scalars: scalars, file: file, line: line)
  }

  /// All numbers in one row, in row-major order: what stands between the last pooled maps and a dense layer.
  public func flattened() -> Tensor { Tensor(scalars) }

  /// A table with rows and columns exchanged.
  public func transposed(file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard shape.rank == 2 else { stop("only a table can be transposed, not a tensor of shape \(shape)", file, line) }
    let scalars = (0..<width).flatMap { column in (0..<height).map { self.scalars[$0 * width + column] } }
    return Tensor(shape: [width, height], scalars: scalars)
  }
}
