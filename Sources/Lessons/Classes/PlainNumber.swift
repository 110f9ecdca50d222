import Reading
import Support

/// A number in a platform's file, which may have been written as its language has it: `100.00`, `100,00`.
func foreignNumber(_ text: String) -> Double? { WrittenNumber(text)?.value }

/// A number as other programs read it: the shortest text that gives it back exactly, whole numbers without a point.
func plainNumber(_ value: Double) -> String {
  let text = value == 0 ? "0" : value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// Points without the digits that computing with shares adds.
func millionths(_ points: Double) -> Double { (points * 1e6).rounded() / 1e6 }
