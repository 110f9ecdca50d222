extension Network {
  /// The loss of a batch, and its gradient with respect to all parameters: one forward and one backward pass.
  ///
  /// Large batches go through in parts, so that what lies between the layers fits into the processor's cache, unless a layer looks at
  /// the whole batch. Several parts are computed at once if the environment variable `MINICNN_THREADS` says how many; the results are
  /// the same to the last bit whatever it says.
  /// - Parameters:
  ///   - batch: Samples.
  ///   - targets: One row a sample.
  ///   - loss: What to make small. With `.crossEntropyOnScores` a last softmax layer is left out.
  ///   - random: Where dropout takes its numbers from.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The loss, the output for the batch, the gradients, and the network's state after the batch.
  public func gradients(
    for batch: Tensor, targets: Tensor, loss: Loss, random: inout SeededGenerator, file: StaticString = #filePath,
    line: UInt = #line
  ) -> (loss: Double, outputs: Tensor, gradients: [Tensor], state: [Tensor]) {
    gradients(
      for: batch, targets: targets, loss: loss, random: &random, threads: Threads.allowed, file: file, line: line)
  }

  /// The same on so many threads, with so many digits.
  package func gradients(
    for batch: Tensor, targets: Tensor, loss: Loss, random: inout SeededGenerator, threads: Int,
    precision: Training.Precision = .double, file: StaticString = #filePath, line: UInt = #line
  ) -> (loss: Double, outputs: Tensor, gradients: [Tensor], state: [Tensor]) {
    guard batch.shape.rank > 0, batch.sampleShape == input, batch.shape[0] > 0 else {
      stop("this network learns from batches of at least one sample of \(input), not from \(batch.shape)", file, line)
    }
    guard targets.shape == Shape([batch.shape[0]] + output) else {
      stop("targets of shape \(targets.shape) for \(batch.shape[0]) samples with outputs of \(output)", file, line)
    }
    var sum = PartResult()
    let parts = self.parts(of: batch, targets: targets, loss: loss, precision: precision, random: &random)
    Threads.inOrder(parts.count, threads: threads) { index in
      PartResult(PartPass(parts[index], file, line))
    } take: { part in
      sum.add(part)
    }
    if parts.count == 1, let last = sum.random { random = last }
    return (sum.loss, Tensor(unchecked: targets.shape, sum.outputs), sum.gradients, sum.state)
  }

  /// The parts in which a batch goes through.
  func parts(
    of batch: Tensor, targets: Tensor, loss: Loss, precision: Training.Precision = .double,
    random: inout SeededGenerator
  ) -> [BatchPart] {
    var layers = loss == .crossEntropyOnScores && self.layers.endWithSoftmax ? self.layers.dropLast() : self.layers
    if precision == .single { layers.compute(in: .single) }
    let ranges = parts(of: batch.shape[0])
    return ranges.map { range in
      BatchPart(
        layers: layers, samples: batch.rows(range), targets: targets.rows(range), loss: loss,
        share: Double(range.count) / Double(batch.shape[0]),
        // Each part has random numbers of its own, whoever computes it.
        random: ranges.count == 1 ? random : SeededGenerator(seed: random.next()))
    }
  }

  /// The samples that go through together: few enough for the cache, and more than one part as soon as there is something to share.
  private func parts(of samples: Int) -> [Range<Int>] {
    guard layers.samplesAreIndependent else { return [0..<samples] }
    let size = samples < 8 ? 2 : 4
    return stride(from: 0, to: samples, by: size).map { $0..<Swift.min($0 + size, samples) }
  }
}

/// Some samples of a batch, and what is to be made of them.
struct BatchPart {
  var layers: [AnyLayer]
  var samples: Tensor
  var targets: Tensor
  var loss: Loss
  /// The samples' share of the batch: means over the part become means over the batch.
  var share: Double
  var random: SeededGenerator
}

/// A part of a batch that has gone forward.
struct PartPass {
  let part: BatchPart
  let pass: Pass
  /// Its share of the batch's loss.
  let loss: Double
  /// Where the generator of random numbers is afterwards.
  let random: SeededGenerator

  init(_ part: BatchPart, _ file: StaticString, _ line: UInt) {
    var random = part.random
    let pass = part.layers.pass(part.samples, random: &random)
    loss = part.loss.value(of: pass.output, targets: part.targets, file: file, line: line) * part.share
    (self.part, self.pass, self.random) = (part, pass, random)
  }
}

/// What a part of a batch adds to the whole, and what parts have added so far.
struct PartResult {
  var loss = 0.0
  var outputs: [Double] = []
  var gradients: [Tensor] = []
  var state: [Tensor] = []
  /// Where the generator of random numbers is afterwards.
  var random: SeededGenerator?

  /// Nothing yet.
  init() {}

  /// Goes back through what went forward.
  init(_ forward: PartPass) {
    let (part, pass) = (forward.part, forward.pass)
    let upstream = part.loss.gradient(of: pass.output, targets: part.targets) * part.share
    gradients = pass.gradients(upstream: upstream, wantsInput: false).parameters
    (loss, outputs, state, random) = (forward.loss, pass.output.scalars, pass.state, forward.random)
  }

  mutating func add(_ part: PartResult) {
    loss += part.loss
    outputs += part.outputs
    // Parts leave a state behind only where there is but one.
    (state, random) = (part.state, part.random)
    if gradients.isEmpty {
      gradients = part.gradients
    } else {
      for index in gradients.indices { gradients[index].add(part.gradients[index]) }
    }
  }
}

extension Tensor {
  /// Some elements of the first axis.
  func rows(_ range: Range<Int>) -> Tensor {
    let size = sampleShape.elementCount
    if range.count == shape[0] { return self }
    return Tensor(
      unchecked: Shape([range.count] + sampleShape), Array(scalars[range.lowerBound * size..<range.upperBound * size]))
  }

  /// Adds a tensor of the same shape in place.
  mutating func add(_ other: Tensor) {
    scalars.withUnsafeMutableBufferPointer { sum in
      other.scalars.withUnsafeBufferPointer { other in
        for place in 0..<Swift.min(sum.count, other.count) { sum[place] += other[place] }
      }
    }
  }
}
