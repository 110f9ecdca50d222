// Why a program stopped, in the runtime's own sentences.

extension PlainWords {
  static let traps: [PlainWords] = [
    PlainWords("Index out of range", beyond),
    PlainWords("Array index is out of range", beyond),
    PlainWords(
      "Negative Array index is out of range",
      "A list has no element before number 0. Look where the index is computed, and what it is in the first round of the loop."
    ),
    PlainWords(
      "Unexpectedly found nil while unwrapping an Optional value",
      "There is a ! behind something that is nil: nothing is there. Look where it comes from, or write ?? and a value for that case."
    ),
    PlainWords(
      "Division by zero", "A whole number is divided by 0. Look at what the divisor is, and where that comes from."),
    PlainWords(
      "Division by zero in remainder operation", "A remainder by 0 is asked for. Look at what stands behind the %."),
    PlainWords(
      "Range requires lowerBound <= upperBound",
      "A range ends before it begins, such as 0..<(-1). Look at how its end is computed: is something subtracted too many?"
    ),
    PlainWords(
      "Not enough bits to represent the passed value",
      "A whole number is too large, or negative where that is not allowed. Look at how it is computed."),
    PlainWords(
      "Double value cannot be converted to Int because it is either infinite or NaN",
      "Int(…) was given nan or inf, which come of dividing by 0, for example. Look at how that number is computed."),
    PlainWords(
      "an error was thrown and not caught: .*",
      "Something that is called here can fail, and did. Catch the error with do { try … } catch { … }, or look at why it fails."
    ),
    PlainWords("Can't remove first element from an empty collection", empty),
    PlainWords("Can't remove last element from an empty collection", empty),
  ]

  private static let beyond =
    "A list is asked for an element that it does not have: its elements are number 0 to count - 1. Look where the index is computed, "
    + "and whether the loop goes on too far."
  private static let empty = "Nothing is left in the list to be removed. Ask isEmpty first."
}
