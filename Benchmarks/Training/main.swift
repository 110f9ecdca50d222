// The measured side of Benchmarks/training: one job a call, so that its peers can take turns with it.
//
//   TrainingBenchmark train BATCH ROUNDS    seconds a step of the CIFAR-10 demonstration's network, one line a round
//   TrainingBenchmark train-single BATCH ROUNDS    the same with convolutions in single precision
//   TrainingBenchmark layers BATCH ROUNDS   seconds and billions of operations of its convolutions, forward and back
//   TrainingBenchmark product SIZE ROUNDS   seconds a product of two square matrices
//   TrainingBenchmark loops ROUNDS          how many times as fast as three plain loops the products are that are taken where there is no
//                                           OpenBLAS: those for every processor, and those for this one
//   TrainingBenchmark digits COUNT EPOCHS   seconds in which LeNet-5 learns so many drawn digits, moved about, and the share of 1000 others
//                                           that it then reads rightly

import MiniCNN

func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

func randomTensor(_ shape: Shape, seed: UInt64) -> Tensor {
  var random = SeededGenerator(seed: seed)
  return Tensor(shape: shape, scalars: (0..<shape.elementCount).map { _ in random.normal() })
}

func train(batch: Int, rounds: Int, precision: Training.Precision = .double) {
  var network = Network.cifar10Demo(seed: 1)
  var random = SeededGenerator(seed: 2)
  var optimiser = Optimiser.descent(learningRate: 0.01, momentum: 0.9)
  let images = randomTensor([batch, 32, 32, 3], seed: 3)
  var targets = Tensor(repeating: 0, shape: [batch, 10])
  for row in 0..<batch { targets[row, random.integer(below: 10)] = 1 }
  for _ in 0..<rounds {
    print(
      seconds {
        let step = network.gradients(
          for: images, targets: targets, loss: .crossEntropyOnScores, random: &random, threads: Threads.allowed,
          precision: precision)
        var parameters = network.parameters
        optimiser.step(&parameters, gradients: step.gradients)
        network.parameters = parameters
      })
  }
}

func passThroughLayers(batch: Int, rounds: Int) {
  let network = Network.cifar10Demo(seed: 1)
  var random = SeededGenerator(seed: 2)
  var shape = network.input
  var jobs: [(layer: Convolution, input: Tensor, upstream: Tensor)] = []
  var operations = 0.0
  for layer in network.layers {
    guard let output = try? layer.outputShape(for: shape) else { continue }
    if let convolution = layer as? Convolution {
      let places = Double(batch * output[0] * output[1])
      // A multiplication and an addition for each weight and place: forward, for the kernels' gradient, and for the images'.
      operations += 2 * places * Double(convolution.kernels.scalars.count) * (jobs.isEmpty ? 2 : 3)
      jobs.append(
        (
          convolution, randomTensor(Shape([batch] + shape), seed: 4), randomTensor(Shape([batch] + output), seed: 5)
        ))
    }
    shape = output
  }
  for _ in 0..<rounds {
    let time = seconds {
      for (index, job) in jobs.enumerated() {
        _ = job.layer.pass(job.input, random: &random).gradients(upstream: job.upstream, wantsInput: index > 0)
      }
    }
    print(time, operations * 1e-9)
  }
}

func multiply(size: Int, rounds: Int) {
  let (one, other) = (randomTensor([size, size], seed: 6), randomTensor([size, size], seed: 7))
  for _ in 0..<rounds { print(seconds { _ = one.multiplied(by: other) }) }
}

func readDigits(count: Int, epochs: Int) {
  let (learned, heldOut) = LabelledImages.drawnDigits(count: count + 1000, size: 32, seed: 1).split(heldOut: 1000)
  var training = Training(
    .leNet5(seed: 1), optimiser: .adam(learningRate: 0.002), schedule: .cosine(epochs: epochs, least: 0.01),
    augmentations: [.shift(upTo: 1)], seed: 1)
  let time = seconds { training.run(on: learned, epochs: epochs) }
  print(time, training.network.accuracy(on: heldOut))
}

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.dropFirst(2).compactMap { Int($0) }) {
case ("train", let numbers) where numbers.count == 2: train(batch: numbers[0], rounds: numbers[1])
case ("train-single", let numbers) where numbers.count == 2:
  train(batch: numbers[0], rounds: numbers[1], precision: .single)
case ("layers", let numbers) where numbers.count == 2: passThroughLayers(batch: numbers[0], rounds: numbers[1])
case ("product", let numbers) where numbers.count == 2: multiply(size: numbers[0], rounds: numbers[1])
case ("loops", let numbers) where numbers.count == 1 && numbers[0] > 0: compareLoops(rounds: numbers[0])
case ("digits", let numbers) where numbers.count == 2: readDigits(count: numbers[0], epochs: numbers[1])
default:
  print(
    "usage: TrainingBenchmark train|train-single|layers|product|digits SIZE ROUNDS, or TrainingBenchmark loops ROUNDS")
}
