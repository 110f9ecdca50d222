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
    (self.label, self.value, self.expected, self.verdict, self.isHidden) = (label, value, expected, verdict, isHidden)
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
    let wrong = numbers.scalars.indices.filter { place in
      !numbers.isClose(to: expected, at: place, tolerance: tolerance)
        && !(matchesNaN && numbers.scalars[place].isNaN && expected.scalars[place].isNaN)
    }
    self = wrong.isEmpty ? .equal : .differs(at: wrong)
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
  if areCounts { return abs(number - expected) <= tolerance }
  // Decimals are not quite what is written: 0.135 and 0.125 are a little more than 0.01 apart.
  let rounding = tolerance > 0 ? number.ulp + expected.ulp : 0
  return abs(number - expected) <= max(tolerance, tolerance * abs(expected)) + rounding && expected.isFinite
}

/// A value seen as numbers in a shape; a lone number has the empty shape.
package struct Numbers: Hashable, Sendable {
  package var shape: [Int]
  package var scalars: [Double]
  /// Those that are not what stands among the scalars, but only near it; by their places.
  package var integers: [Int: LargeInteger]

  package init(shape: [Int], scalars: [Double], integers: [Int: LargeInteger] = [:]) {
    (self.shape, self.scalars, self.integers) = (shape, scalars, integers)
  }

  /// Whether the number at a place is the expected one.
  ///
  /// A large whole number is compared digit by digit with another whole number, and of the tolerance only a whole difference counts.
  /// Beside a number that stands for many whole ones, it is as near as that can be told.
  func isClose(to expected: Numbers, at place: Int, tolerance: Double) -> Bool {
    let (number, wanted) = (scalars[place], expected.scalars[place])
    if !integers.isEmpty || !expected.integers.isEmpty, integers[place] != nil || expected.integers[place] != nil,
      let mine = integers[place] ?? LargeInteger(exactly: number),
      let other = expected.integers[place] ?? LargeInteger(exactly: wanted)
    {
      return mine == other || tolerance >= 1 && mine.distance(to: other) <= tolerance
    }
    return Grading.isClose(number, to: wanted, tolerance: tolerance)
  }

  /// `nil` if the value is not numbers throughout, or a list whose elements have different shapes.
  package init?(_ value: Value) {
    integers = [:]
    switch value {
    case .number(let number):
      (shape, scalars) = ([], [number])
    case .integer(let integer):
      (shape, scalars, integers) = ([], [integer.double], [0: integer])
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
      for (index, part) in parts.enumerated() where !part.integers.isEmpty {
        for (place, integer) in part.integers { integers[index * first.scalars.count + place] = integer }
      }
    case .boolean, .string, .nothing, .other:
      return nil
    }
  }
}
