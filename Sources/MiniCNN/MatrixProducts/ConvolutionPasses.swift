// The three products of a convolution, for one image after another: what a batch needs beyond its results stays as small as one image.

extension ConvolutionPlan {
  /// The maps of a batch: count × output height × output width × kernels.
  ///
  /// `Y = b + Σₘ Eₘ · Wₘᵀ`, with E the unrolled image and W the kernels, their rows m; with a ReLU, `max(0, Y)`.
  func maps(of images: [Double], count: Int, kernels: [Double], bias: [Double], hasReLU: Bool) -> [Double] {
    let rows = PatchRows(self)
    let turned = turned(kernels)
    let biasRow = row(of: bias)
    return withScratch(rows.count) { patches in
      [Double](unsafeUninitializedCapacity: count * mapCount) { maps, initialized in
        withStarts(images, turned, biasRow) { images, kernels, biasRow in
          guard let output = maps.baseAddress else { return }
          for index in 0..<count {
            let map = output + index * mapCount
            makeMap(of: images + index * imageCount, kernels, at: map, rows, patches)
            finish(map, biasRow, hasReLU: hasReLU)
          }
        }
        initialized = count * mapCount
      }
    }
  }

  private func makeMap(
    of image: UnsafePointer<Double>, _ kernels: UnsafePointer<Double>, at map: UnsafeMutablePointer<Double>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Double>
  ) {
    for group in 0..<groups {
      let unrolled = rows.unroll(image, group: group, into: patches)
      for m in 0..<kernel.height {
        multiply(
          Block(start: unrolled + rows.start(ofKernelRow: m), stride: patchLength),
          Block(start: kernels + (group * kernelLength + m * patchLength) * kernelsEach, stride: kernelsEach),
          into: MutableBlock(start: map + group * kernelsEach, stride: kernelCount),
          rows: outputPlaces, columns: kernelsEach, depth: patchLength, isAdded: m > 0)
      }
    }
  }

  /// Adds the biases and, if it is to be, makes negative numbers 0, in one go.
  private func finish(_ map: UnsafeMutablePointer<Double>, _ biasRow: UnsafePointer<Double>, hasReLU: Bool) {
    let length = output.width * kernelCount
    for start in Swift.stride(from: 0, to: mapCount, by: max(1, length)) {
      let row = map + start
      if hasReLU {
        for place in 0..<length {
          let sum = row[place] + biasRow[place]
          row[place] = sum <= 0 ? 0 : sum
        }
      } else {
        for place in 0..<length { row[place] += biasRow[place] }
      }
    }
  }

  /// The biases as often as a row of the map has places; without any, zeros.
  private func row(of bias: [Double]) -> [Double] {
    bias.isEmpty
      ? Array(repeating: 0, count: output.width * kernelCount)
      : Array(repeatElement(bias, count: output.width).joined())
  }

  /// The gradients with respect to the kernels and the biases, summed over the batch, and if wanted with respect to the images.
  ///
  /// `∂L/∂Wₘᵀ = Eₘᵀ · ∂L/∂Y`; `∂L/∂b` is the sum of `∂L/∂Y` over all places; `∂L/∂Eₘ = ∂L/∂Y · Wₘ`, added up wherever windows overlap: the full
  /// convolution of the upstream gradient with the kernels. Behind a ReLU, `∂L/∂Y` is 0 wherever the output is.
  /// - Parameters:
  ///   - images: Count × height × width × channels.
  ///   - count: How many images there are.
  ///   - kernels: Their numbers.
  ///   - upstream: The gradient with respect to what follows from the batch.
  ///   - outputs: Where a ReLU follows, what it makes of the batch.
  ///   - wantsImages: Whether the images' gradient is needed.
  /// - Returns: The gradients, that of the images empty if it is not wanted.
  func gradients(
    of images: [Double], count: Int, kernels: [Double], upstream: [Double], outputs: [Double]?, wantsImages: Bool
  ) -> (kernels: [Double], bias: [Double], images: [Double]) {
    let rows = PatchRows(self)
    // Kernels side by side instead of one after another: that way the products take half of the time.
    var turned = [Double](repeating: 0, count: kernelCount * kernelLength)
    // Like the rows of a map: in long loops the compiler takes several numbers at a time.
    var biasRow = [Double](repeating: 0, count: output.width * kernelCount)
    var imagesGradient = [Double](repeating: 0, count: wantsImages ? count * imageCount : 0)
    withScratch(rows.count) { patches in
      withScratch(mapCount) { masked in
        withStarts(images, kernels, upstream) { images, kernels, upstream in
          withMutableStarts(&turned, &biasRow, &imagesGradient) { turned, biasRow, imagesGradient in
            for index in 0..<count {
              var gradient = upstream + index * mapCount
              if let outputs {
                mask(gradient, where: outputs, from: index * mapCount, into: masked, biasRow)
                gradient = UnsafePointer(masked)
              } else {
                addRows(of: gradient, to: biasRow)
              }
              addKernelsGradient(to: turned, of: images + index * imageCount, gradient, rows, patches)
              if wantsImages {
                addImageGradient(to: imagesGradient + index * imageCount, kernels, gradient, rows, patches)
              }
            }
          }
        }
      }
    }
    var bias = [Double](repeating: 0, count: kernelCount)
    MiniCNN.addRows(of: biasRow, to: &bias)
    return (turnedBack(turned), bias, imagesGradient)
  }

  /// The images' gradient alone.
  func imagesGradient(count: Int, kernels: [Double], upstream: [Double]) -> [Double] {
    let rows = PatchRows(self)
    var (images, unused, none) = ([Double](repeating: 0, count: count * imageCount), [Double](), [Double]())
    withScratch(rows.count) { patches in
      withStarts(kernels, upstream, []) { kernels, upstream, _ in
        withMutableStarts(&images, &unused, &none) { images, _, _ in
          for index in 0..<count {
            addImageGradient(to: images + index * imageCount, kernels, upstream + index * mapCount, rows, patches)
          }
        }
      }
    }
    return images
  }

  /// Takes the upstream gradient where the output is not 0, and adds its rows.
  private func mask(
    _ upstream: UnsafePointer<Double>, where outputs: [Double], from start: Int,
    into masked: UnsafeMutablePointer<Double>, _ sums: UnsafeMutablePointer<Double>
  ) {
    let length = output.width * kernelCount
    outputs.withUnsafeBufferPointer { outputs in
      guard let outputs = outputs.baseAddress.map({ $0 + start }) else { return }
      for row in Swift.stride(from: 0, to: mapCount, by: max(1, length)) {
        let (target, gradients, values) = (masked + row, upstream + row, outputs + row)
        for place in 0..<length {
          // Both are read whatever the sign is: then the compiler takes several numbers at a time.
          let gradient = gradients[place]
          let share = values[place] <= 0 ? 0 : gradient
          target[place] = share
          sums[place] += share
        }
      }
    }
  }

  private func addRows(of upstream: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>) {
    let length = output.width * kernelCount
    for row in Swift.stride(from: 0, to: mapCount, by: max(1, length)) {
      for place in 0..<length { sums[place] += upstream[row + place] }
    }
  }

  private func addKernelsGradient(
    to turned: UnsafeMutablePointer<Double>, of image: UnsafePointer<Double>, _ upstream: UnsafePointer<Double>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Double>
  ) {
    for group in 0..<groups {
      let unrolled = rows.unroll(image, group: group, into: patches)
      for m in 0..<kernel.height {
        multiply(
          Block(start: unrolled + rows.start(ofKernelRow: m), stride: patchLength, isTransposed: true),
          Block(start: upstream + group * kernelsEach, stride: kernelCount),
          into: MutableBlock(
            start: turned + (group * kernelLength + m * patchLength) * kernelsEach, stride: kernelsEach),
          rows: patchLength, columns: kernelsEach, depth: outputPlaces)
      }
    }
  }

  private func addImageGradient(
    to image: UnsafeMutablePointer<Double>, _ kernels: UnsafePointer<Double>, _ upstream: UnsafePointer<Double>,
    _ rows: PatchRows, _ patches: UnsafeMutablePointer<Double>
  ) {
    // The kernels' first rows write the first places anew.
    let written = outputPlaces * patchLength
    for group in 0..<groups {
      (patches + written).update(repeating: 0, count: max(0, rows.count - written))
      for m in 0..<kernel.height {
        let weights = kernels + group * kernelsEach * kernelLength + m * patchLength
        multiply(
          Block(start: upstream + group * kernelsEach, stride: kernelCount),
          Block(start: weights, stride: kernelLength),
          into: MutableBlock(start: patches + rows.start(ofKernelRow: m), stride: patchLength),
          rows: outputPlaces, columns: patchLength, depth: kernelsEach, isAdded: m > 0)
      }
      rows.fold(UnsafePointer(patches), group: group, into: image)
    }
  }

  /// From kernels × (height × width × depth) to group × (kernel height × width × depth) × kernels of the group.
  private func turned(_ kernels: [Double]) -> [Double] {
    exchanged(kernels, rows: kernelsEach, columns: kernelLength)
  }

  private func turnedBack(_ turned: [Double]) -> [Double] {
    exchanged(turned, rows: kernelLength, columns: kernelsEach)
  }

  /// Exchanges rows and columns, for each group by itself.
  private func exchanged(_ tables: [Double], rows: Int, columns: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: tables.count) { target, initialized in
      tables.withUnsafeBufferPointer { source in
        for start in Swift.stride(from: 0, to: tables.count, by: max(1, rows * columns)) {
          for column in 0..<columns {
            for row in 0..<rows { target[start + column * rows + row] = source[start + row * columns + column] }
          }
        }
      }
      initialized = tables.count
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
