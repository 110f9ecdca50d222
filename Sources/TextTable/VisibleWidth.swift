/// How many columns a text takes on a terminal; escape sequences that set colours take none.
package func visibleWidth(_ text: String) -> Int {
  var width = 0
  var isInEscape = false
  for character in text {
    if character == "\u{1B}" {
      isInEscape = true
    } else if isInEscape {
      isInEscape = character != "m"
    } else {
      width += character.columns
    }
  }
  return width
}

extension Character {
  /// Two for the letters of East Asia and for emoji, none for what is not to be seen, one for others.
  fileprivate var columns: Int {
    if isASCII { return 1 }
    guard let first = unicodeScalars.first else { return 0 }
    if first.properties.isDefaultIgnorableCodePoint { return 0 }
    let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
    return isEmoji || wideBlocks.contains { $0.contains(first.value) } ? 2 : 1
  }
}

/// The blocks whose letters fill two columns: the classes W and F of Unicode Standard Annex #11, "East Asian Width", but for emoji.
private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul's leading consonants
  0x2E80...0x303E,  // radicals, punctuation
  0x3041...0x4DBF,  // Kana, compatibility letters, ideographs
  0x4E00...0xA4CF,  // ideographs, Yi
  0xA960...0xA97F,  // more leading consonants
  0xAC00...0xD7A3,  // Hangul's syllables
  0xF900...0xFAFF,  // compatibility ideographs
  0xFE30...0xFE6F,  // vertical and small forms
  0xFF01...0xFF60,  // full-width forms
  0xFFE0...0xFFE6,  // full-width signs
  0x20000...0x3FFFD,  // further ideographs
]
