// Trains the LeNet-5 that figures look into, and writes its weights in half precision: the same bytes again on one kind of machine.
//
//   DigitWeights FILE        writes the weights
//   DigitWeights read FILE   says what share of digits that it has never seen a network with these weights reads rightly

import MiniCNN

/// Digits as they are drawn, and larger and smaller ones: whoever draws with a mouse fills the sheet, or does not.
func digitsToLearnFrom() -> LabelledImages {
  let sets = [(32, 12_000), (40, 6_000), (26, 4_000)].map { size, count in
    (size, LabelledImages.drawnDigits(count: count, size: size, seed: 19_980_000 + UInt64(size)))
  }
  let images = sets.flatMap { size, set in
    (0..<set.count).map { place -> Tensor in
      let image = set[place].image
      let rim = (size - 32) / 2
      return rim > 0 ? image.cropped(rows: rim..<rim + 32, columns: rim..<rim + 32) : image.padded(by: -rim)
    }
  }
  let labels = sets.flatMap { $0.1.labels }
  return LabelledImages(
    images: Tensor(joining: images.map { $0.reshaped(to: [1, 32, 32, 1]) }), labels: labels,
    classes: (0...9).map(String.init))
}

func trained() -> Network {
  let epochs = 14
  var training = Training(
    .leNet5(seed: 5), optimiser: .adamW(learningRate: 0.002, weightDecay: 0.01), batchSize: 32,
    schedule: .cosine(epochs: epochs, least: 0.01), augmentations: [.shift(upTo: 3)], seed: 5)
  training.run(on: digitsToLearnFrom(), epochs: epochs) { progress in
    if progress.isEndOfEpoch { print("epoch \(progress.epoch) of \(epochs): loss \(progress.loss)") }
  }
  return training.network
}

func report(_ network: Network) {
  for seed: UInt64 in [1, 2] {
    let fresh = LabelledImages.drawnDigits(count: 5000, size: 32, seed: seed)
    print("of 5000 digits of the seed \(seed):", network.accuracy(on: fresh))
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  if arguments.count == 2, arguments[0] == "read" {
    var network = Network.leNet5()
    try network.load(from: arguments[1])
    report(network)
  } else if arguments.count == 1 {
    let parameters = trained().namedParameters.map { ($0.name, $0.tensor) }
    try TensorFile(tensors: Dictionary(uniqueKeysWithValues: parameters)).writeHalves(to: arguments[0])
  } else {
    print("usage: DigitWeights FILE | DigitWeights read FILE")
  }
} catch {
  print(error)
}
