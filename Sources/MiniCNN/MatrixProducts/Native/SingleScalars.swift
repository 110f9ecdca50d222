extension Float: MatrixScalar {
  package static func list(_ numbers: [Double]) -> [Float] { numbers.converted { Float($0) } }
  package static func doubles(_ numbers: [Float]) -> [Double] { numbers.converted { Double($0) } }

  @inline(__always)
  package static func add(_ lanes: SIMD4<Float>, times factor: Float, to sum: inout SIMD4<Float>) {
    sum += lanes * factor
  }
  @inline(__always)
  package static func add(_ lanes: SIMD4<Float>, times factors: SIMD4<Float>, to sum: inout SIMD4<Float>) {
    sum += lanes * factors
  }
  @inline(__always)
  package static func sum(_ one: SIMD4<Float>, _ other: SIMD4<Float>) -> SIMD4<Float> { one + other }
}

extension Array {
  /// The same numbers in another type, several at a time.
  fileprivate func converted<Other>(_ convert: (Element) -> Other) -> [Other] {
    withUnsafeBufferPointer { source in
      [Other](unsafeUninitializedCapacity: source.count) { target, initialized in
        for place in 0..<source.count { target[place] = convert(source[place]) }
        initialized = source.count
      }
    }
  }
}
