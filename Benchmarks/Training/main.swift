import MiniCNN

let clock = ContinuousClock()

func fastest(_ rounds: Int, _ body: () -> Void) -> Double {
  var best = Double.infinity
  for _ in 0..<rounds {
    let time = clock.measure(body)
    best = min(best, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
  }
  return best
}

for count in [4, 64] {
  var network = Network(
    input: [32, 32, 3], seed: 1,
    [
      .convolution(16, size: 5, padding: .same), .relu, .maxPooling(),
      .convolution(20, size: 5, padding: .same), .relu, .maxPooling(),
      .convolution(20, size: 5, padding: .same), .relu, .maxPooling(),
      .flatten, .dense(10), .softmax,
    ])
  var random = SeededGenerator(seed: 2)
  let images = Tensor(shape: [count, 32, 32, 3], scalars: (0..<count * 3072).map { _ in random.normal() })
  var targets = Tensor(repeating: 0, shape: [count, 10])
  for row in 0..<count { targets[row, random.integer(below: 10)] = 1 }
  var optimiser = Optimiser.descent(learningRate: 0.01, momentum: 0.9)
  let seconds = fastest(count == 4 ? 200 : 20) {
    let step = network.gradients(for: images, targets: targets, loss: .crossEntropyOnScores, random: &random)
    var parameters = network.parameters
    optimiser.step(&parameters, gradients: step.gradients)
    network.parameters = parameters
  }
  print("batch \(count): \(Int(Double(count) / seconds)) samples/s")
}
