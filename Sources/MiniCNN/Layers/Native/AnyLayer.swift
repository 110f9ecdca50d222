// What every layer list is made of. Where the language has no values of a protocol's type, another `AnyLayer` stands in its place (`Web/Library`).

/// A layer of whatever kind.
typealias AnyLayer = any Layer

/// A layer as one of whatever kind.
func anyLayer(_ layer: some Layer) -> AnyLayer { layer }

extension Layer {
  /// The layer itself if it is of a kind, or `nil`.
  func taken<Kind: Layer>(as _: Kind.Type) -> Kind? { self as? Kind }
}
