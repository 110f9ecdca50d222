/// The module computes in double precision only.
typealias SingleScalar = Double

extension [AnyLayer] {
  mutating func compute(in precision: Training.Precision) {}
}
