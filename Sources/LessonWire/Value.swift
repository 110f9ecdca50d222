/// A value that a cell hands over for comparison.
package indirect enum Value: Hashable, Sendable {
  case number(Double)
  case boolean(Bool)
  case string(String)
  /// Any rank, row-major: `scalars.count` is the product of `shape`.
  case tensor(shape: [Int], scalars: [Double])
  case list([Value])
  case shape([Int])
  /// A value of a type that cannot be compared, under that type's name.
  case other(type: String)
}
