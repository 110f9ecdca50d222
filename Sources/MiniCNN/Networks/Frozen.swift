// Layers that training leaves as they are.

extension Network {
  /// Whether each of the parameters is in a layer that training leaves as it is.
  private var areFrozen: [Bool] {
    layers.enumerated().flatMap { index, layer in layer.parameters.map { _ in frozen.contains(index) } }
  }

  /// Those of as many tensors as there are parameters that training adjusts.
  func trainable(of tensors: [Tensor]) -> [Tensor] {
    frozen.isEmpty ? tensors : zip(tensors, areFrozen).filter { !$0.1 }.map { $0.0 }
  }

  /// Takes what training made of the parameters that it adjusts, and the state after a batch.
  mutating func take(trained: [Tensor], state: [Tensor]) {
    var (rest, all) = (trained[...], parameters)
    for (index, isFrozen) in areFrozen.enumerated() where !isFrozen { all[index] = rest.removeFirst() }
    parameters = all
    let frozenStates = layers.enumerated().flatMap { index, layer in
      layer.state.map { frozen.contains(index) ? $0 : nil }
    }
    self.state = zip(state, frozenStates).map { $1 ?? $0 }
  }
}
