// The three products of a convolution, for one image after another: what a batch needs beyond its results stays as small as one image.

extension ConvolutionPlan {
  /// The maps of a batch: count × output height × output width × kernels.
  func maps(of images: [Double], count: Int, kernels: [Double], bias: [Double]) -> [Double] {
    let rows = PatchRows(self)
    let size = outputPlaces * kernelCount
    return withScratch(rows.count) { patches in
      [Double](unsafeUninitializedCapacity: count * size) { maps, initialized in
        guard let output = maps.baseAddress else { return }
        images.withUnsafeBufferPointer { images in
          kernels.withUnsafeBufferPointer { kernels in
            guard let images = images.baseAddress, let kernels = kernels.baseAddress else { return }
            for index in 0..<count {
              let map = output + index * size
              fill(map, with: bias)
              addMap(of: images + index * imageCount, kernels, to: map, rows, patches)
            }
          }
        }
        initialized = count * size
      }
    }
  }

  /// `Y ← Y + Σₘ Eₘ · Wₘᵀ`, with E the unrolled image and W the kernels, their rows m.
  private func addMap(
    of image: UnsafePointer<Double>, _ kernels: UnsafePointer<Double>, to map: UnsafeMutablePointer<Double>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Double>
  ) {
    for group in 0..<groups {
      let unrolled = rows.unroll(image, group: group, into: patches)
      for m in 0..<kernel.height {
        let weights = kernels + group * kernelsEach * kernelLength + m * patchLength
        multiply(
          Block(start: unrolled + rows.start(ofKernelRow: m), stride: patchLength),
          Block(start: weights, stride: kernelLength, isTransposed: true),
          into: MutableBlock(start: map + group * kernelsEach, stride: kernelCount),
          rows: outputPlaces, columns: kernelsEach, depth: patchLength)
      }
    }
  }

  /// The gradient with respect to the kernels, summed over the batch.
  ///
  /// `∂L/∂Wₘᵀ = Eₘᵀ · ∂L/∂Y`
  func kernelsGradient(of images: [Double], count: Int, upstream: [Double]) -> [Double] {
    let rows = PatchRows(self)
    // Kernels side by side instead of one after another: that way the products take half of the time.
    var turned = [Double](repeating: 0, count: kernelCount * kernelLength)
    withScratch(rows.count) { patches in
      turned.withUnsafeMutableBufferPointer { turned in
        images.withUnsafeBufferPointer { images in
          upstream.withUnsafeBufferPointer { upstream in
            guard let turned = turned.baseAddress, let images = images.baseAddress, let upstream = upstream.baseAddress
            else { return }
            for index in 0..<count {
              let gradient = upstream + index * outputPlaces * kernelCount
              for group in 0..<groups {
                let unrolled = rows.unroll(images + index * imageCount, group: group, into: patches)
                for m in 0..<kernel.height {
                  multiply(
                    Block(start: unrolled + rows.start(ofKernelRow: m), stride: patchLength, isTransposed: true),
                    Block(start: gradient + group * kernelsEach, stride: kernelCount),
                    into: MutableBlock(
                      start: turned + (group * kernelLength + m * patchLength) * kernelsEach, stride: kernelsEach),
                    rows: patchLength, columns: kernelsEach, depth: outputPlaces)
                }
              }
            }
          }
        }
      }
    }
    return turnedBack(turned)
  }

  /// From group × (kernel height × width × depth) × kernels of the group to kernels × (height × width × depth).
  private func turnedBack(_ turned: [Double]) -> [Double] {
    var kernels = [Double](repeating: 0, count: turned.count)
    for group in 0..<groups {
      let start = group * kernelsEach * kernelLength
      for place in 0..<kernelLength {
        for index in 0..<kernelsEach {
          kernels[start + index * kernelLength + place] = turned[start + place * kernelsEach + index]
        }
      }
    }
    return kernels
  }

  /// The gradient with respect to the images: the full convolution of the upstream gradient with the kernels.
  ///
  /// `∂L/∂Eₘ = ∂L/∂Y · Wₘ`, added up wherever windows overlap.
  func imagesGradient(count: Int, kernels: [Double], upstream: [Double]) -> [Double] {
    let rows = PatchRows(self)
    var gradient = [Double](repeating: 0, count: count * imageCount)
    withScratch(rows.count) { patches in
      gradient.withUnsafeMutableBufferPointer { gradient in
        kernels.withUnsafeBufferPointer { kernels in
          upstream.withUnsafeBufferPointer { upstream in
            guard let images = gradient.baseAddress, let kernels = kernels.baseAddress,
              let upstream = upstream.baseAddress
            else { return }
            for index in 0..<count {
              addImageGradient(
                to: images + index * imageCount, kernels, upstream + index * outputPlaces * kernelCount, rows, patches)
            }
          }
        }
      }
    }
    return gradient
  }

  private func addImageGradient(
    to image: UnsafeMutablePointer<Double>, _ kernels: UnsafePointer<Double>, _ upstream: UnsafePointer<Double>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Double>
  ) {
    for group in 0..<groups {
      patches.update(repeating: 0, count: rows.count)
      for m in 0..<kernel.height {
        let weights = kernels + group * kernelsEach * kernelLength + m * patchLength
        multiply(
          Block(start: upstream + group * kernelsEach, stride: kernelCount),
          Block(start: weights, stride: kernelLength),
          into: MutableBlock(start: patches + rows.start(ofKernelRow: m), stride: patchLength),
          rows: outputPlaces, columns: patchLength, depth: kernelsEach)
      }
      rows.fold(UnsafePointer(patches), group: group, into: image)
    }
  }

  /// The gradient with respect to the biases, summed over the batch and all places of the maps.
  func biasGradient(upstream: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: kernelCount)
    addRows(of: upstream, to: &sums)
    return sums
  }

  private func fill(_ map: UnsafeMutablePointer<Double>, with bias: [Double]) {
    guard !bias.isEmpty else { return map.update(repeating: 0, count: outputPlaces * kernelCount) }
    bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      for place in 0..<outputPlaces {
        for index in 0..<kernelCount { map[place * kernelCount + index] = bias[index] }
      }
    }
  }
}

/// Adds the rows of a table, each as long as `sums`, to `sums`.
func addRows(of table: [Double], to sums: inout [Double]) {
  let length = sums.count
  sums.withUnsafeMutableBufferPointer { sums in
    table.withUnsafeBufferPointer { table in
      for start in stride(from: 0, to: table.count, by: length) {
        for index in 0..<length { sums[index] += table[start + index] }
      }
    }
  }
}

/// Lends uninitialised room for numbers.
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
  let room = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
  defer { room.deallocate() }
  return body(room)
}
