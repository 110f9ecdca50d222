public struct Shape: RandomAccessCollection, Hashable, Sendable, ExpressibleByArrayLiteral {
  var s: [Int]; public init(_ s: [Int]) { self.s = s }
  public init(arrayLiteral e: Int...) { s = e }
  public var startIndex: Int { 0 }
  public var endIndex: Int { s.count }
  public subscript(i: Int) -> Int { s[i] }
}
public struct Tensor: Equatable, Sendable {
  public var shape: Shape; public var scalars: [Double]
  public init(_ v: [Double]) { shape = [v.count]; scalars = v }
  public init(_ v: [[Double]]) { shape = [v.count, v[0].count]; scalars = v.flatMap { $0 } }
  public var table: String { scalars.map { "\($0)" }.joined(separator: " ") }
}
