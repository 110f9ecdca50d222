/// Lends uninitialised room for numbers.
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
  let room = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
  defer { room.deallocate() }
  return body(room)
}

/// Lends three such rooms.
func withScratch<Result>(
  _ a: Int, _ b: Int, _ c: Int,
  _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Result
) -> Result {
  withScratch(a) { a in withScratch(b) { b in withScratch(c) { body(a, b, $0) } } }
}

/// A list of so many numbers, each of which a function writes.
func written(_ count: Int, by body: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
  [Double](unsafeUninitializedCapacity: max(1, count)) { numbers, initialized in
    if let start = numbers.baseAddress { body(start) }
    initialized = count
  }
}

/// Four numbers that stand one after another.
@inline(__always)
func load(_ place: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
}

@inline(__always)
func store(_ lanes: SIMD4<Double>, _ place: UnsafeMutablePointer<Double>) {
  UnsafeMutableRawPointer(place).storeBytes(of: lanes, as: SIMD4<Double>.self)
}

/// Lends the places of three lists; without any numbers in them, places that nobody may read.
func withStarts(
  _ a: [Double], _ b: [Double], _ c: [Double],
  _ body: (UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>) -> Void
) {
  withScratch(0) { nowhere in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeBufferPointer { c in
          let nowhere = UnsafePointer(nowhere)
          body(a.baseAddress ?? nowhere, b.baseAddress ?? nowhere, c.baseAddress ?? nowhere)
        }
      }
    }
  }
}

/// The same, to be written to.
func withMutableStarts(
  _ a: inout [Double], _ b: inout [Double], _ c: inout [Double],
  _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
) {
  withScratch(0) { nowhere in
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          body(a.baseAddress ?? nowhere, b.baseAddress ?? nowhere, c.baseAddress ?? nowhere)
        }
      }
    }
  }
}
