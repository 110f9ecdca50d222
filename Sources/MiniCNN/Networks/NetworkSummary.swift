extension Network {
  /// One layer in a network's summary.
  public struct SummaryRow: Hashable, Sendable {
    /// What the layer is.
    public let layer: String
    /// The shape of its output for one sample.
    public let output: Shape
    /// How many numbers training adjusts in it.
    public let parameterCount: Int
    /// What one number of its output sees of the input; `nil` where each sees everything.
    public let receptiveField: Size?
  }

  /// All layers, in order.
  public var summaryRows: [SummaryRow] {
    var shape = input
    var windows: [SlidingWindow] = []
    var seesEverything = input.rank != 3
    return layers.map { layer in
      do throws(ShapeMismatch) { shape = try layer.outputShape(for: shape) } catch {
        stop("\(error)", #filePath, #line)
      }
      seesEverything = seesEverything || layer.windows == nil
      windows += layer.windows ?? []
      return SummaryRow(
        layer: layer.name, output: shape, parameterCount: layer.parameterCount,
        receptiveField: seesEverything ? nil : ReceptiveField(of: windows).size)
    }
  }
}
