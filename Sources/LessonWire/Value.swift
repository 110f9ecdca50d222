/// A value that a cell hands over for comparison.
package enum Value: Hashable, Sendable {
  case number(Double)
  /// A whole number that is too large to be a `Double`, digit by digit.
  case integer(LargeInteger)
  case boolean(Bool)
  case string(String)
  /// Any rank, row-major: `scalars.count` is the product of `shape`.
  case tensor(shape: [Int], scalars: [Double])
  case list([Value])
  case shape([Int])
  /// An optional that holds nothing.
  case nothing
  /// A value of a type that cannot be compared, under that type's name.
  case other(type: String)
}

extension Value {
  /// The kind of value in words, for messages.
  package var kind: String {
    switch self {
    case .number, .integer: "a number"
    case .boolean: "true or false"
    case .string: "a text"
    case .tensor(let shape, _): shape.count == 1 ? "a row of numbers" : "an array of numbers"
    case .list: "a list"
    case .shape: "a shape"
    case .nothing: "nil"
    case .other(let type): "of type \(type)"
    }
  }
}
