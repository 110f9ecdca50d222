/// The sizes of a tensor's axes, outermost first: height × width for an image in black and white, height × width × channels for one
/// in colour.
public struct Shape: RandomAccessCollection, Hashable, Sendable {
  private let sizes: [Int]

  /// - Parameter sizes: One size an axis.
  public init(_ sizes: [Int]) {
    self.sizes = sizes
  }

  /// How many axes there are: 0 for a single number, 1 for a row, 2 for a table.
  public var rank: Int { sizes.count }

  /// How many numbers a tensor of this shape holds: the product of the sizes.
  public var elementCount: Int { sizes.reduce(1, *) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { sizes.count }
  public subscript(axis: Int) -> Int { sizes[axis] }
}

extension Shape: ExpressibleByArrayLiteral {
  public init(arrayLiteral sizes: Int...) {
    self.init(sizes)
  }
}

extension Shape: CustomStringConvertible {
  /// `28 × 28 × 6`.
  public var description: String {
    sizes.isEmpty ? "scalar" : sizes.map(String.init).joined(separator: " × ")
  }
}
