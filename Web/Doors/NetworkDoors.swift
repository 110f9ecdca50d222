// Networks. Each door takes the network's number first.

nonisolated(unsafe) private var networks: [PageNetwork?] = []

extension Arguments {
  fileprivate mutating func network() -> PageNetwork {
    guard let network = networks[integer()] else { fatalError() }
    return network
  }

  fileprivate mutating func seed() -> UInt64 { UInt64(number()) }
}

/// The seed; height, width and channels of the input; how many layers there are, and each as `LayerCode` takes it. Back comes the network's number;
/// if a layer does not fit, −1, its place, and the sizes of what comes before it.
@_expose(wasm, "network") @_cdecl("doorNetwork")
public func doorNetwork() -> Int32 {
  var given = Arguments()
  let seed = given.seed()
  let input: Shape = [given.integer(), given.integer(), given.integer()]
  let codes = (0..<given.integer()).map { _ in LayerCode(&given) }
  var (plans, shape) = ([LayerPlan](), input)
  // Made once more below, as the native side makes it; here for what is wrong with it.
  var random = SeededGenerator(seed: seed)
  random.isIdle = true
  var answer = Answer()
  for (place, code) in codes.enumerated() {
    guard let plan = code.plan else { fatalError() }
    for plan in [code.flattening(shape), plan].compactMap({ $0 }) {
      do throws(ShapeMismatch) {
        shape = try plan.layer(for: shape, &random).outputShape(for: shape)
        plans.append(plan)
      } catch {
        answer.add([-1, place] + Array(shape))
        return answer.left()
      }
    }
  }
  networks.append(PageNetwork(Network(input: input, seed: seed, plans), plans, seed: seed))
  answer.add([networks.count - 1])
  return answer.left()
}

/// Forgets a network.
@_expose(wasm, "forget") @_cdecl("doorForget")
public func doorForget() -> Int32 {
  var given = Arguments()
  networks[given.integer()] = nil
  return Answer().left()
}

/// For each layer whether it stands in front of one because that takes rows; its output's height, width and channels, and the shapes of its parameters.
@_expose(wasm, "layers") @_cdecl("doorLayers")
public func doorLayers() -> Int32 {
  var given = Arguments()
  let network = given.network().network
  var (answer, shape) = (Answer(), network.input)
  answer.add([network.layers.count])
  for layer in network.layers {
    do throws(ShapeMismatch) { shape = try layer.outputShape(for: shape) } catch { fatalError() }
    answer.add([layer.taken(as: Flatten.self) == nil ? 0 : 1])
    answer.add(shape.rank == 3 ? Array(shape) : [1, 1, shape.elementCount])
    let parameters = layer.parameters
    answer.add([parameters.count])
    for tensor in parameters { answer.add([tensor.shape.rank] + Array(tensor.shape)) }
  }
  return answer.left()
}

/// An image; what each layer makes of it.
@_expose(wasm, "forward") @_cdecl("doorForward")
public func doorForward() -> Int32 {
  var given = Arguments()
  let network = given.network().network
  var answer = Answer()
  for output in network.outputs(for: given.tensor(network.input)) { answer.add(output) }
  return answer.left()
}

/// How many images; what comes out for all of them, at once.
@_expose(wasm, "outputs") @_cdecl("doorOutputs")
public func doorOutputs() -> Int32 {
  var given = Arguments()
  let network = given.network().network
  let count = given.integer()
  var answer = Answer()
  answer.add(network(given.tensor(Shape([count] + network.input))))
  return answer.left()
}

/// How many images, the images, their labels.
private func examples(_ given: inout Arguments, for network: Network) -> LabelledImages {
  let count = given.integer()
  let images = given.tensor(Shape([count] + network.input))
  let labels = given.numbers(count).map { Int($0) }
  return LabelledImages(
    images: images, labels: labels, classes: Array(repeating: "", count: network.output.elementCount))
}

/// Images to learn from.
@_expose(wasm, "learn") @_cdecl("doorLearn")
public func doorLearn() -> Int32 {
  var given = Arguments()
  let network = given.network()
  network.learn(from: examples(&given, for: network.network))
  return Answer().left()
}

/// The optimiser's number, learning rate, momentum, weight decay; the batch's size, by how many pixels images are shifted, whether they are
/// mirrored. The next step goes forward: back comes its loss.
@_expose(wasm, "goForward") @_cdecl("doorGoForward")
public func doorGoForward() -> Int32 {
  var given = Arguments()
  let network = given.network()
  let (kind, rate, momentum, decay) = (given.integer(), given.number(), given.number(), given.number())
  let optimiser: Optimiser =
    switch kind {
    case 0: .descent(learningRate: rate, momentum: momentum, weightDecay: decay)
    case 1: .descent(learningRate: rate, momentum: momentum, isNesterov: true, weightDecay: decay)
    case 2: .adam(learningRate: rate, weightDecay: decay)
    case 3: .adamW(learningRate: rate, weightDecay: decay)
    default: .adadelta(learningRate: rate, decay: momentum, weightDecay: decay)
    }
  network.set(optimiser, batchSize: given.integer(), shift: given.integer(), isMirrored: given.flag())
  var answer = Answer()
  answer.add([network.goForward()])
  return answer.left()
}

/// The step goes back: the share of its images that was classified rightly, the epoch from 0, and how many of its batches are done.
@_expose(wasm, "goBack") @_cdecl("doorGoBack")
public func doorGoBack() -> Int32 {
  var given = Arguments()
  let network = given.network()
  var answer = Answer()
  answer.add([network.goBack()])
  answer.add([network.training.epoch, network.training.batch])
  return answer.left()
}

/// The last step's gradients, of all parameters one after another; nothing before the first.
@_expose(wasm, "gradients") @_cdecl("doorGradients")
public func doorGradients() -> Int32 {
  var given = Arguments()
  var answer = Answer()
  for tensor in given.network().gradients { answer.add(tensor) }
  return answer.left()
}

/// All parameters.
@_expose(wasm, "weights") @_cdecl("doorWeights")
public func doorWeights() -> Int32 {
  var given = Arguments()
  let network = given.network().network
  var answer = Answer()
  for tensor in network.parameters { answer.add(tensor) }
  return answer.left()
}

/// All parameters, to be taken.
@_expose(wasm, "setWeights") @_cdecl("doorSetWeights")
public func doorSetWeights() -> Int32 {
  var given = Arguments()
  let network = given.network()
  network.training.network.parameters = network.network.parameters.map { given.tensor($0.shape) }
  return Answer().left()
}

/// A seed, with which the network begins anew.
@_expose(wasm, "reset") @_cdecl("doorReset")
public func doorReset() -> Int32 {
  var given = Arguments()
  let network = given.network()
  network.reset(seed: given.seed())
  return Answer().left()
}

/// An output, or −1 for the largest, and an image: the gradient of that output, before softmax, with respect to the image.
@_expose(wasm, "inputGradient") @_cdecl("doorInputGradient")
public func doorInputGradient() -> Int32 {
  var given = Arguments()
  let network = given.network().network
  let output = given.integer()
  var answer = Answer()
  answer.add(network.inputGradient(for: given.tensor(network.input), output: output < 0 ? nil : output))
  return answer.left()
}
