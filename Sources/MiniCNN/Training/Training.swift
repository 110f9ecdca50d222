internal import Glibc

/// A network on its way from random weights to good ones.
///
/// The same network, seeds and data give the same weights to the last bit on one kind of machine, whether a run goes through or is stopped,
/// saved and resumed.
public struct Training: Sendable {
  public var network: Network
  public var optimiser: Optimiser
  public let loss: Loss
  public let batchSize: Int
  /// From which the order of the images follows, epoch by epoch.
  public let seed: UInt64
  /// How many epochs are over.
  public internal(set) var epoch = 0
  /// How many batches of the present epoch are done.
  public internal(set) var batch = 0
  /// Where dropout takes its numbers from.
  var random: SeededGenerator

  /// - Parameters:
  ///   - network: The network to train.
  ///   - optimiser: How its parameters follow their gradients.
  ///   - loss: What to make small.
  ///   - batchSize: How many images a step learns from.
  ///   - seed: Determines the order of the images, and what dropout leaves out.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    _ network: Network, optimiser: Optimiser = .adam(), loss: Loss = .crossEntropyOnScores, batchSize: Int = 16,
    seed: UInt64 = 0, file: StaticString = #filePath, line: UInt = #line
  ) {
    guard batchSize > 0 else { stop("a batch of \(batchSize) images makes no sense: it has at least 1", file, line) }
    (self.network, self.optimiser, self.loss) = (network, optimiser, loss)
    (self.batchSize, self.seed) = (batchSize, seed)
    random = SeededGenerator(seed: seed ^ 0x6472_6F70_6F75_7421)
  }

  /// What a run tells after each batch.
  public struct Progress: Sendable {
    /// The epoch that the batch belongs to, from 1, and how many there will be.
    public let epoch: Int
    public let epochs: Int
    /// The batch, from 1, and how many an epoch has.
    public let batch: Int
    public let batches: Int
    /// The batch's loss.
    public let loss: Double
    /// The share of the batch's images that were classified rightly, before the step.
    public let accuracy: Double
    /// Estimated from the run so far.
    public let secondsLeft: Double
    /// The network after this batch. (The training itself cannot be asked while it runs.)
    public let network: Network
    /// Set to end the run after this batch; the next run goes on from there.
    public var isLast = false

    /// Whether an epoch is over.
    public var isEndOfEpoch: Bool { batch == batches }
  }

  /// Trains until so many epochs are over, from where the last run stopped.
  /// - Parameters:
  ///   - data: What to learn from: the same at every call.
  ///   - epochs: How many times each image is seen, earlier runs included.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  ///   - report: Is told after each batch, and may end the run there.
  public mutating func run(
    on data: LabelledImages, epochs: Int, file: StaticString = #filePath, line: UInt = #line,
    report: (inout Progress) throws -> Void
  ) rethrows {
    guard data.imageShape == network.input, network.output == [data.classes.count] else {
      stop(
        "a network from \(network.input) to \(network.output) cannot learn images of \(data.imageShape) in "
          + "\(data.classes.count) classes", file, line)
    }
    let batches = (data.count + batchSize - 1) / batchSize
    let (start, total) = (seconds(), (epochs - epoch) * batches - batch)
    var done = 0
    while epoch < epochs, batches > 0 {
      let order = self.order(of: data.count)
      while batch < batches {
        let indices = order[batch * batchSize..<min((batch + 1) * batchSize, data.count)]
        let (loss, accuracy) = step(on: data, indices)
        batch += 1
        done += 1
        let left = (seconds() - start) / Double(done) * Double(total - done)
        var progress = Progress(
          epoch: epoch + 1, epochs: epochs, batch: batch, batches: batches, loss: loss, accuracy: accuracy,
          secondsLeft: left, network: network)
        if batch == batches { (epoch, batch) = (epoch + 1, 0) }
        try report(&progress)
        if progress.isLast { return }
        if batch == 0 { break }
      }
    }
  }

  /// Trains until so many epochs are over, from where the last run stopped, and says nothing.
  public mutating func run(
    on data: LabelledImages, epochs: Int, file: StaticString = #filePath, line: UInt = #line
  ) {
    run(on: data, epochs: epochs, file: file, line: line) { _ in }
  }

  /// The order of the images in the present epoch.
  private func order(of count: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var epochSeed: UInt64 = 0
    for _ in 0...epoch { epochSeed = generator.next() }
    generator = SeededGenerator(seed: epochSeed)
    return generator.shuffledIndices(count: count)
  }

  /// One step of the optimiser.
  private mutating func step(on data: LabelledImages, _ indices: ArraySlice<Int>) -> (loss: Double, accuracy: Double) {
    let labels = indices.map { data.labels[$0] }
    var targets = Tensor(repeating: 0, shape: [indices.count, data.classes.count])
    for (row, label) in labels.enumerated() { targets.scalars[row * data.classes.count + label] = 1 }
    let result = network.gradients(for: data.images.gathered(indices), targets: targets, loss: loss, random: &random)
    var parameters = network.parameters
    optimiser.step(&parameters, gradients: result.gradients)
    network.parameters = parameters
    network.state = result.state
    return (result.loss, topAccuracy(of: result.outputs, labels: labels))
  }
}

extension Network {
  /// The share of images that the network classifies rightly.
  public func accuracy(on data: LabelledImages, file: StaticString = #filePath, line: UInt = #line) -> Double {
    confusion(on: data, file: file, line: line).accuracy
  }

  /// How often the network takes images of each class for another.
  public func confusion(
    on data: LabelledImages, file: StaticString = #filePath, line: UInt = #line
  ) -> ConfusionMatrix {
    var scalars: [Double] = []
    // In parts, so that the maps in between take little room.
    for part in data.batches(of: 16) { scalars += self(part.images, file: file, line: line).scalars }
    let predictions = Tensor(shape: Shape([data.count] + output), scalars: scalars, file: file, line: line)
    return ConfusionMatrix(of: predictions, labels: data.labels, classes: data.classes, file: file, line: line)
  }
}

extension Tensor {
  /// Elements of the first axis, in a new order.
  fileprivate func gathered(_ indices: ArraySlice<Int>) -> Tensor {
    let size = sampleShape.elementCount
    var gathered: [Double] = []
    gathered.reserveCapacity(indices.count * size)
    for index in indices { gathered += scalars[index * size..<(index + 1) * size] }
    return Tensor(unchecked: Shape([indices.count] + sampleShape), gathered)
  }
}

/// A clock that only goes forward.
private func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
