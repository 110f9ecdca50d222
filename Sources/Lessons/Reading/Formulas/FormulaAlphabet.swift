extension Formula {
  /// The shapes of letters that mathematics tells apart.
  package enum Alphabet: Hashable, Sendable {
    /// Single letters slanted, which is how they stand without a word about it.
    case usual
    case upright, bold, calligraphic, doubleStruck, fraktur, sansSerif, monospaced

    /// A text in letters of this alphabet, as Unicode has them among its mathematical letters; others stay as they are.
    package func letters(_ text: String) -> String {
      guard self != .usual, self != .upright else { return text }
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars { result.append(letter(scalar) ?? scalar) }
      return String(result)
    }

    private func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
      if let known = exceptions[scalar] { return known }
      let place = { (first: Unicode.Scalar, base: UInt32) in Unicode.Scalar(base + scalar.value - first.value) }
      switch scalar {
      case "A"..."Z": return capitals.flatMap { place("A", $0) }
      case "a"..."z": return capitals.flatMap { place("a", $0 + 26) }
      case "0"..."9": return zero.flatMap { place("0", $0) }
      case "Α"..."Ω" where self == .bold: return place("Α", 0x1D6A8)
      case "α"..."ω" where self == .bold: return place("α", 0x1D6C2)
      default: return nil
      }
    }

    private var capitals: UInt32? {
      switch self {
      case .usual, .upright: nil
      case .bold: 0x1D400
      case .calligraphic: 0x1D49C
      case .doubleStruck: 0x1D538
      case .fraktur: 0x1D504
      case .sansSerif: 0x1D5A0
      case .monospaced: 0x1D670
      }
    }

    private var zero: UInt32? {
      switch self {
      case .bold: 0x1D7CE
      case .doubleStruck: 0x1D7D8
      case .sansSerif: 0x1D7E2
      case .monospaced: 0x1D7F6
      default: nil
      }
    }

    /// Letters that Unicode had before it had the rest of the alphabet.
    private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
      switch self {
      case .calligraphic:
        [
          "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
        ]
      case .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
      case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
      default: [:]
      }
    }
  }
}
