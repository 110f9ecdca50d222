extension ImageKernel: CustomStringConvertible {
  /// The weights, as a table.
  public var description: String { weights.table }
}
