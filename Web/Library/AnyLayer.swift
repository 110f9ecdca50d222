/// A layer of whatever kind: what `any Layer` is where the language has values of a protocol's type.
public struct AnyLayer: Layer {
  private var box: any LayerBox

  fileprivate init(_ layer: some Layer) { box = TypedBox(layer) }

  /// The script has names for layers, and looks at windows along one axis.
  public var name: String { "" }
  public var parameters: [Tensor] {
    get { box.parameters }
    set { box = box.with(parameters: newValue) }
  }
  /// No layer that the module makes has a state, or looks at the whole batch.
  public var samplesAreIndependent: Bool { true }
  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape { try box.outputShape(for: sample) }
  public func output(for batch: Tensor) -> Tensor { box.output(for: batch) }
  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass { box.pass(batch, &random) }
  public func settledPass(_ batch: Tensor) -> Pass { box.settledPass(batch) }

  /// The layer itself if it is of a kind, or `nil`.
  func taken<Kind: Layer>(as _: Kind.Type) -> Kind? { (box as? TypedBox<Kind>)?.layer }
}

/// A layer as one of whatever kind.
func anyLayer(_ layer: some Layer) -> AnyLayer { AnyLayer(layer) }

/// Of objects the language has values of a protocol's type everywhere.
private protocol LayerBox: AnyObject, Sendable {
  var parameters: [Tensor] { get }
  func with(parameters: [Tensor]) -> any LayerBox
  func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape
  func output(for batch: Tensor) -> Tensor
  func pass(_ batch: Tensor, _ random: inout SeededGenerator) -> Pass
  func settledPass(_ batch: Tensor) -> Pass
}

private final class TypedBox<Kind: Layer>: LayerBox {
  let layer: Kind

  init(_ layer: Kind) { self.layer = layer }

  var parameters: [Tensor] { layer.parameters }

  func with(parameters: [Tensor]) -> any LayerBox {
    var changed = layer
    changed.parameters = parameters
    return TypedBox(changed)
  }

  func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape { try layer.outputShape(for: sample) }
  func output(for batch: Tensor) -> Tensor { layer.output(for: batch) }
  func pass(_ batch: Tensor, _ random: inout SeededGenerator) -> Pass { layer.pass(batch, random: &random) }
  func settledPass(_ batch: Tensor) -> Pass { layer.settledPass(batch) }
}
