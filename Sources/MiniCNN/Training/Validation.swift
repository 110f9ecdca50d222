/// The best that a training has come to, by the loss on images that it does not learn from.
struct BestNetwork: Sendable {
  var loss: Double
  /// After which epoch, from 1.
  var epoch: Int
  var network: Network
}

extension Network {
  /// The mean loss of images, as the network is after training.
  /// - Parameters:
  ///   - data: The images.
  ///   - loss: Which loss. With `.crossEntropyOnScores` a last softmax layer is left out.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: The mean over the images.
  public func loss(
    on data: LabelledImages, by loss: Loss = .crossEntropyOnScores, file: StaticString = #filePath, line: UInt = #line
  ) -> Double {
    measured(on: data, by: loss, file, line).loss
  }

  /// The loss and the share of images that are classified rightly, in one go.
  func measured(
    on data: LabelledImages, by loss: Loss, _ file: StaticString, _ line: UInt
  ) -> (loss: Double, accuracy: Double) {
    guard data.imageShape == input, output == [data.classes.count], data.count > 0 else {
      stop(
        "a network from \(input) to \(output) cannot be measured on \(data.count) images of \(data.imageShape) in "
          + "\(data.classes.count) classes", file, line)
    }
    let layers = loss == .crossEntropyOnScores && self.layers.endWithSoftmax ? self.layers.dropLast() : self.layers
    var (sum, hits) = (0.0, 0)
    // In parts, so that the maps in between take little room.
    for part in data.batches(of: 16) {
      let outputs = layers.output(for: part.images)
      sum += loss.value(of: outputs, targets: part.targets) * Double(part.count)
      hits += part.labels.indices.filter { outputs.row($0).argmax() == part.labels[$0] }.count
    }
    return (sum / Double(data.count), Double(hits) / Double(data.count))
  }
}

extension Tensor {
  /// Targets that are less sure of themselves: `(1 − ε)·t + ε/K` for K classes.
  ///
  /// See Szegedy and others, "Rethinking the inception architecture for computer vision" (2015), section 7.
  /// - Parameters:
  ///   - share: ε, from 0 to below 1.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Rows × classes, as this is.
  public func smoothed(by share: Double, file: StaticString = #filePath, line: UInt = #line) -> Tensor {
    guard share >= 0, share < 1, let classes = shape.last, classes > 0 else {
      stop("targets of \(shape) cannot be smoothed by \(share): it takes a share from 0 to below 1", file, line)
    }
    return share == 0 ? self : self * (1 - share) + share / Double(classes)
  }
}
