extension Network {
  /// The gradient of one of the outputs with respect to an image: how much the output changes with each of its numbers.
  ///
  /// The network is taken as it is after training. A last softmax layer is left out, so that it is a score whose change is told. As a
  /// picture of magnitudes it is a saliency map; see Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks" (2013).
  /// - Parameters:
  ///   - sample: One sample.
  ///   - output: Which output, from 0, by default the largest.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: As many numbers as the sample has, in the network's input shape.
  public func inputGradient(
    for sample: Tensor, output: Int? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    gradient(for: sample, at: 0, output, file, line).gradient
  }

  /// For each pixel how much it matters to one of the outputs: the largest magnitude of the gradient in its channels, height × width.
  public func saliency(
    of image: Tensor, for output: Int? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let gradient = abs(inputGradient(for: image, output: output, file: file, line: line))
    return gradient.shape.rank == 3 ? gradient.max(axis: 2) : gradient
  }

  /// Where in an image an output finds what speaks for it, by a layer's maps.
  ///
  /// `max(0, Σ꜀ α꜀·A꜀)`, with A the layer's output and α꜀ the mean over all places of the output's gradient with respect to channel c; see
  /// Selvaraju and others, "Grad-CAM" (2016).
  /// - Parameters:
  ///   - image: One image.
  ///   - output: Which output, from 0, by default the largest.
  ///   - layer: Which layer, from 0; by default the last that makes maps.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The layer's height × width; `resized` brings it to that of the image.
  public func classActivation(
    of image: Tensor, for output: Int? = nil, layer: Int? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    let shapes = outputs(for: image, file: file, line: line).map { $0.shape }
    guard let layer = layer ?? shapes.lastIndex(where: { $0.rank == 3 }), shapes.indices.contains(layer),
      shapes[layer].rank == 3
    else { stop("no layer \(layer.map { "\($0) " } ?? "")makes maps: take one that does, from 0", file, line) }
    let (maps, gradient) = gradient(for: image, at: layer + 1, output, file, line)
    let weights = gradient.mean(axis: 0).mean(axis: 0).scalars
    let channels = weights.count
    return Tensor(shape: [maps.height, maps.width]) { place in
      (0..<channels).reduce(0) { $0 + weights[$1] * maps.scalars[place * channels + $1] }
    }.relu()
  }

  /// What stands before a layer for one sample, and one output's gradient with respect to it.
  private func gradient(
    for sample: Tensor, at layer: Int, _ output: Int?, _ file: StaticString, _ line: UInt
  ) -> (before: Tensor, gradient: Tensor) {
    let layers = self.layers.endWithSoftmax ? Array(self.layers.dropLast()) : self.layers
    let (batch, isSingle) = batch(sample, file, line)
    guard isSingle else { stop("one sample of \(input) is looked at, not a batch of \(sample.shape)", file, line) }
    let before = Array(layers.prefix(layer)).output(for: batch)
    let pass = Array(layers.dropFirst(layer)).settledPass(before)
    var upstream = Tensor(repeating: 0, shape: pass.output.shape)
    let chosen = output ?? pass.output.argmax(file: file, line: line)
    guard upstream.scalars.indices.contains(chosen) else {
      stop("no output \(chosen) among \(upstream.scalars.count): they count from 0", file, line)
    }
    upstream.scalars[chosen] = 1
    let gradient = pass.gradients(upstream: upstream).input ?? before
    return (before.row(0), gradient.row(0))
  }
}
