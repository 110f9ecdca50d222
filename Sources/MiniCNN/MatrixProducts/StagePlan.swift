/// A convolution, and what follows it in one go: a ReLU, the largest numbers of windows, or both.
///
/// The largest number of a window comes before bias and ReLU, which change the order of no two numbers: so there is less to compute, and no
/// more than one image's map is ever kept.
struct StagePlan {
  var convolution: ConvolutionPlan
  var hasReLU = false
  var pooling: PoolingPlan?

  /// How high and wide the output is.
  var outputSize: Size { pooling?.output ?? convolution.output }
  /// How many numbers the stage makes of one image.
  var outputCount: Int { pooling?.outputCount ?? convolution.mapCount }
  /// How many of them are in a row of the output.
  private var rowLength: Int { outputSize.width * convolution.kernelCount }
  private var poolingMapCount: Int { pooling?.mapCount ?? 0 }

  /// What the stage makes of a batch.
  ///
  /// `max over windows of Y, plus b`, with Y the convolution; with a ReLU, `max(0, that)`.
  /// - Parameters:
  ///   - images: Count × height × width × channels.
  ///   - count: How many images there are.
  ///   - kernels: Their numbers.
  ///   - bias: One number a kernel, or none.
  /// - Returns: Count × output height × output width × kernels, and with pooling, which of its window's numbers each is.
  func outputs<Scalar: MatrixScalar>(
    of images: [Scalar], count: Int, kernels: [Scalar], bias: [Scalar]
  ) -> (scalars: [Scalar], winners: [Scalar]) {
    let rows = PatchRows(convolution)
    let biasRow = row(of: bias)
    var winners: [Scalar] = []
    let scalars: [Scalar] = written(count * outputCount) { outputs in
      winners = written(pooling == nil ? 0 : count * outputCount) { winners in
        withScratch(Scalar.self, rows.count, poolingMapCount, 0) { patches, map, _ in
          withStarts(images, convolution.turned(kernels), biasRow) { images, kernels, biasRow in
            for index in 0..<count {
              let (image, output) = (images + index * convolution.imageCount, outputs + index * outputCount)
              if let pooling {
                convolution.makeMap(of: image, kernels, at: map, rows, patches)
                pooling.takeLargest(of: UnsafePointer(map), to: output, winners: winners + index * outputCount)
              } else {
                convolution.makeMap(of: image, kernels, at: output, rows, patches)
              }
              finish(output, biasRow)
            }
          }
        }
      }
    }
    return (scalars, winners)
  }

  /// Adds the biases and, if it is to be, makes negative numbers 0, in one go.
  private func finish<Scalar: MatrixScalar>(_ output: UnsafeMutablePointer<Scalar>, _ biasRow: UnsafePointer<Scalar>) {
    for start in Swift.stride(from: 0, to: outputCount, by: max(1, rowLength)) {
      let row = output + start
      if hasReLU {
        for place in 0..<rowLength {
          let sum = row[place] + biasRow[place]
          row[place] = sum <= .zero ? .zero : sum
        }
      } else {
        for place in 0..<rowLength { row[place] += biasRow[place] }
      }
    }
  }

  /// The biases as often as a row of the output has places; without any, zeros.
  private func row<Scalar: MatrixScalar>(of bias: [Scalar]) -> [Scalar] {
    bias.isEmpty
      ? Array(repeating: 0, count: rowLength)
      : Array(repeatElement(bias, count: rowLength / bias.count).joined())
  }

  /// The gradients with respect to the kernels and the biases, summed over the batch, and if wanted with respect to the images.
  ///
  /// Behind a ReLU the upstream gradient is 0 wherever the output is; `∂L/∂b` is the sum of that over all places; with pooling each number
  /// of it goes to its window's winner, which makes `∂L/∂Y`. For what follows from that see `ConvolutionProducts.swift`.
  /// - Parameters:
  ///   - images: Count × height × width × channels.
  ///   - count: How many images there are.
  ///   - kernels: Their numbers.
  ///   - upstream: The gradient with respect to what the stage made of the batch.
  ///   - outputs: What that was, with its winners; needed behind a ReLU or pooling.
  ///   - wantsImages: Whether the images' gradient is needed.
  /// - Returns: The gradients, that of the images empty if it is not wanted.
  func gradients<Scalar: MatrixScalar>(
    of images: [Scalar], count: Int, kernels: [Scalar], upstream: [Scalar],
    outputs: (scalars: [Scalar], winners: [Scalar]) = ([], []), wantsImages: Bool
  ) -> (kernels: [Scalar], bias: [Scalar], images: [Scalar]) {
    let rows = PatchRows(convolution)
    var turned = [Scalar](repeating: 0, count: kernels.count)
    // Like the rows of an output: in long loops the compiler takes several numbers at a time.
    var biasRow = [Scalar](repeating: 0, count: rowLength)
    var imagesGradient = [Scalar](repeating: 0, count: wantsImages ? count * convolution.imageCount : 0)
    withScratch(Scalar.self, rows.count, poolingMapCount, outputCount) { patches, map, masked in
      withStarts(images, kernels, upstream) { images, kernels, upstream in
        withStarts(outputs.scalars, outputs.winners, []) { outputs, winners, _ in
          withMutableStarts(&turned, &biasRow, &imagesGradient) { turned, biasRow, imagesGradient in
            for index in 0..<count {
              let start = index * outputCount
              var gradient = upstream + start
              if hasReLU {
                mask(gradient, where: outputs + start, into: masked, biasRow)
                gradient = UnsafePointer(masked)
              } else {
                addRows(of: gradient, to: biasRow)
              }
              if let pooling {
                pooling.giveBack(gradient, to: winners + start, in: map)
                gradient = UnsafePointer(map)
              }
              let image = index * convolution.imageCount
              convolution.addKernelsGradient(to: turned, of: images + image, gradient, rows, patches)
              if wantsImages {
                convolution.addImageGradient(to: imagesGradient + image, kernels, gradient, rows, patches)
              }
            }
          }
        }
      }
    }
    var bias = [Scalar](repeating: 0, count: convolution.kernelCount)
    MiniCNN.addRows(of: biasRow, to: &bias)
    return (convolution.turnedBack(turned), bias, imagesGradient)
  }

  /// Takes the upstream gradient where the output is not 0, and adds its rows.
  private func mask<Scalar: MatrixScalar>(
    _ upstream: UnsafePointer<Scalar>, where outputs: UnsafePointer<Scalar>,
    into masked: UnsafeMutablePointer<Scalar>, _ sums: UnsafeMutablePointer<Scalar>
  ) {
    for row in Swift.stride(from: 0, to: outputCount, by: max(1, rowLength)) {
      let (target, gradients, values) = (masked + row, upstream + row, outputs + row)
      for place in 0..<rowLength {
        // Both are read whatever the sign is: then the compiler takes several numbers at a time.
        let gradient = gradients[place]
        let share = values[place] <= .zero ? .zero : gradient
        target[place] = share
        sums[place] += share
      }
    }
  }

  private func addRows<Scalar: MatrixScalar>(of upstream: UnsafePointer<Scalar>, to sums: UnsafeMutablePointer<Scalar>)
  {
    for row in Swift.stride(from: 0, to: outputCount, by: max(1, rowLength)) {
      for place in 0..<rowLength { sums[place] += upstream[row + place] }
    }
  }
}

extension ConvolutionPlan {
  /// The gradient with respect to a batch's images alone.
  /// - Parameters:
  ///   - count: How many images there are.
  ///   - kernels: Their numbers.
  ///   - upstream: The gradient with respect to the maps.
  /// - Returns: Count × height × width × channels.
  func imagesGradient(count: Int, kernels: [Double], upstream: [Double]) -> [Double] {
    let rows = PatchRows(self)
    var (images, unused, none) = ([Double](repeating: 0, count: count * imageCount), [Double](), [Double]())
    withScratch(Double.self, rows.count) { patches in
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
}

/// Adds the rows of a table, each as long as `sums`, to `sums`.
func addRows<Scalar: MatrixScalar>(of table: [Scalar], to sums: inout [Scalar]) {
  let length = sums.count
  sums.withUnsafeMutableBufferPointer { sums in
    table.withUnsafeBufferPointer { table in
      for start in stride(from: 0, to: table.count, by: length) {
        for index in 0..<length { sums[index] += table[start + index] }
      }
    }
  }
}
