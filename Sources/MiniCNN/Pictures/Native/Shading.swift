internal import TextTable

/// From which number to which a picture goes from blank to full.
struct Shading {
  let least: Double
  let most: Double

  init(least: Double, most: Double) {
    (self.least, self.most) = (least, most)
  }

  /// The range of the finite numbers, if there are any.
  init?(of scalars: [Double]) {
    let finite = scalars.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    self.init(least: least, most: most)
  }

  /// How much ink a finite number gets, from 0 to 1; half where all are the same.
  func ink(for number: Double) -> Double {
    if least == most { return number < least ? 0 : number > most ? 1 : 0.5 }
    return share(of: min(max(number, least), most), from: least, to: most)
  }

  /// The least number, the shades, the greatest number.
  func legend(characters: PictureCharacters) -> String {
    let ends = NumberText.texts(of: [least, most])
    return "\(ends[0]) [\(String(shades(characters)))] \(ends[1])"
  }

  /// The legend of a map that has the least and the greatest number itself.
  func ownLegend(characters: PictureCharacters) -> String {
    least < most ? legend(characters: characters) : "everywhere \(NumberText.text(of: least))"
  }
}

/// From no ink to full ink.
func shades(_ characters: PictureCharacters) -> [Character] {
  switch characters {
  case .unicode: [" ", "░", "▒", "▓", "█"]
  case .ascii: [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  }
}

/// What stands for a number that no shade can stand for.
func mark(for number: Double) -> Character? {
  if number.isFinite { return nil }
  return number.isNaN ? "?" : number > 0 ? "^" : "v"
}
