import LessonWire

/// One label of a check: the value after the learner's cell beside the value after the author's solution.
package struct Comparison: Hashable, Sendable {
  package var label: String
  /// `nil` if the learner's program did not come so far.
  package var value: Value?
  package var expected: Value
  package var verdict: Verdict
  /// Whether the value came from a hidden check.
  package var isHidden: Bool

  package init(label: String, value: Value?, expected: Value, verdict: Verdict, isHidden: Bool = false) {
    self.label = label
    self.value = value
    self.expected = expected
    self.verdict = verdict
    self.isHidden = isHidden
  }

  package var isEqual: Bool { verdict == .equal }
}

/// What comparing two values found.
package enum Verdict: Hashable, Sendable {
  case equal
  /// Same shape, but the elements at these places (row-major) differ.
  case differs(at: [Int])
  case shapeDiffers
  /// A number against a text, say.
  case kindDiffers
  case missing
}

extension Verdict {
  /// Compares a value with the expected one.
  ///
  /// Numbers are equal if they are no further apart than `tolerance`, or than `tolerance` times the expected one. NaN equals
  /// nothing. Nested lists of numbers are tensors here, and so is a shape: how a learner wrote the numbers down is no mistake.
  /// - Parameters:
  ///   - value: The learner's, or `nil` if there is none.
  ///   - expected: The solution's.
  ///   - tolerance: How far numbers may be apart.
  ///   - matchesNaN: Whether a NaN is to equal a NaN after all, as when two wrong answers are compared.
  /// - Complexity: O(*n*) in the number of elements.
  package init(_ value: Value?, against expected: Value, tolerance: Double, matchesNaN: Bool = false) {
    guard let value else {
      self = .missing
      return
    }
    if let numbers = Numbers(value), let expectedNumbers = Numbers(expected) {
      self.init(numbers, against: expectedNumbers, tolerance: tolerance, matchesNaN)
      return
    }
    switch (value, expected) {
    case (.boolean(let one), .boolean(let other)):
      self = one == other ? .equal : .differs(at: [0])
    case (.string(let one), .string(let other)):
      self = one == other ? .equal : .differs(at: [0])
    case (.nothing, .nothing):
      self = .equal
    case (.list(let elements), .list(let expectedElements)):
      self.init(elements, against: expectedElements, tolerance: tolerance, matchesNaN)
    default:
      self = .kindDiffers
    }
  }

  private init(_ numbers: Numbers, against expected: Numbers, tolerance: Double, _ matchesNaN: Bool) {
    guard numbers.shape == expected.shape else {
      self = numbers.shape.isEmpty == expected.shape.isEmpty ? .shapeDiffers : .kindDiffers
      return
    }
    let wrong = zip(numbers.scalars, expected.scalars).enumerated().filter { _, pair in
      !isClose(pair.0, to: pair.1, tolerance: tolerance) && !(matchesNaN && pair.0.isNaN && pair.1.isNaN)
    }
    self = wrong.isEmpty ? .equal : .differs(at: wrong.map(\.offset))
  }

  private init(_ elements: [Value], against expected: [Value], tolerance: Double, _ matchesNaN: Bool) {
    guard elements.count == expected.count else {
      self = .shapeDiffers
      return
    }
    let wrong = elements.indices.filter { index in
      Verdict(elements[index], against: expected[index], tolerance: tolerance, matchesNaN: matchesNaN) != .equal
    }
    self = wrong.isEmpty ? .equal : .differs(at: wrong)
  }
}

/// Whether a number is the expected one within the tolerance, absolutely or relatively. Infinities equal themselves.
///
/// Between whole numbers only the absolute tolerance counts: of 177 million weights not a single one may be missing.
func isClose(_ number: Double, to expected: Double, tolerance: Double) -> Bool {
  if number == expected { return true }
  let areCounts = number == number.rounded() && expected == expected.rounded() && abs(expected) < 0x1p53
  let allowed = areCounts ? tolerance : max(tolerance, tolerance * abs(expected))
  return abs(number - expected) <= allowed && expected.isFinite
}

/// A value seen as numbers in a shape; a lone number has the empty shape.
package struct Numbers: Hashable, Sendable {
  package var shape: [Int]
  package var scalars: [Double]

  package init(shape: [Int], scalars: [Double]) {
    (self.shape, self.scalars) = (shape, scalars)
  }

  /// `nil` if the value is not numbers throughout, or a list whose elements have different shapes.
  package init?(_ value: Value) {
    switch value {
    case .number(let number):
      (shape, scalars) = ([], [number])
    case .tensor(let shape, let scalars):
      (self.shape, self.scalars) = (shape, scalars)
    case .shape(let sizes):
      (shape, scalars) = ([sizes.count], sizes.map(Double.init))
    case .list(let values):
      let parts = values.compactMap(Numbers.init)
      guard parts.count == values.count, let first = parts.first, parts.allSatisfy({ $0.shape == first.shape }) else {
        return nil
      }
      (shape, scalars) = ([parts.count] + first.shape, parts.flatMap(\.scalars))
    case .boolean, .string, .nothing, .other:
      return nil
    }
  }
}
