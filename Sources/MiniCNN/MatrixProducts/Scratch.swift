/// Lends uninitialised room for numbers.
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
  let room = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
  defer { room.deallocate() }
  return body(room)
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
