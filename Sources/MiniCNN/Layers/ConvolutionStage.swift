/// A convolution, with the ReLU and the largest numbers of windows that may follow it: in one go they take less time.
struct ConvolutionStage {
  let convolution: Convolution
  private(set) var hasReLU = false
  private(set) var pooling: MaxPooling?

  /// A convolution alone.
  init(_ convolution: Convolution) {
    self.convolution = convolution
  }

  /// Takes layers from the front, if there is a convolution.
  init?(from layers: inout ArraySlice<AnyLayer>) {
    guard let convolution = layers.first?.taken(as: Convolution.self) else { return nil }
    self.convolution = convolution
    layers.removeFirst()
    if layers.first?.taken(as: Activation.self)?.function == .relu {
      hasReLU = true
      layers.removeFirst()
    }
    if let pooling = layers.first?.taken(as: MaxPooling.self) {
      self.pooling = pooling
      layers.removeFirst()
    }
  }

  func output(for batch: Tensor) -> Tensor {
    convolution.isInSinglePrecision ? output(for: batch, in: SingleScalar.self) : output(for: batch, in: Double.self)
  }

  func pass(_ batch: Tensor) -> Pass {
    convolution.isInSinglePrecision ? pass(batch, in: SingleScalar.self) : pass(batch, in: Double.self)
  }

  private func output<Scalar: MatrixScalar>(for batch: Tensor, in _: Scalar.Type) -> Tensor {
    let plan = checkedPlan(for: batch)
    let outputs = plan.outputs(
      of: Scalar.list(batch.scalars), count: batch.shape[0], kernels: Scalar.list(convolution.kernels.scalars),
      bias: Scalar.list(convolution.bias.scalars))
    return tensor(Scalar.doubles(outputs.scalars), plan)
  }

  private func pass<Scalar: MatrixScalar>(_ batch: Tensor, in _: Scalar.Type) -> Pass {
    let plan = checkedPlan(for: batch)
    let (images, kernels) = (Scalar.list(batch.scalars), Scalar.list(convolution.kernels.scalars))
    let outputs = plan.outputs(
      of: images, count: batch.shape[0], kernels: kernels, bias: Scalar.list(convolution.bias.scalars))
    let hasBias = !convolution.bias.scalars.isEmpty
    return Pass(output: tensor(Scalar.doubles(outputs.scalars), plan)) {
      [shape = batch.shape, kernelShape = convolution.kernels.shape] upstream, wantsInput in
      let gradients = plan.gradients(
        of: images, count: shape[0], kernels: kernels, upstream: Scalar.list(upstream.scalars), outputs: outputs,
        wantsImages: wantsInput)
      let parameters = [Tensor(unchecked: kernelShape, Scalar.doubles(gradients.kernels))]
      return Gradients(
        input: wantsInput ? Tensor(unchecked: shape, Scalar.doubles(gradients.images)) : nil,
        parameters: parameters + (hasBias ? [Tensor(Scalar.doubles(gradients.bias))] : []))
    }
  }

  private func tensor(_ scalars: [Double], _ plan: StagePlan) -> Tensor {
    let size = plan.outputSize
    return Tensor(
      unchecked: [scalars.count / max(1, plan.outputCount), size.height, size.width, plan.convolution.kernelCount],
      scalars)
  }

  private func checkedPlan(for batch: Tensor) -> StagePlan {
    let plan = convolution.checkedPlan(for: batch)
    let maps: Shape = [batch.shape[0], plan.output.height, plan.output.width, plan.kernelCount]
    return StagePlan(convolution: plan, hasReLU: hasReLU, pooling: pooling?.plan(forBatch: maps))
  }
}
