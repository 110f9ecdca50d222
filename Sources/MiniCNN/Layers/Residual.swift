/// What some layers make of a batch, added to the batch itself or to what a shortcut makes of it.
///
/// `out = x + f(x)`, or `out = s(x) + f(x)` with a shortcut s, often a 1 × 1 convolution that brings x to another shape; see He, Zhang, Ren
/// and Sun, "Deep residual learning for image recognition" (2015). The gradient goes back both ways.
public struct Residual: Layer {
  #if hasFeature(Embedded)
    var layers: [AnyLayer]
    var shortcut: [AnyLayer]

    init(_ layers: [AnyLayer], shortcut: [AnyLayer] = []) {
      (self.layers, self.shortcut) = (layers, shortcut)
    }
  #else
    public var layers: [any Layer]
    /// What the batch goes through on the other way; nothing if empty.
    public var shortcut: [any Layer]

    public init(_ layers: [any Layer], shortcut: [any Layer] = []) {
      (self.layers, self.shortcut) = (layers, shortcut)
    }
  #endif

  public var name: String {
    "residual of \(layers.count) layers" + (shortcut.isEmpty ? "" : ", shortcut of \(shortcut.count)")
  }

  public var windows: [SlidingWindow]? { layers.windows }

  public var parameters: [Tensor] {
    get { layers.parameters + shortcut.parameters }
    set {
      let count = layers.parameters.count
      (layers.parameters, shortcut.parameters) = (Array(newValue.prefix(count)), Array(newValue.dropFirst(count)))
    }
  }

  public var state: [Tensor] {
    get { layers.state + shortcut.state }
    set {
      let count = layers.state.count
      (layers.state, shortcut.state) = (Array(newValue.prefix(count)), Array(newValue.dropFirst(count)))
    }
  }

  public var samplesAreIndependent: Bool { layers.samplesAreIndependent && shortcut.samplesAreIndependent }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    let output = try layers.outputShape(for: sample)
    let other = try shortcut.outputShape(for: sample)
    guard output == other else {
      let way = shortcut.isEmpty ? "" : ", and its shortcut \(other)"
      throw ShapeMismatch(
        "a residual's layers make \(output) of \(sample)\(way): to be added, both need the same shape")
    }
    return output
  }

  public func output(for batch: Tensor) -> Tensor {
    _ = checkedOutputShape(for: batch)
    return shortcut.output(for: batch) + layers.output(for: batch)
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    _ = checkedOutputShape(for: batch)
    let inner = layers.pass(batch, random: &random)
    return sum(inner, shortcut.isEmpty ? nil : shortcut.pass(batch, random: &random), batch)
  }

  public func settledPass(_ batch: Tensor) -> Pass {
    _ = checkedOutputShape(for: batch)
    return sum(layers.settledPass(batch), shortcut.isEmpty ? nil : shortcut.settledPass(batch), batch)
  }

  private func sum(_ inner: Pass, _ other: Pass?, _ batch: Tensor) -> Pass {
    let output = (other?.output ?? batch) + inner.output
    return Pass(output: output, state: inner.state + (other?.state ?? [])) { upstream, wantsInput in
      var gradients = inner.gradients(upstream: upstream, wantsInput: wantsInput)
      guard let other else {
        gradients.input = gradients.input.map { $0 + upstream }
        return gradients
      }
      let others = other.gradients(upstream: upstream, wantsInput: wantsInput)
      gradients.parameters += others.parameters
      if let one = gradients.input, let two = others.input { gradients.input = one + two }
      return gradients
    }
  }
}
