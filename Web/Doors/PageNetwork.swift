/// A network of the page's, and how far its training is.
final class PageNetwork {
  var training: Training
  private let plans: [LayerPlan]
  private var data: LabelledImages?
  /// The order of the images in the present epoch.
  private var order: [Int] = []
  /// By how many pixels images are shifted, and whether they are mirrored.
  private var shift = 0
  private var isMirrored = false
  /// A step that has gone forward only.
  private var forward: (passes: [PartPass], labels: [Int])?
  /// Of the last step.
  private(set) var gradients: [Tensor] = []

  init(_ network: Network, _ plans: [LayerPlan], seed: UInt64) {
    (training, self.plans) = (Training(network, seed: seed), plans)
  }

  var network: Network { training.network }

  /// As it was, or as another seed makes it.
  func reset(seed: UInt64) {
    training = Training(Network(input: network.input, seed: seed, plans), seed: seed)
    (order, gradients, forward, shift, isMirrored) = ([], [], nil, 0, false)
  }

  /// Images to learn from.
  func learn(from data: LabelledImages) {
    self.data = data
    if order.count != data.count { (order, training.batch) = ([], 0) }
  }

  /// Goes on with other settings, if they are others.
  func set(_ optimiser: Optimiser, batchSize: Int, shift: Int, isMirrored: Bool) {
    if training.optimiser.rule == optimiser.rule {
      training.optimiser.learningRate = optimiser.learningRate
      training.optimiser.weightDecay = optimiser.weightDecay
    } else {
      training.optimiser = optimiser
    }
    guard training.batchSize != batchSize || self.shift != shift || self.isMirrored != isMirrored else { return }
    (self.shift, self.isMirrored) = (shift, isMirrored)
    var augmentations: [Augmentation] = shift > 0 ? [.shift(upTo: shift)] : []
    if isMirrored { augmentations.append(.mirror) }
    let before = training
    training = Training(
      before.network, optimiser: before.optimiser, batchSize: batchSize, augmentations: augmentations,
      seed: before.seed)
    (training.epoch, training.random) = (before.epoch, before.random)
    // Of the present epoch as much is over as before.
    training.batch = before.batch * before.batchSize / batchSize
  }

  /// Takes the next images forward.
  /// - Returns: Their loss.
  func goForward() -> Double {
    guard let data else { fatalError() }
    let size = training.batchSize
    if training.batch * size >= data.count { (training.epoch, training.batch, order) = (training.epoch + 1, 0, []) }
    if order.isEmpty { order = training.order(of: data.count) }
    let start = training.batch * size
    let (images, labels, targets) = training.examples(of: data, order[start..<min(start + size, data.count)])
    let parts = network.parts(of: images, targets: targets, loss: training.loss, random: &training.random)
    let passes = parts.map { PartPass($0, #filePath, #line) }
    if passes.count == 1 { training.random = passes[0].random }
    forward = (passes, labels)
    return passes.reduce(0) { $0 + $1.loss }
  }

  /// Takes them back, and a step.
  /// - Returns: The share of them that was classified rightly.
  func goBack() -> Double {
    guard let (passes, labels) = forward else { fatalError() }
    forward = nil
    var sum = PartResult()
    for pass in passes { sum.add(PartResult(pass)) }
    gradients = sum.gradients
    training.take(sum.gradients, state: sum.state, 1)
    training.batch += 1
    let classes = sum.outputs.count / labels.count
    let hits = labels.indices.filter { row in
      Tensor(Array(sum.outputs[row * classes..<(row + 1) * classes])).argmax() == labels[row]
    }
    return Double(hits.count) / Double(labels.count)
  }
}
