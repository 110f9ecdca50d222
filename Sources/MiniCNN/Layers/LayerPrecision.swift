extension Training {
  /// With how many digits a training computes.
  public enum Precision: Hashable, Sendable {
    /// About 16 digits throughout.
    case double
    /// About 7 digits in convolutions, which take most of the time and then half of it; 16 in all else: weights, what the samples of a
    /// batch add up to, the optimiser's figures. See Micikevicius and others, "Mixed precision training" (2017).
    case single
  }
}
