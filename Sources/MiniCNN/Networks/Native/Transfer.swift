// What was learned before, taken over into another network.

extension Network {
  /// Takes from a file those parameters and states that fit this network's in name and shape, and leaves all others as they are: for a
  /// network that begins as another did and ends otherwise.
  /// - Parameter path: The file's path.
  /// - Returns: The names of those that were taken, in order.
  /// - Throws: If the file cannot be read or is damaged.
  @discardableResult
  public mutating func loadMatching(from path: String) throws(FileFailure) -> [String] {
    let file = try TensorFile(reading: path)
    var taken: [String] = []
    func fitting(_ named: [(name: String, tensor: Tensor)]) -> [Tensor] {
      named.map { name, own in
        guard let tensor = file.tensors[name], tensor.shape == own.shape else { return own }
        taken.append(name)
        return tensor
      }
    }
    (parameters, state) = (fitting(namedParameters), fitting(namedStates))
    return taken
  }

  /// Takes parameters and states from a file that PyTorch's `state_dict` went into, in its layout: kernels are count × channels × height ×
  /// width there, and maps are flattened channel by channel.
  /// - Parameters:
  ///   - path: The file's path, in the format of `TensorFile`.
  ///   - names: What the file calls this network's parameters, in order, and then its states; by default what PyTorch calls those of a
  ///     `Sequential` with the same layers: `0.weight`, `0.bias`, `1.running_mean`, `1.running_var`.
  /// - Throws: If the file cannot be read, is damaged, or lacks one of them; then nothing changes.
  public mutating func load(pyTorch path: String, names: [String]? = nil) throws(FileFailure) {
    let file = try TensorFile(reading: path)
    let parts = pyTorchParts
    guard names.map({ $0.count == parts.count }) ?? true else {
      throw FileFailure(
        path, "\(names?.count ?? 0) names for this network's \(parts.count) parameters and states",
        advice: "give one for each, in their order")
    }
    var tensors: [Tensor] = []
    for (index, part) in parts.enumerated() {
      let name = names?[index] ?? part.name
      guard let stored = file.tensors[name], let tensor = part.taken(from: stored) else {
        let found = file.tensors[name].map { "has the shape \($0.shape)" } ?? "is missing"
        throw FileFailure(
          path, "'\(name)' \(found), and this network's is \(part.shape), count × height × width × channels",
          advice: "build the network with the same layers, or name the tensors")
      }
      tensors.append(tensor)
    }
    let count = parameters.count
    (parameters, state) = (Array(tensors.prefix(count)), Array(tensors.dropFirst(count)))
  }

  /// All parameters and then all states, as PyTorch has them.
  private var pyTorchParts: [PyTorchPart] {
    var (parameters, states): ([PyTorchPart], [PyTorchPart]) = ([], [])
    var shape = input
    // The maps that the last flattening made a row of.
    var maps: Shape?
    for (index, layer) in layers.enumerated() {
      if layer is Flatten, shape.rank == 3 { maps = shape }
      for (tensor, name) in zip(
        layer.parameters, ["weight", "bias"] + (2..<max(2, layer.parameters.count)).map(String.init))
      {
        let flattened = layer is Dense && name == "weight" ? maps : nil
        parameters.append(PyTorchPart(name: "\(index).\(name)", shape: tensor.shape, maps: flattened))
      }
      for (tensor, name) in zip(layer.state, ["running_mean", "running_var"]) {
        states.append(PyTorchPart(name: "\(index).\(name)", shape: tensor.shape, maps: nil))
      }
      if layer is Dense { maps = nil }
      shape = (try? layer.outputShape(for: shape)) ?? shape
    }
    return parameters + states
  }
}

/// One tensor as PyTorch keeps it.
private struct PyTorchPart {
  var name: String
  /// In our layout.
  var shape: Shape
  /// The maps whose numbers, flattened, are this matrix's columns.
  var maps: Shape?

  /// The tensor in our layout; `nil` if it does not fit.
  func taken(from stored: Tensor) -> Tensor? {
    switch shape.rank {
    case 4:
      guard stored.shape == [shape[0], shape[3], shape[1], shape[2]] else { return nil }
      return stored.permuted(to: [0, 2, 3, 1])
    default:
      guard stored.shape == shape else { return nil }
      guard let maps else { return stored }
      return stored.reshaped(to: [shape[0], maps[2], maps[0], maps[1]]).permuted(to: [0, 2, 3, 1]).reshaped(to: shape)
    }
  }
}
