// Operations on one image: what figures show step by step.

/// Height, width, channels, kernels, their height and width; stride, padding, dilation, whether they are flipped, what becomes of windows that the
/// border cuts off; whether there are biases; then the image, the kernels, the biases.
@_expose(wasm, "crossCorrelate") @_cdecl("doorCrossCorrelate")
public func doorCrossCorrelate() -> Int32 {
  var given = Arguments()
  let (height, width, channels) = (given.integer(), given.integer(), given.integer())
  let (count, kernelHeight, kernelWidth) = (given.integer(), given.integer(), given.integer())
  let (stride, padding, dilation) = (given.size(), given.size(), given.size())
  let (isFlipped, isDropped, hasBias) = (given.flag(), given.flag(), given.flag())
  let image = given.tensor(height, width, channels)
  let kernels = given.tensor(count, kernelHeight, kernelWidth, channels)
  let map = image.crossCorrelated(
    with: isFlipped ? kernels.flipped() : kernels, stride: stride, padding: padding, dilation: dilation,
    border: isDropped ? .drop : .exact, bias: hasBias ? given.numbers(count) : [])
  return Answer(map: map).left()
}

/// A layer that pools, and the map that it is given.
private struct PoolingCase {
  let isMaximum: Bool
  let size: Size
  let stride: Size
  let padding: Size
  let border: Border
  let batch: Tensor

  /// Whether the largest is taken or the mean; height, width, channels; size, stride, padding, whether windows that the border cuts off are
  /// kept; then the map.
  init(_ given: inout Arguments) {
    isMaximum = given.flag()
    let (height, width, channels) = (given.integer(), given.integer(), given.integer())
    (size, stride, padding) = (given.size(), given.size(), given.size())
    border = given.flag() ? .keep : .drop
    batch = given.tensor(1, height, width, channels)
  }

  var largest: MaxPooling { MaxPooling(size: size, stride: stride, padding: padding, border: border) }
  var mean: AveragePooling { AveragePooling(size: size, stride: stride, padding: padding, border: border) }

  var pass: Pass {
    var random = SeededGenerator(seed: 0)
    return isMaximum ? largest.pass(batch, random: &random) : mean.pass(batch, random: &random)
  }

  /// For each number of the output, where in the map the number is that won its window.
  var chosen: [Int] {
    let plan = largest.plan(forBatch: batch.shape)
    let channels = plan.map.channels
    var chosen = [Int](repeating: 0, count: plan.outputCount)
    plan.forEachWindow { start, rows, columns in
      for channel in 0..<channels {
        var best: Int?
        for row in rows {
          for column in columns {
            let place = (row * plan.map.width + column) * channels + channel
            guard let before = best else {
              best = place
              continue
            }
            let (candidate, largest) = (batch.scalars[place], batch.scalars[before])
            if !(candidate <= largest) && largest == largest { best = place }
          }
        }
        chosen[start + channel] = best ?? 0
      }
    }
    return chosen
  }
}

@_expose(wasm, "pool") @_cdecl("doorPool")
public func doorPool() -> Int32 {
  var given = Arguments()
  let pooling = PoolingCase(&given)
  var answer = Answer(map: pooling.pass.output.row(0))
  if pooling.isMaximum { answer.add(pooling.chosen) }
  return answer.left()
}

/// As `pool`, and then the gradient with respect to its output.
@_expose(wasm, "poolGradient") @_cdecl("doorPoolGradient")
public func doorPoolGradient() -> Int32 {
  var given = Arguments()
  let pass = PoolingCase(&given).pass
  var answer = Answer()
  if let gradient = pass.gradients(upstream: given.tensor(pass.output.shape)).input { answer.add(gradient) }
  return answer.left()
}

/// How many scores, the right class, the scores. Back come their probabilities, the two losses and the gradient of each with respect to the scores.
@_expose(wasm, "softmaxLoss") @_cdecl("doorSoftmaxLoss")
public func doorSoftmaxLoss() -> Int32 {
  var given = Arguments()
  let (count, right) = (given.integer(), given.integer())
  let scores = given.tensor(1, count)
  var targets = Tensor(repeating: 0, shape: scores.shape)
  targets[0, right] = 1
  var random = SeededGenerator(seed: 0)
  let (onScores, squared) = (Loss.crossEntropyOnScores, Loss.meanSquaredError(averagedOverClasses: false))
  let pass = Softmax().pass(scores, random: &random)
  var answer = Answer()
  answer.add(pass.output)
  answer.add([onScores.value(of: scores, targets: targets), squared.value(of: pass.output, targets: targets)])
  answer.add(onScores.gradient(of: scores, targets: targets))
  let gradients = pass.gradients(upstream: squared.gradient(of: pass.output, targets: targets))
  answer.add(gradients.input?.scalars ?? [])
  return answer.left()
}

/// An input's size, how many layers there are, and for each its kernel, stride, padding and dilation.
private func stack(_ given: inout Arguments) -> (input: Size, layers: [SlidingWindow]) {
  let (input, count) = (given.size(), given.integer())
  let layers = (0..<count).map { _ in
    SlidingWindow(kernel: given.size(), stride: given.size(), padding: given.size(), dilation: given.size())
  }
  return (input, layers)
}

/// For each layer its output's size, the field's size, how far neighbouring fields lie apart, and where the first begins.
@_expose(wasm, "receptiveField") @_cdecl("doorReceptiveField")
public func doorReceptiveField() -> Int32 {
  var given = Arguments()
  var (size, layers) = stack(&given)
  var answer = Answer()
  for index in layers.indices {
    size = layers[index].outputSize(of: size, border: .drop)
    let field = ReceptiveField(of: Array(layers[...index]))
    answer.add([size.height, field.size.height, field.jump.height, field.rows(ofCellsInRow: 0).lowerBound])
  }
  return answer.left()
}

/// As `receptiveField`, then a layer and a cell of its output: the first and the last place of the input that the cell really sees.
@_expose(wasm, "seen") @_cdecl("doorSeen")
public func doorSeen() -> Int32 {
  var given = Arguments()
  let (input, layers) = stack(&given)
  let (layer, position) = (given.integer(), given.integer())
  let seen = SeenPixels(
    ofRow: position, column: position, through: Array(layers[...layer]), input: input, border: .drop)
  var answer = Answer()
  answer.add([seen.rows.first ?? 0, seen.rows.last ?? -1])
  return answer.left()
}
