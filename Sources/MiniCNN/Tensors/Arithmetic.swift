// Element by element, between tensors of one shape or with a number on either side.

extension Tensor {
  /// A tensor of the same shape with a function's value for each number.
  public func map(_ function: (Double) -> Double) -> Tensor {
    Tensor(shape: shape, scalars: scalars.map(function))
  }

  private func combined(_ name: String, _ other: Tensor, _ operation: (Double, Double) -> Double) -> Tensor {
    guard shape == other.shape else {
      stop("the shapes \(shape) and \(other.shape) differ in left \(name) right; both need the same", #filePath, #line)
    }
    return Tensor(shape: shape, scalars: zip(scalars, other.scalars).map(operation))
  }

  public static func + (left: Tensor, right: Tensor) -> Tensor { left.combined("+", right, +) }
  public static func - (left: Tensor, right: Tensor) -> Tensor { left.combined("-", right, -) }
  public static func * (left: Tensor, right: Tensor) -> Tensor { left.combined("*", right, *) }
  public static func / (left: Tensor, right: Tensor) -> Tensor { left.combined("/", right, /) }

  public static func + (left: Tensor, right: Double) -> Tensor { left.map { $0 + right } }
  public static func - (left: Tensor, right: Double) -> Tensor { left.map { $0 - right } }
  public static func * (left: Tensor, right: Double) -> Tensor { left.map { $0 * right } }
  public static func / (left: Tensor, right: Double) -> Tensor { left.map { $0 / right } }

  public static func + (left: Double, right: Tensor) -> Tensor { right.map { left + $0 } }
  public static func - (left: Double, right: Tensor) -> Tensor { right.map { left - $0 } }
  public static func * (left: Double, right: Tensor) -> Tensor { right.map { left * $0 } }
  public static func / (left: Double, right: Tensor) -> Tensor { right.map { left / $0 } }

  public static prefix func - (tensor: Tensor) -> Tensor { tensor.map { -$0 } }
}

extension Tensor {
  /// The sum of all numbers.
  public func sum() -> Double { scalars.reduce(0, +) }

  /// The mean of all numbers.
  public func mean(file: StaticString = #filePath, line: UInt = #line) -> Double {
    guard !scalars.isEmpty else { stop("an empty tensor (\(shape)) has no mean", file, line) }
    return sum() / Double(scalars.count)
  }

  /// The largest number; NaN if there is one.
  public func max(file: StaticString = #filePath, line: UInt = #line) -> Double {
    guard !scalars.isEmpty else { stop("an empty tensor (\(shape)) has no maximum", file, line) }
    return scalars.reduce(-.infinity, larger)
  }

  /// The smallest number; NaN if there is one.
  public func min(file: StaticString = #filePath, line: UInt = #line) -> Double {
    guard !scalars.isEmpty else { stop("an empty tensor (\(shape)) has no minimum", file, line) }
    return -scalars.reduce(-.infinity) { larger($0, -$1) }
  }

  /// The place of the largest number in row-major order, or of a NaN if there is one; the first of several.
  public func argmax(file: StaticString = #filePath, line: UInt = #line) -> Int {
    guard !scalars.isEmpty else { stop("an empty tensor (\(shape)) has no maximum", file, line) }
    if let notANumber = scalars.firstIndex(where: { $0.isNaN }) { return notANumber }
    var best = 0
    for place in scalars.indices where scalars[place] > scalars[best] { best = place }
    return best
  }

  /// The matrix product of two tables, or of a table and a row seen as a column.
  ///
  /// `(A·B)[i, j] = Σₖ A[i, k] · B[k, j]`
  /// - Complexity: O(*n* · *m* · *k*).
  public func multiplied(by other: Tensor, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    let isColumn = other.shape.rank == 1
    guard shape.rank == 2, other.shape.rank == 2 || isColumn, width == other.height else {
      stop(
        "cannot multiply \(shape) by \(other.shape): the first's columns must be as many as the second's rows", file,
        line)
    }
    let columns = other.width
    var scalars = [Double](repeating: 0, count: height * columns)
    if height * width * columns < 64 * 64 * 64 {
      // To load the library would take longer.
      for i in 0..<height {
        for k in 0..<width {
          let factor = self.scalars[i * width + k]
          for j in 0..<columns { scalars[i * columns + j] += factor * other.scalars[k * columns + j] }
        }
      }
    } else {
      product(
        Factor(self.scalars, width), Factor(other.scalars, columns), addedTo: &scalars, rows: height, columns: columns,
        depth: width)
    }
    return Tensor(shape: isColumn ? [height] : [height, columns], scalars: scalars)
  }
}

/// The larger of two numbers, and NaN if either is: a fault must not be lost among sound numbers.
func larger(_ one: Double, _ other: Double) -> Double {
  one > other || one.isNaN ? one : other
}
