// A type of numbers says for itself how several are added at a time: of a type that is not known yet the compiler takes them one by one.

extension Double: MatrixScalar {
  package static func list(_ numbers: [Double]) -> [Double] { numbers }
  package static func doubles(_ numbers: [Double]) -> [Double] { numbers }

  @inline(__always)
  package static func add(_ lanes: SIMD4<Double>, times factor: Double, to sum: inout SIMD4<Double>) {
    sum += lanes * factor
  }
  @inline(__always)
  package static func add(_ lanes: SIMD4<Double>, times factors: SIMD4<Double>, to sum: inout SIMD4<Double>) {
    sum += lanes * factors
  }
  @inline(__always)
  package static func sum(_ one: SIMD4<Double>, _ other: SIMD4<Double>) -> SIMD4<Double> { one + other }
}
