/// A network on its way from random weights to good ones.
///
/// The same network, seeds and data give the same weights to the last bit on one kind of machine, whether a run goes through or is stopped,
/// saved and resumed.
public struct Training: Sendable {
  public var network: Network
  public var optimiser: Optimiser
  public let loss: Loss
  public let batchSize: Int
  /// By which factor the optimiser's learning rate is multiplied in the course of the training.
  public let schedule: LearningRateSchedule
  /// What is done to each image, one after another, whenever it is learned from.
  public let augmentations: [Augmentation]
  /// How unsure of themselves the targets are, from 0; see `Tensor.smoothed`.
  public let labelSmoothing: Double
  /// With how many digits gradients are computed; all else, and what is saved, has those of a `Double`.
  public let precision: Precision
  /// From which the order of the images follows, epoch by epoch.
  public let seed: UInt64
  /// How many epochs are over.
  public internal(set) var epoch = 0
  /// How many batches of the present epoch are done.
  public internal(set) var batch = 0
  /// The best network so far, where a run was to keep it.
  var best: BestNetwork?
  /// Where dropout and augmentations take their numbers from.
  var random: SeededGenerator

  /// - Parameters:
  ///   - network: The network to train.
  ///   - optimiser: How its parameters follow their gradients.
  ///   - loss: What to make small.
  ///   - batchSize: How many images a step learns from.
  ///   - schedule: By which factor the optimiser's learning rate is multiplied in the course of the training.
  ///   - augmentations: What is done to each image, one after another, whenever it is learned from.
  ///   - labelSmoothing: How unsure of themselves the targets are, from 0 to below 1.
  ///   - precision: With how many digits gradients are computed: in single precision faster, with losses that differ in the sixth digit or so.
  ///   - seed: Determines the order of the images, what dropout leaves out, and what augmentations do.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(
    _ network: Network, optimiser: Optimiser = .adam(), loss: Loss = .crossEntropyOnScores, batchSize: Int = 16,
    schedule: LearningRateSchedule = .constant, augmentations: [Augmentation] = [], labelSmoothing: Double = 0,
    precision: Precision = .double, seed: UInt64 = 0, file: StaticString = #filePath, line: UInt = #line
  ) {
    guard batchSize > 0 else { stop("a batch of \(batchSize) images makes no sense: it has at least 1", file, line) }
    guard labelSmoothing >= 0, labelSmoothing < 1 else {
      stop("targets cannot be smoothed by \(labelSmoothing): it is from 0 to below 1", file, line)
    }
    (self.schedule, self.augmentations, self.labelSmoothing) = (schedule, augmentations, labelSmoothing)
    (self.network, self.optimiser, self.loss) = (network, optimiser, loss)
    (self.batchSize, self.precision, self.seed) = (batchSize, precision, seed)
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
    /// At the end of an epoch, the loss of the images to validate on, if there are any, and the share of them classified rightly.
    public var validation: (loss: Double, accuracy: Double)?
    /// Set to end the run after this batch; the next run goes on from there.
    public var isLast = false

    /// Whether an epoch is over.
    public var isEndOfEpoch: Bool { batch == batches }
  }

  /// Trains until so many epochs are over, from where the last run stopped.
  /// - Parameters:
  ///   - data: What to learn from: the same at every call.
  ///   - epochs: How many times each image is seen, earlier runs included.
  ///   - validation: Images to measure on after each epoch, not to be learned from.
  ///   - patience: After how many epochs without a smaller loss of `validation` to stop. The network is then that of the epoch with the
  ///     smallest, also if the run goes to its end. See Prechelt, "Early stopping – but when?" (1998).
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  ///   - report: Is told after each batch, and may end the run there.
  public mutating func run(
    on data: LabelledImages, epochs: Int, validation: LabelledImages? = nil, patience: Int? = nil,
    file: StaticString = #filePath, line: UInt = #line, report: (inout Progress) throws -> Void
  ) rethrows {
    guard data.imageShape == network.input, network.output == [data.classes.count] else {
      stop(
        "a network from \(network.input) to \(network.output) cannot learn images of \(data.imageShape) in "
          + "\(data.classes.count) classes", file, line)
    }
    guard patience == nil || validation != nil && patience != 0 else {
      stop("to stop early takes images to validate on, and a patience of at least 1", file, line)
    }
    let batches = (data.count + batchSize - 1) / batchSize
    let (start, total) = (Machine.seconds(), (epochs - epoch) * batches - batch)
    var done = 0
    while epoch < epochs, batches > 0 {
      let order = self.order(of: data.count)
      while batch < batches {
        let indices = order[batch * batchSize..<min((batch + 1) * batchSize, data.count)]
        let progressed = Double(epoch) + Double(batch) / Double(batches)
        let (loss, accuracy) = step(on: data, indices, schedule.factor(after: progressed))
        batch += 1
        done += 1
        let left = (Machine.seconds() - start) / Double(done) * Double(total - done)
        var progress = Progress(
          epoch: epoch + 1, epochs: epochs, batch: batch, batches: batches, loss: loss, accuracy: accuracy,
          secondsLeft: left, network: network)
        if batch == batches {
          (epoch, batch) = (epoch + 1, 0)
          progress.validation = validation.map { network.measured(on: $0, by: self.loss, file, line) }
        }
        try report(&progress)
        if let patience, let measured = progress.validation, isOver(afterLoss: measured.loss, patience, of: epochs) {
          return
        }
        if progress.isLast { return }
        if batch == 0 { break }
      }
    }
  }

  /// Keeps the network if it is the best so far, and goes back to the best if the run ends.
  private mutating func isOver(afterLoss loss: Double, _ patience: Int, of epochs: Int) -> Bool {
    if best.map({ loss < $0.loss }) ?? true { best = BestNetwork(loss: loss, epoch: epoch, network: network) }
    guard let best, epoch - best.epoch >= patience || epoch >= epochs else { return false }
    network = best.network
    return true
  }

  /// Trains until so many epochs are over, from where the last run stopped, and says nothing.
  public mutating func run(
    on data: LabelledImages, epochs: Int, validation: LabelledImages? = nil, patience: Int? = nil,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    run(on: data, epochs: epochs, validation: validation, patience: patience, file: file, line: line) { _ in }
  }

  /// The order of the images in the present epoch.
  func order(of count: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var epochSeed: UInt64 = 0
    for _ in 0...epoch { epochSeed = generator.next() }
    generator = SeededGenerator(seed: epochSeed)
    return generator.shuffledIndices(count: count)
  }

  /// One step of the optimiser, at a share of its learning rate.
  private mutating func step(
    on data: LabelledImages, _ indices: ArraySlice<Int>, _ share: Double
  ) -> (loss: Double, accuracy: Double) {
    let (images, labels, targets) = examples(of: data, indices)
    let result = network.gradients(
      for: images, targets: targets, loss: loss, random: &random, threads: Threads.allowed, precision: precision)
    take(result.gradients, state: result.state, share)
    return (result.loss, topAccuracy(of: result.outputs, labels: labels))
  }

  /// Some images as they are learned from.
  mutating func examples(
    of data: LabelledImages, _ indices: ArraySlice<Int>
  ) -> (images: Tensor, labels: [Int], targets: Tensor) {
    let labels = indices.map { data.labels[$0] }
    var targets = Tensor(repeating: 0, shape: [indices.count, data.classes.count])
    for (row, label) in labels.enumerated() { targets.scalars[row * data.classes.count + label] = 1 }
    return (augmented(data.images.gathered(indices)), labels, targets.smoothed(by: labelSmoothing))
  }

  /// Follows a batch's gradients, at a share of the optimiser's learning rate.
  mutating func take(_ gradients: [Tensor], state: [Tensor], _ share: Double) {
    var parameters = network.trainable(of: network.parameters)
    let rate = optimiser.learningRate
    optimiser.learningRate = rate * share
    optimiser.step(&parameters, gradients: network.trainable(of: gradients))
    optimiser.learningRate = rate
    network.take(trained: parameters, state: state)
  }

  private mutating func augmented(_ batch: Tensor) -> Tensor {
    guard !augmentations.isEmpty else { return batch }
    let images = (0..<batch.shape[0]).map { index in
      augmentations.reduce(batch.row(index)) { $1.changed($0, &random) }
    }
    return Tensor(unchecked: batch.shape, images.flatMap { $0.scalars })
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
