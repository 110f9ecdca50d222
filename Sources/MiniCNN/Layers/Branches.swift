/// Several ways that a batch goes side by side, their outputs joined by channel.
///
/// `out[b, i, j] = f₁(x)[b, i, j], f₂(x)[b, i, j], …`, one after another along the last axis; see Szegedy and others, "Going deeper with
/// convolutions" (2014), whose inception blocks are of this kind. The gradient is dealt out in the same way, and that of the input is
/// the sum over the branches. A single branch is a sequence of layers.
public struct Branches: Layer {
  #if hasFeature(Embedded)
    var branches: [[AnyLayer]]

    init(_ branches: [[AnyLayer]]) {
      self.branches = branches
    }
  #else
    /// The layers of each branch.
    public var branches: [[any Layer]]

    public init(_ branches: [[any Layer]]) {
      self.branches = branches
    }
  #endif

  public var name: String { "\(branches.count) branches" }

  public var parameters: [Tensor] {
    get { branches.flatMap { $0.parameters } }
    set { deal(newValue, { $0.parameters }, { $0.parameters = $1 }) }
  }

  public var state: [Tensor] {
    get { branches.flatMap { $0.state } }
    set { deal(newValue, { $0.state }, { $0.state = $1 }) }
  }

  private mutating func deal(
    _ tensors: [Tensor], _ part: ([AnyLayer]) -> [Tensor], _ set: (inout [AnyLayer], [Tensor]) -> Void
  ) {
    var rest = tensors[...]
    for index in branches.indices {
      let count = part(branches[index]).count
      set(&branches[index], Array<Tensor>(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  public var samplesAreIndependent: Bool { branches.allSatisfy { $0.samplesAreIndependent } }

  /// Those of the branch that sees most.
  public var windows: [SlidingWindow]? {
    var widest: [SlidingWindow] = []
    for branch in branches {
      guard let windows = branch.windows else { return nil }
      let (size, most) = (ReceptiveField(of: windows).size, ReceptiveField(of: widest).size)
      if size.height * size.width > most.height * most.width { widest = windows }
    }
    return widest
  }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    var shapes: [Shape] = []
    for branch in branches { shapes.append(try branch.outputShape(for: sample)) }
    guard let first = shapes.first, let depth = first.last, shapes.allSatisfy({ $0.dropLast() == first.dropLast() })
    else {
      throw ShapeMismatch(
        "branches that make \(shapes.map { $0.description }.joined(separator: " and ")) of \(sample) cannot be joined by channel: "
          + "all but the last size must be the same")
    }
    return Shape(first.dropLast() + [shapes.dropFirst().reduce(depth) { $0 + ($1.last ?? 0) }])
  }

  public func output(for batch: Tensor) -> Tensor {
    _ = checkedOutputShape(for: batch)
    return joinedByChannel(branches.map { $0.output(for: batch) })
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    _ = checkedOutputShape(for: batch)
    return joined(branches.map { $0.pass(batch, random: &random) })
  }

  public func settledPass(_ batch: Tensor) -> Pass {
    _ = checkedOutputShape(for: batch)
    return joined(branches.map { $0.settledPass(batch) })
  }

  private func joined(_ passes: [Pass]) -> Pass {
    Pass(output: joinedByChannel(passes.map { $0.output }), state: passes.flatMap { $0.state }) {
      upstream, wantsInput in
      var (start, input, parameters) = (0, Tensor?.none, [Tensor]())
      for pass in passes {
        let depth = pass.output.shape.last ?? 1
        let gradients = pass.gradients(upstream: upstream.channels(start..<start + depth), wantsInput: wantsInput)
        parameters += gradients.parameters
        start += depth
        if let sum = input, let own = gradients.input { input = sum + own } else { input = gradients.input }
      }
      return Gradients(input: input, parameters: parameters)
    }
  }
}

/// Joins batches along their last axis.
private func joinedByChannel(_ parts: [Tensor]) -> Tensor {
  parts.count == 1 ? parts[0] : Tensor(joining: parts, axis: parts[0].shape.rank - 1)
}

extension Tensor {
  /// Some places of the last axis.
  func channels(_ range: Range<Int>) -> Tensor { part(range, ofAxis: shape.rank - 1) }
}
