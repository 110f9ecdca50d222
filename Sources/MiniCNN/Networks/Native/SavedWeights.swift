extension Network {
  /// The parameters under names: the layer's number from 0, and the parameter's within it, as in `4.0`.
  public var namedParameters: [(name: String, tensor: Tensor)] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.enumerated().map { ("\(index).\($0)", $1) }
    }
  }

  /// The states under names, as in `4.state.0`.
  var namedStates: [(name: String, tensor: Tensor)] {
    layers.enumerated().flatMap { index, layer in
      layer.state.enumerated().map { ("\(index).state.\($0)", $1) }
    }
  }

  /// All that is saved of a network.
  var namedTensors: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: (namedParameters + namedStates).map { ($0.name, $0.tensor) })
  }

  /// Saves the parameters and the layers' states.
  /// - Parameter path: The file's path; the format is that of `TensorFile`.
  /// - Throws: If the file cannot be written.
  public func save(to path: String) throws(FileFailure) {
    try TensorFile(tensors: namedTensors).write(to: path)
  }

  /// Takes its parameters and states from a file that a network with the same layers saved; if it does not fit, nothing changes.
  /// - Parameter path: The file's path.
  /// - Throws: If the file cannot be read, is damaged, or holds the parameters of other layers.
  public mutating func load(from path: String) throws(FileFailure) {
    try take(TensorFile(reading: path), path)
  }

  /// Takes the parameters and states in a file, if all are there; otherwise nothing changes.
  package mutating func take(_ file: TensorFile, _ path: String) throws(FileFailure) {
    let parameters = try tensors(in: file, as: namedParameters, path)
    let state = try tensors(in: file, as: namedStates, path)
    (self.parameters, self.state) = (parameters, state)
  }

  /// The tensors in a file, in order, if they are this network's in name and shape.
  private func tensors(
    in file: TensorFile, as named: [(name: String, tensor: Tensor)], _ path: String
  ) throws(FileFailure) -> [Tensor] {
    var parameters: [Tensor] = []
    for (name, own) in named {
      guard let tensor = file.tensors[name], tensor.shape == own.shape else {
        let found = file.tensors[name].map { "has the shape \($0.shape)" } ?? "is missing"
        throw FileFailure(
          path, "the parameter '\(name)' \(found), and this network's has \(own.shape)",
          advice: "build the network with the same layers as when it was saved")
      }
      parameters.append(tensor)
    }
    return parameters
  }
}

extension Training {
  /// Saves everything that the run needs to go on: parameters, the optimiser's running figures, and how far the run is.
  /// - Parameter path: The file's path; the format is that of `TensorFile`.
  /// - Throws: If the file cannot be written.
  public func save(to path: String) throws(FileFailure) {
    var tensors = network.namedTensors
    for (name, tensor) in best?.network.namedTensors ?? [:] { tensors["best.\(name)"] = tensor }
    for (index, figures) in optimiser.figures.enumerated() { tensors["optimiser.\(index)"] = Tensor(figures) }
    var metadata = [
      "epoch": "\(epoch)", "batch": "\(batch)", "steps": "\(optimiser.stepCount)", "random": "\(random.state)",
    ]
    if let best { (metadata["best epoch"], metadata["best loss"]) = ("\(best.epoch)", "\(best.loss)") }
    try TensorFile(tensors: tensors, metadata: metadata).write(to: path)
  }

  /// Goes back, or on, to where a run of the same network, optimiser, seed and batch size was saved; if the file does not fit, nothing
  /// changes.
  /// - Parameter path: The file's path.
  /// - Throws: If the file cannot be read, is damaged, or is from another run.
  public mutating func load(from path: String) throws(FileFailure) {
    let file = try TensorFile(reading: path)
    var network = network
    try network.take(file, path)
    func number<Number: LosslessStringConvertible>(_ name: String, _: Number.Type) throws(FileFailure) -> Number {
      guard let number = file.metadata[name].flatMap(Number.init) else {
        throw FileFailure(
          path, "it does not say its run's '\(name)'", advice: "take a file that a training saved, not a network")
      }
      return number
    }
    let steps = try number("steps", Int.self)
    let figures = (0..<optimiser.figureCount).compactMap { file.tensors["optimiser.\($0)"]?.scalars }
    let isStarted = steps > 0 && optimiser.figureCount > 0
    guard figures.count == (isStarted ? optimiser.figureCount : 0),
      figures.allSatisfy({ $0.count == network.trainable(of: network.parameters).reduce(0) { $0 + $1.scalars.count } })
    else {
      throw FileFailure(
        path, "its optimiser's figures are not those of this one", advice: "take the optimiser that the run had")
    }
    let position = (try number("epoch", Int.self), try number("batch", Int.self), try number("random", UInt64.self))
    var best: BestNetwork?
    if file.metadata["best epoch"] != nil {
      let prefix = "best."
      let tensors = file.tensors.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      }
      var bestNetwork = network
      try bestNetwork.take(TensorFile(tensors: Dictionary(tensors) { $1 }), path)
      best = BestNetwork(
        loss: try number("best loss", Double.self), epoch: try number("best epoch", Int.self), network: bestNetwork)
    }
    (self.network, self.best) = (network, best)
    optimiser.resume(atStep: steps, figures: figures, of: network.trainable(of: network.parameters))
    (epoch, batch) = (position.0, position.1)
    random = SeededGenerator(state: position.2)
  }
}
