// What concerns one axis of a tensor, counted from 0, the outermost first.

extension Tensor {
  /// The places of one axis from one to another, all of the other axes: some rows, columns or channels.
  /// - Parameters:
  ///   - range: The places, from 0.
  ///   - axis: The axis.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The same shape, but for the axis, which is as long as the range.
  public func part(
    _ range: Range<Int>, ofAxis axis: Int = 0, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let (outer, length, inner) = split(axis, file, line)
    guard range.lowerBound >= 0, range.upperBound <= length else {
      stop("no part \(range) of axis \(axis) in a tensor of shape \(shape): it counts from 0", file, line)
    }
    var scalars: [Double] = []
    scalars.reserveCapacity(outer * range.count * inner)
    for block in 0..<outer {
      let start = (block * length + range.lowerBound) * inner
      scalars += self.scalars[start..<start + range.count * inner]
    }
    return Tensor(unchecked: shape.replacing(axis, with: range.count), scalars)
  }

  /// Joins tensors along one axis: rows below rows, columns beside columns, or channels after channels.
  /// - Parameters:
  ///   - parts: At least one; of one shape, but for that axis.
  ///   - axis: The axis.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(joining parts: [Tensor], axis: Int = 0, file: StaticString = #filePath, line: UInt = #line) {
    guard let first = parts.first else { stop("no tensors are given to be joined", file, line) }
    let (outer, _, inner) = first.split(axis, file, line)
    for part in parts
    where part.shape.rank != first.shape.rank
      || part.shape.replacing(axis, with: 0) != first.shape.replacing(axis, with: 0)
    {
      stop(
        "cannot join \(part.shape) to \(first.shape) along axis \(axis): all other sizes must be the same", file, line)
    }
    let lengths = parts.map { $0.shape[axis] * inner }
    var scalars: [Double] = []
    scalars.reserveCapacity(parts.reduce(0) { $0 + $1.scalars.count })
    for block in 0..<outer {
      for (part, length) in zip(parts, lengths) { scalars += part.scalars[block * length..<(block + 1) * length] }
    }
    self.init(unchecked: first.shape.replacing(axis, with: parts.reduce(0) { $0 + $1.shape[axis] }), scalars)
  }

  /// The sums along one axis, which goes away: `sum(axis: 0)` of a table has one number a column.
  public func sum(axis: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    reduced(axis, from: 0, file, line, +)
  }

  /// The means along one axis, which goes away.
  public func mean(axis: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    let sums = sum(axis: axis, file: file, line: line)
    guard shape[axis] > 0 else { stop("no mean along axis \(axis) of \(shape): there are no numbers", file, line) }
    return sums / Double(shape[axis])
  }

  /// The largest numbers along one axis, which goes away; NaN where there is one.
  public func max(axis: Int, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    let largest = reduced(axis, from: -.infinity, file, line, larger)
    guard shape[axis] > 0 else { stop("no maximum along axis \(axis) of \(shape): there are no numbers", file, line) }
    return largest
  }

  private func reduced(
    _ axis: Int, from start: Double, _ file: StaticString, _ line: UInt, _ operation: (Double, Double) -> Double
  ) -> Tensor {
    let (outer, length, inner) = split(axis, file, line)
    var result = [Double](repeating: start, count: outer * inner)
    for block in 0..<outer {
      for place in 0..<length {
        for index in 0..<inner {
          let target = block * inner + index
          result[target] = operation(result[target], scalars[(block * length + place) * inner + index])
        }
      }
    }
    return Tensor(unchecked: Shape(Array(shape.prefix(axis)) + Array(shape.dropFirst(axis + 1))), result)
  }

  /// The axes in another order: `permuted(to: [0, 2, 3, 1])` makes count × height × width × channels of count × channels × height × width.
  /// - Parameters:
  ///   - order: For each axis of the result the axis that it is now.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The same numbers at the same indices, these in that order.
  public func permuted(to order: [Int], file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard order.sorted() == Array(0..<shape.rank) else {
      stop("the order \(order) does not name each of the \(shape.rank) axes of \(shape) once", file, line)
    }
    var strides = [Int](repeating: 1, count: shape.rank)
    for axis in strides.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    let result = Shape(order.map { shape[$0] })
    var places = [0]
    for axis in order { places = places.flatMap { start in (0..<shape[axis]).map { start + $0 * strides[axis] } } }
    return Tensor(unchecked: result, places.map { scalars[$0] })
  }

  /// How many blocks there are before an axis, how long it is, and how many numbers stand behind each of its places.
  private func split(_ axis: Int, _ file: StaticString, _ line: UInt) -> (outer: Int, length: Int, inner: Int) {
    guard shape.indices.contains(axis) else {
      stop("no axis \(axis) in a tensor of shape \(shape): axes count from 0", file, line)
    }
    return (
      shape.prefix(axis).reduce(1, *), shape[axis], shape.dropFirst(axis + 1).reduce(1, *)
    )
  }
}

extension Shape {
  /// The same sizes, but for one axis.
  func replacing(_ axis: Int, with size: Int) -> Shape {
    Shape(enumerated().map { $0 == axis ? size : $1 })
  }
}
