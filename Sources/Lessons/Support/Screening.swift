/// Makes text fit for being shown: a character that is no letter to be seen but an order to whoever shows it becomes its number in
/// words, `\\u{1B}`. Such are control characters, breaks of lines, and those that set the direction of writing.
///
/// Whatever goes to a terminal goes through here in the end, wherever it comes from, so that nothing can be forgotten.
package struct Screening: Sendable {
  private static let escape = UInt8(0x1B)
  private static let bracket = UInt8(ascii: "[")
  private static let lineEnd = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")
  /// Bytes of the longest sequence of ours after its seal: `1;31m`.
  private static let longestSequence = 8

  /// Whether ends of lines and tabs stay.
  private let keepsLines: Bool
  /// What our own sequences contain; `nil`: none are expected.
  private let seal: [UInt8]?

  /// - Parameters:
  ///   - keepsLines: Whether ends of lines and tabs stay.
  ///   - seal: What the sequences contain that set our colours (`Style.seal`), which stay, without it; `nil` for none.
  package init(keepsLines: Bool = true, seal: String?) {
    self.keepsLines = keepsLines
    self.seal = seal.map { Array($0.utf8) }
  }

  /// - Complexity: O(*n*).
  package func screened(_ text: String) -> String {
    var text = text
    let result = text.withUTF8 { screened($0) }
    return result.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// - Returns: `nil` if nothing is to be changed.
  private func screened(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var (start, place) = (0, 0)
    while place < bytes.count {
      let byte = bytes[place]
      if byte >= 0x20 && byte < 0x7F || keepsLines && (byte == Self.lineEnd || byte == Self.tab) {
        place += 1
        continue
      }
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let character = UnsafeBufferPointer(rebasing: bytes[place..<min(place + length, bytes.count)])
      guard let order = Self.order(character) else {
        place += length
        continue
      }
      result += bytes[start..<place]
      if let sequence = ownSequence(in: bytes, at: place) {
        result += [Self.escape, Self.bracket] + bytes[sequence]
        place = sequence.upperBound
      } else {
        result += "\\u{\(String(order, radix: 16, uppercase: true))}".utf8
        place += length
      }
      start = place
    }
    return start == 0 ? nil : result + bytes[start...]
  }

  /// The rest, behind its seal, of a sequence of ours.
  private func ownSequence(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    guard let seal, bytes[place] == Self.escape, bytes.dropFirst(place + 1).starts(with: [Self.bracket] + seal) else {
      return nil
    }
    let start = place + 2 + seal.count
    guard let end = bytes[start...].prefix(Self.longestSequence).firstIndex(of: UInt8(ascii: "m")) else { return nil }
    return start..<end + 1
  }

  /// The number of a character that is an order; `nil` if it may be shown.
  private static func order(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    switch (bytes[0], bytes.count) {
    case (..<0x80, _): return UInt32(bytes[0])
    // The second set of control characters, and the mark of Arabic letters.
    case (0xC2, 2): return bytes[1] < 0xA0 ? UInt32(bytes[1]) : nil
    case (0xD8, 2): return bytes[1] == 0x9C ? 0x061C : nil
    case (0xE2, 3), (0xEF, 3):
      let number = UInt32(bytes[0] & 0xF) << 12 | UInt32(bytes[1] & 0x3F) << 6 | UInt32(bytes[2] & 0x3F)
      return isOrder(number) ? number : nil
    default: return nil
    }
  }

  private static func isOrder(_ number: UInt32) -> Bool {
    switch number {
    // Marks of direction; breaks of lines and paragraphs, embeddings and overrides.
    case 0x200E...0x200F, 0x2028...0x202E: true
    // Isolates, and what else sets how the next characters are shown.
    case 0x2066...0x206F: true
    // Annotations, which hide what they annotate. What joins emoji is none of all these.
    case 0xFFF9...0xFFFB: true
    default: false
    }
  }
}

/// JSON in which the same characters, and no others besides those that must be, are escaped.
/// - Complexity: O(*n*).
package func screenedJSON(_ json: String) -> String {
  // Outside of texts JSON has no character that would be an order but ends of lines.
  let screened = Screening(seal: nil).screened(json)
  return screened == json ? json : rewritten(json)
}

private func rewritten(_ json: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in json.unicodeScalars {
    if scalar != "\n", Screening(seal: nil).screened(String(scalar)) != String(scalar) {
      let digits = String(scalar.value, radix: 16)
      result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
