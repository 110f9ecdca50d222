import Grading
import Support
import TextTable

/// A difference in words: what is seen in the values, and what is likely behind it.
///
/// Without the expected values beside them, no number is told from which they could be computed; and where there is nothing in their place
/// either, of a lone number only that it is inexact.
struct DifferenceWords {
  let expected: ExpectedValues
  private var revealsExpected: Bool { expected == .shown }

  init(expected: ExpectedValues) { self.expected = expected }

  /// - Parameters:
  ///   - finding: What was found.
  ///   - isAll: Whether that goes for all wrong answers, which then need no naming.
  /// - Returns: One or two sentences; `nil` if they would tell the expected value.
  func sentence(for finding: Finding, isAll: Bool) -> String? {
    if expected == .omitted && finding.isOfLoneNumbers && !finding.difference.isAboutExactness { return nil }
    let words = sentence(for: finding)
    if isAll { return words }
    let named = finding.labels.prefix(4).map { inLine($0, limit: 60) }
    let rest = finding.labels.count - named.count
    return (named + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: "; ") + ": " + words
  }

  private func sentence(for finding: Finding) -> String {
    let isOfMany = finding.labels.count > 1 || !finding.isOfLoneNumbers
    let each = isOfMany ? "every value is" : "the value is"
    switch finding.difference {
    case .notFinite(let hasNaN): return hasNaN ? Self.nan : Self.infinity
    case .reshaped:
      return
        "the numbers are right and in the right order, but cut into another shape. Look at the shape that is asked for."
    case .transposed:
      return
        "rows and columns are exchanged. Look for indices in the wrong order, or a `transposed()` too many or too few."
    case .permuted(let axes):
      return
        "the numbers are right, but the axes stand in another order: yours are the expected ones' \(axes.map(String.init).joined(separator: ", ")), "
        + "counted from 0. Which comes first: rows, columns or channels?"
    case .partsExchanged:
      return "the two parts are exchanged: the first stands where the second belongs."
    case .tooDenseAlong(let down, let right):
      let steps = "every \(ordinal(down, "row")) and every \(ordinal(right, "column"))"
      return "the right values are among these: \(told(steps, else: "some of the rows or columns")) of yours. "
        + "Is a stride left out along one axis, or taken for the other?"
    case .onlyFaultLine:
      return
        "the function is mended, only the line is not the one with the fault. Compare your function with the printed one, line by line."
    case .flipped(let flip): return words(for: flip)
    case .framed(let width):
      return
        "the right values are inside, with a border around them\(told(" of \(width)")). Is there padding that is not asked for?"
    case .cropped(let width):
      return "these values are right, but a border\(told(" of \(width)")) is missing around them. Was padding left out?"
    case .tooDense(let step):
      return
        "the right values are among these: \(told("every \(ordinal(step))", else: "one in several")) row and column of yours. "
        + "Was the stride left out?"
    case .tooSparse:
      return "these values are right, but rows and columns between them are missing. Is the stride too large?"
    case .incomplete(let count, let isAtEnd):
      return "\(told(count == 1 ? "one value is" : "\(count) values are", else: "something is")) missing at the "
        + "\(isAtEnd ? "end" : "beginning"), the rest is right. Was it left out, or does a loop \(isAtEnd ? "stop too early" : "begin too late")?"
    case .surplus(let count, let isAtEnd):
      let surplus = told(count == 1 ? "one value stands" : "\(count) values stand", else: "something stands")
      return "\(surplus) at the \(isAtEnd ? "end" : "beginning") that does not belong there, the rest is right. "
        + "Was it put there, or does a loop \(isAtEnd ? "go on too long" : "begin too early")?"
    case .truncated:
      return "the fractions are cut off. Were whole numbers divided, or was `Int(…)` used? Compute with `Double`."
    case .rounded(let decimals):
      let places = decimals == 0 ? "whole numbers" : "\(decimals) decimal\(decimals == 1 ? "" : "s")"
      return isOfMany
        ? "the values are right when rounded to \(places). Do not round: give them as they are computed."
        : "the value is right when rounded to \(decimals == 0 ? "a whole number" : places). "
          + "Do not round: give it as it is computed."
    case .negated:
      return isOfMany
        ? "every sign is wrong, the numbers themselves are right. Was a minus forgotten, or something subtracted the wrong way round?"
        : "the sign is wrong, the number is right. Was a minus forgotten, or something subtracted the wrong way round?"
    case .signsLost:
      return "the numbers are right, but negative ones have lost their sign. Look for `abs`, or a square and a root."
    case .scaled(let factor): return scaled(by: factor, each, isOfLoneNumbers: finding.isOfLoneNumbers)
    case .offset(let offset): return off(by: offset, each, isOfLoneNumbers: finding.isOfLoneNumbers)
    case .offsetByChannel(let offsets): return off(byChannel: offsets)
    case .shifted(let rows, let columns):
      return "the values stand \(shift(rows, columns)). Does an index begin one too high or too low?"
    case .unclipped(let low, let high): return unclipped(low, high)
    case .rectified: return "what should be negative is 0 here. Is there a ReLU or `max(0, …)` too many?"
    case .swapped: return "the two have changed places."
    case .opposite: return "each is the opposite of what is expected. Is a comparison the wrong way round, == for !=?"
    case .near(let share):
      let size = told(", within \(NumberText.text(of: (share * 1e5).rounded(.up) / 1e3)) %")
      return "\(isOfMany ? "the values are" : "the value is") nearly right\(size). Is something rounded on the way?"
    }
  }

  // MARK: - Parts

  private static let nan =
    "there is nan among the values, which is no number: it comes of 0 / 0, or of the root or logarithm of a negative number."
  private static let infinity =
    "there is inf among the values: it comes of dividing by 0, of `log(0)`, or of `exp` of a large number."

  /// Words that are for those who see the expected values anyway.
  private func told(_ words: String, else others: String = "") -> String { revealsExpected ? words : others }

  private func ordinal(_ step: Int, _ thing: String) -> String { step == 1 ? thing : "\(ordinal(step)) \(thing)" }

  /// A stride in words; strides are small.
  private func ordinal(_ step: Int) -> String {
    switch step {
    case 2: "second"
    case 3: "third"
    default: "fourth"
    }
  }

  private func words(for flip: Difference.Flip) -> String {
    switch flip {
    case .leftRight: "left and right are exchanged: each row stands back to front. Look at the order of the columns."
    case .upsideDown: "the rows stand upside down. Look at the order of the rows."
    case .halfTurn:
      "everything is turned by half a turn. Is a turn left out, or one too many? Convolution turns the kernel, cross-correlation does not."
    case .channels: "the channels stand in reverse order. Which comes first?"
    case .backToFront: "the values are in reverse order. Which comes first?"
    }
  }

  private func scaled(by factor: Double, _ each: String, isOfLoneNumbers: Bool) -> String {
    guard revealsExpected else {
      if isOfLoneNumbers {
        return "\(each) off by a round factor. Look for a factor or a division that is missing or too many."
      }
      return
        "\(each) the right one times one and the same number. Look for a factor or a division that is missing or too many."
    }
    if abs(factor) >= 1 {
      return "\(each) \(NumberText.text(of: factor)) times the expected one. "
        + "Was a division left out, or something counted more than once?"
    }
    let divisor = 1 / factor
    let isWhole = abs(divisor - divisor.rounded()) < 1e-9 * abs(divisor)
    let size =
      isWhole
      ? "the expected one divided by \(NumberText.text(of: divisor.rounded()))"
      : "\(NumberText.text(of: factor)) times the expected one"
    return "\(each) \(size). Was a factor left out, or divided once too often?"
  }

  private func off(by offset: Double, _ each: String, isOfLoneNumbers: Bool) -> String {
    let size = told(
      NumberText.text(of: abs(offset)) + " too \(offset < 0 ? "small" : "large")", else: "off by the same amount")
    let cause =
      isOfLoneNumbers
      ? "Is something counted from 1 instead of 0, or a first or last one forgotten?"
      : abs(offset) == 1
        ? "Was a bias left out or added where it should not be, or is something counted from 1 instead of 0?"
        : "Was a bias left out, or added where it should not be?"
    return "\(each) \(size). \(cause)"
  }

  private func off(byChannel offsets: [Double]) -> String {
    let shown = offsets.prefix(8).enumerated().filter { $1 != 0 }.map { channel, offset in
      "\(NumberText.text(of: abs(offset))) too \(offset < 0 ? "small" : "large") in channel \(channel)"
    }
    let sizes = told(": " + shown.joined(separator: ", ") + (offsets.count > 8 ? ", …" : ""))
    return "all values of a channel are off by the same amount\(sizes). Was a bias left out, or taken for another?"
  }

  private func shift(_ rows: Int, _ columns: Int) -> String {
    guard revealsExpected else { return "in other places: all have moved in the same direction" }
    let down = rows == 0 ? nil : counted(rows, "row") + (rows > 0 ? " too far down" : " too far up")
    let right = columns == 0 ? nil : counted(columns, "column") + (columns > 0 ? " too far right" : " too far left")
    return [down, right].compactMap(\.self).joined(separator: " and ")
  }

  private func counted(_ count: Int, _ thing: String) -> String {
    "\(abs(count)) \(thing)\(abs(count) == 1 ? "" : "s")"
  }

  private func unclipped(_ low: Double?, _ high: Double?) -> String {
    if let low, high == nil, low == 0 {
      return "negative values are left where 0 is expected. Was the ReLU, or another `max(0, …)`, left out?"
    }
    guard revealsExpected else { return "some values are beyond the limits that are asked for. Were they clipped?" }
    let limits = [low.map { "below \(NumberText.text(of: $0))" }, high.map { "above \(NumberText.text(of: $0))" }]
    return "values \(limits.compactMap(\.self).joined(separator: " and ")) are left, and everything else is right. "
      + "Were they to be clipped?"
  }
}

extension Difference {
  /// Whether this tells only that the value is inexact or no number at all.
  fileprivate var isAboutExactness: Bool {
    switch self {
    case .rounded, .truncated, .near, .notFinite: true
    default: false
    }
  }
}

extension FirstDifference {
  /// The place in words, counted from 0 as cells count; `nil` for an answer that is one thing.
  var placeWords: String? {
    switch place.count {
    case 0: nil
    case 1: "value \(place[0])"
    case 2: "row \(place[0]), column \(place[1])"
    case 3: "row \(place[0]), column \(place[1]), channel \(place[2])"
    default: "[\(place.map(String.init).joined(separator: ", "))]"
    }
  }
}
