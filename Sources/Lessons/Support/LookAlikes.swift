import LessonWire

/// Two texts that differ but look alike, with what tells them apart written as escapes such as `\u{200b}`; other texts as they are.
package func lookAlikesApart(_ one: String, _ other: String) -> (String, String) {
  guard !one.utf8.elementsEqual(other.utf8), likeness(of: one) == likeness(of: other) else { return (one, other) }
  // Letters with their accents as one character or as two.
  if one == other { return (escaped(one) { !$0.isASCII }, escaped(other) { !$0.isASCII }) }
  return (escaped(one, where: isMistakable), escaped(other, where: isMistakable))
}

/// A text with the characters as escapes that nobody sees, or that anybody takes for a plain blank.
func unseenEscaped(_ text: String) -> String {
  escaped(text) { $0 != " " && ($0.isUnseen || $0.properties.generalCategory == .spaceSeparator) }
}

/// What a reader takes a text for.
private func likeness(of text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars where !scalar.isUnseen { result.append(lookAlike(of: scalar)) }
  return String(result)
}

private func isMistakable(_ scalar: Unicode.Scalar) -> Bool {
  !scalar.isASCII && (scalar.isUnseen || lookAlike(of: scalar) != scalar)
}

private func escaped(_ text: String, where isEscaped: (Unicode.Scalar) -> Bool) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    guard isEscaped(scalar) else {
      result.append(scalar)
      continue
    }
    for part in "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars { result.append(part) }
  }
  return String(result)
}

/// The plain character that a character is taken for.
private func lookAlike(of scalar: Unicode.Scalar) -> Unicode.Scalar {
  if scalar.isASCII { return scalar }
  switch scalar.properties.generalCategory {
  case .spaceSeparator: return " "
  case .dashPunctuation: return "-"
  default: break
  }
  // The full-width forms of ASCII stand in its order.
  if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar }
  return twins[scalar] ?? scalar
}

/// Letters of Greek and Cyrillic, and signs, that fonts draw like those of ASCII.
private let twins: [Unicode.Scalar: Unicode.Scalar] = {
  let alike: [(String, String)] = [
    ("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχ", "ABEZHIKMNOPTYXayikvopux"),
    ("‘’′“”″−∕∗∶ˋ‚", "'''\"\"\"-/*:`,"),
  ]
  let pairs = alike.flatMap { zip($0.0.unicodeScalars, $0.1.unicodeScalars) }
  return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
}()

extension Unicode.Scalar {
  /// Whether a character takes no room of its own and leaves no mark.
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .format: true
    case .control: self != "\n" && self != "\t"
    default: properties.isDefaultIgnorableCodePoint || properties.isVariationSelector
    }
  }
}

extension Value {
  /// The two values with escapes in the texts that look alike and differ.
  package func toldApart(from other: Value) -> (Value, Value) {
    switch (self, other) {
    case (.string(let one), .string(let two)):
      let (first, second) = lookAlikesApart(one, two)
      return (.string(first), .string(second))
    case (.list(let ones), .list(let twos)):
      let pairs = zip(ones, twos).map { $0.toldApart(from: $1) }
      return (
        .list(pairs.map(\.0) + ones.dropFirst(pairs.count)), .list(pairs.map(\.1) + twos.dropFirst(pairs.count))
      )
    default:
      return (self, other)
    }
  }

  /// The value with escapes for what nobody sees in its texts.
  package var withUnseenEscaped: Value {
    switch self {
    case .string(let text): .string(unseenEscaped(text))
    case .list(let elements): .list(elements.map(\.withUnseenEscaped))
    default: self
    }
  }
}
