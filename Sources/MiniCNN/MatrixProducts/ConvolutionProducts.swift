// The three products of a convolution, for one image.

extension ConvolutionPlan {
  /// The map of an image: output height × output width × kernels, without the biases.
  ///
  /// `Y = Σₘ Eₘ · Wₘᵀ`, with E the unrolled image and W the kernels, their rows m.
  /// - Parameters:
  ///   - image: Height × width × channels.
  ///   - turned: The kernels, as `turned(_:)` has them.
  ///   - map: Is given the map.
  ///   - rows: How the image is unrolled.
  ///   - patches: Room for that.
  func makeMap<Scalar: MatrixScalar>(
    of image: UnsafePointer<Scalar>, _ turned: UnsafePointer<Scalar>, at map: UnsafeMutablePointer<Scalar>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Scalar>
  ) {
    let length = output.width * kernelCount
    // The kernels' first rows write their places anew.
    let first = mapRows(meetingKernelRow: 0)
    map.update(repeating: 0, count: first.lowerBound * length)
    (map + first.upperBound * length).update(repeating: 0, count: (output.height - first.upperBound) * length)
    for group in 0..<groups {
      let unrolled = rows.unroll(image, group: group, into: patches)
      for m in 0..<kernel.height {
        let met = mapRows(meetingKernelRow: m)
        multiply(
          Block(start: unrolled + rows.start(ofKernelRow: m, mapRow: met.lowerBound), stride: patchLength),
          Block(start: turned + (group * kernelLength + m * patchLength) * kernelsEach, stride: kernelsEach),
          into: MutableBlock(start: map + met.lowerBound * length + group * kernelsEach, stride: kernelCount),
          rows: met.count * output.width, columns: kernelsEach, depth: patchLength, isAdded: m > 0)
      }
    }
  }

  /// Adds an image's part of the gradient with respect to the kernels: `∂L/∂Wₘᵀ = Eₘᵀ · ∂L/∂Y`.
  func addKernelsGradient<Scalar: MatrixScalar>(
    to turned: UnsafeMutablePointer<Scalar>, of image: UnsafePointer<Scalar>, _ upstream: UnsafePointer<Scalar>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Scalar>
  ) {
    for group in 0..<groups {
      let unrolled = rows.unroll(image, group: group, into: patches)
      for m in 0..<kernel.height {
        let met = mapRows(meetingKernelRow: m)
        multiply(
          Block(
            start: unrolled + rows.start(ofKernelRow: m, mapRow: met.lowerBound), stride: patchLength,
            isTransposed: true),
          Block(
            start: upstream + met.lowerBound * output.width * kernelCount + group * kernelsEach, stride: kernelCount),
          into: MutableBlock(
            start: turned + (group * kernelLength + m * patchLength) * kernelsEach, stride: kernelsEach),
          rows: patchLength, columns: kernelsEach, depth: met.count * output.width)
      }
    }
  }

  /// Adds the gradient with respect to an image to what is there: `∂L/∂Eₘ = ∂L/∂Y · Wₘ`, added up wherever windows overlap.
  func addImageGradient<Scalar: MatrixScalar>(
    to image: UnsafeMutablePointer<Scalar>, _ kernels: UnsafePointer<Scalar>, _ upstream: UnsafePointer<Scalar>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Scalar>
  ) {
    for group in 0..<groups {
      // The kernels' first rows write their places anew.
      rows.clear(patches, exceptFor: mapRows(meetingKernelRow: 0), kernelRow: 0)
      for m in 0..<kernel.height {
        let met = mapRows(meetingKernelRow: m)
        multiply(
          Block(
            start: upstream + met.lowerBound * output.width * kernelCount + group * kernelsEach, stride: kernelCount),
          Block(start: kernels + group * kernelsEach * kernelLength + m * patchLength, stride: kernelLength),
          into: MutableBlock(
            start: patches + rows.start(ofKernelRow: m, mapRow: met.lowerBound), stride: patchLength),
          rows: met.count * output.width, columns: patchLength, depth: kernelsEach, isAdded: m > 0)
      }
      rows.fold(UnsafePointer(patches), group: group, into: image)
    }
  }

  /// From kernels × (height × width × depth) to group × (kernel height × width × depth) × kernels of the group.
  ///
  /// Kernels side by side instead of one after another: that way the products take half of the time.
  func turned<Scalar: MatrixScalar>(_ kernels: [Scalar]) -> [Scalar] {
    exchanged(kernels, rows: kernelsEach, columns: kernelLength)
  }

  func turnedBack<Scalar: MatrixScalar>(_ turned: [Scalar]) -> [Scalar] {
    exchanged(turned, rows: kernelLength, columns: kernelsEach)
  }

  /// Exchanges rows and columns, for each group by itself.
  private func exchanged<Scalar: MatrixScalar>(_ tables: [Scalar], rows: Int, columns: Int) -> [Scalar] {
    written(tables.count) { target in
      withStarts(tables, [], []) { source, _, _ in
        for table in Swift.stride(from: 0, to: tables.count, by: max(1, rows * columns)) {
          for column in 0..<columns {
            let line = target + table + column * rows
            var next = source + table + column
            for row in 0..<rows {
              line[row] = next.pointee
              next += columns
            }
          }
        }
      }
    }
  }
}
