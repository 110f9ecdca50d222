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
  init?(from layers: inout ArraySlice<any Layer>) {
    guard let convolution = layers.first as? Convolution else { return nil }
    self.convolution = convolution
    layers.removeFirst()
    if (layers.first as? Activation)?.function == .relu {
      hasReLU = true
      layers.removeFirst()
    }
    if let pooling = layers.first as? MaxPooling {
      self.pooling = pooling
      layers.removeFirst()
    }
  }

  func output(for batch: Tensor) -> Tensor {
    let plan = checkedPlan(for: batch)
    return tensor(outputs(of: batch, plan).scalars, plan)
  }

  func pass(_ batch: Tensor) -> Pass {
    let plan = checkedPlan(for: batch)
    let outputs = outputs(of: batch, plan)
    return Pass(output: tensor(outputs.scalars, plan)) {
      [kernels = convolution.kernels, hasBias = !convolution.bias.scalars.isEmpty] upstream, wantsInput in
      let gradients = plan.gradients(
        of: batch.scalars, count: batch.shape[0], kernels: kernels.scalars, upstream: upstream.scalars,
        outputs: outputs, wantsImages: wantsInput)
      let parameters = [Tensor(unchecked: kernels.shape, gradients.kernels)] + (hasBias ? [Tensor(gradients.bias)] : [])
      return Gradients(
        input: wantsInput ? Tensor(unchecked: batch.shape, gradients.images) : nil, parameters: parameters)
    }
  }

  private func outputs(of batch: Tensor, _ plan: StagePlan) -> (scalars: [Double], winners: [Double]) {
    plan.outputs(
      of: batch.scalars, count: batch.shape[0], kernels: convolution.kernels.scalars, bias: convolution.bias.scalars)
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
