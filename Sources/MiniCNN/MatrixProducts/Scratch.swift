/// Lends uninitialised room for numbers.
func withScratch<Scalar, Result>(
  _: Scalar.Type, _ count: Int, _ body: (UnsafeMutablePointer<Scalar>) -> Result
) -> Result {
  let room = UnsafeMutablePointer<Scalar>.allocate(capacity: max(1, count))
  defer { room.deallocate() }
  return body(room)
}

/// Lends three such rooms.
func withScratch<Scalar, Result>(
  _: Scalar.Type, _ a: Int, _ b: Int, _ c: Int,
  _ body: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Result
) -> Result {
  withScratch(Scalar.self, a) { a in withScratch(Scalar.self, b) { b in withScratch(Scalar.self, c) { body(a, b, $0) } }
  }
}

/// A list of so many numbers, each of which a function writes.
func written<Scalar>(_ count: Int, by body: (UnsafeMutablePointer<Scalar>) -> Void) -> [Scalar] {
  [Scalar](unsafeUninitializedCapacity: max(1, count)) { numbers, initialized in
    if let start = numbers.baseAddress { body(start) }
    initialized = count
  }
}

/// Four numbers that stand one after another.
@inline(__always)
func load<Scalar: SIMDScalar>(_ place: UnsafePointer<Scalar>) -> SIMD4<Scalar> {
  UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Scalar>.self)
}

@inline(__always)
func store<Scalar: SIMDScalar>(_ lanes: SIMD4<Scalar>, _ place: UnsafeMutablePointer<Scalar>) {
  UnsafeMutableRawPointer(place).storeBytes(of: lanes, as: SIMD4<Scalar>.self)
}

/// Lends the places of three lists; without any numbers in them, places that nobody may read.
func withStarts<Scalar>(
  _ a: [Scalar], _ b: [Scalar], _ c: [Scalar],
  _ body: (UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafePointer<Scalar>) -> Void
) {
  withScratch(Scalar.self, 0) { nowhere in
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
func withMutableStarts<Scalar>(
  _ a: inout [Scalar], _ b: inout [Scalar], _ c: inout [Scalar],
  _ body: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
) {
  withScratch(Scalar.self, 0) { nowhere in
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          body(a.baseAddress ?? nowhere, b.baseAddress ?? nowhere, c.baseAddress ?? nowhere)
        }
      }
    }
  }
}
