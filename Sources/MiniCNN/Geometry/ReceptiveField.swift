/// What one cell of a map sees of the input, through all layers in between.
///
/// With r the field's size, j the distance between the fields of neighbouring cells and s where the first cell's field starts, a layer
/// with kernel F, dilation D, stride S and padding P makes of them, on each axis by itself:
///
///     s ← s − P·j
///     r ← r + D·(F − 1)·j
///     j ← j·S
///
/// beginning with r = 1, j = 1, s = 0 for the input, whose pixels see themselves; see Araujo, Norris and Sim, "Computing receptive
/// fields of convolutional neural networks" (2019).
public struct ReceptiveField: Hashable, Sendable {
  private let vertical: AxisField
  private let horizontal: AxisField

  /// The receptive field behind a stack of layers.
  /// - Parameter layers: The windows of each, that nearest to the input first. Layers that treat each number by itself, as ReLU
  ///   does, need not be named.
  public init(of layers: [SlidingWindow]) {
    vertical = AxisField(of: layers.map { $0.vertical })
    horizontal = AxisField(of: layers.map { $0.horizontal })
  }

  /// The field's height and width, from the first pixel that a cell sees to the last.
  public var size: Size { Size(height: vertical.size, width: horizontal.size) }

  /// How far the fields of neighbouring cells lie apart, down and across: the product of all strides.
  public var jump: Size { Size(height: vertical.jump, width: horizontal.jump) }

  /// The rows of the input that the cells in one row of the map see; below 0 and beyond the input lies padding.
  ///
  /// If windows have gaps (by dilation, or strides larger than kernels) not every one of these rows need be seen.
  public func rows(ofCellsInRow row: Int) -> Range<Int> { vertical.range(of: row) }

  /// The columns of the input that the cells in one column of the map see; below 0 and beyond the input lies padding.
  public func columns(ofCellsInColumn column: Int) -> Range<Int> { horizontal.range(of: column) }
}

extension ReceptiveField: CustomStringConvertible {
  /// `16 × 16, every 4 × 4`.
  public var description: String { "\(size), every \(jump)" }
}

/// One axis of a receptive field.
private struct AxisField: Hashable {
  private(set) var size = 1
  private(set) var jump = 1
  private var start = 0

  init(of layers: [AxisWindow]) {
    for layer in layers {
      start -= layer.padding * jump
      size += layer.dilation * (layer.kernel - 1) * jump
      jump *= layer.stride
    }
  }

  func range(of cell: Int) -> Range<Int> {
    let first = start + cell * jump
    return first..<first + size
  }
}
