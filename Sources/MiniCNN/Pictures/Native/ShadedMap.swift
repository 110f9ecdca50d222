/// One map as a framed picture in characters.
struct ShadedMap {
  private let map: Tensor
  private let shading: Shading
  private let isLarge: Bool
  private let characters: PictureCharacters
  /// What stands below the frame.
  private var notes: [String] = []

  /// - Parameters:
  ///   - map: Height × width, not empty.
  ///   - range: What the ends of the shades stand for; by default the map's own range, which is then noted.
  ///   - columns: How wide the frame may get.
  ///   - isLarge: Whether a cell is a whole line high.
  ///   - characters: What to draw with.
  init(_ map: Tensor, range: ClosedRange<Double>?, columns: Int, isLarge: Bool, characters: PictureCharacters) {
    let own = Shading(of: map.scalars)
    shading = range.map { Shading(least: $0.lowerBound, most: $0.upperBound) } ?? own ?? Shading(least: 0, most: 0)
    (self.isLarge, self.characters) = (isLarge, characters)
    let (mostColumns, mostRows) = (isLarge ? (columns - 2) / 2 : columns - 2, isLarge ? 100 : 200)
    let side = max(1, quotientUp(map.width, mostColumns), quotientUp(map.height, mostRows))
    self.map = side == 1 ? map : map.squareMeans(of: side)

    if range == nil {
      notes.append(own?.ownLegend(characters: characters) ?? "no finite number")
    }
    let names: [(Character, String)] = [("?", "nan"), ("^", "inf"), ("v", "-inf")]
    let marks = Set(self.map.scalars.compactMap(mark))
    let explained = names.filter { marks.contains($0.0) }.map { "\($0.0) \($0.1)" }
    if !explained.isEmpty { notes.append(explained.joined(separator: ", ")) }
    if side > 1 { notes.append("means of \(side) \(characters == .ascii ? "x" : "×") \(side)") }
  }

  /// The frame with the picture in it, then the notes.
  var lines: [String] {
    let columns = map.width * (isLarge ? 2 : 1)
    let isASCII = characters == .ascii
    func edge(_ left: String, _ right: String) -> String {
      left + String(repeating: isASCII ? "-" : "─", count: columns) + right
    }
    let side = isASCII ? "|" : "│"
    let picture = isLarge ? (0..<map.height).map(largeRow) : stride(from: 0, to: map.height, by: 2).map(smallRows)
    return [isASCII ? edge("+", "+") : edge("┌", "┐")] + picture.map { side + $0 + side }
      + [isASCII ? edge("+", "+") : edge("└", "┘")] + notes
  }

  private func number(_ row: Int, _ column: Int) -> Double { map.scalars[row * map.width + column] }

  /// One line for one row.
  private func largeRow(_ row: Int) -> String {
    (0..<map.width).map { String(repeating: shade(number(row, $0)), count: 2) }.joined()
  }

  /// One line for two rows, or for the last alone.
  private func smallRows(_ row: Int) -> String {
    String(
      (0..<map.width).map { column in
        let upper = number(row, column)
        let lower = number(min(row + 1, map.height - 1), column)
        // A fault must not be lost beside a sound number.
        return mark(for: upper) ?? mark(for: lower) ?? blend(shading.ink(for: upper), shading.ink(for: lower))
      })
  }

  private func shade(_ number: Double) -> Character {
    if let mark = mark(for: number) { return mark }
    let ramp = shades(characters)
    return ramp[min(ramp.count - 1, Int(shading.ink(for: number) * Double(ramp.count)))]
  }

  /// The character that comes closest to two cells, one above the other: a shade for both, or half a block.
  private func blend(_ upper: Double, _ lower: Double) -> Character {
    let ramp = shades(characters)
    let step = 1 / Double(ramp.count)
    var candidates = ramp.enumerated().map { index, character in
      let ink = (Double(index) + 0.5) * step
      return (character: character, upper: ink, lower: ink)
    }
    if characters == .unicode { candidates += [("▀", 1 - step / 2, step / 2), ("▄", step / 2, 1 - step / 2)] }
    func distance(_ one: Double, _ other: Double) -> Double { (one - other) * (one - other) }
    return candidates.min {
      distance($0.upper, upper) + distance($0.lower, lower) < distance($1.upper, upper) + distance($1.lower, lower)
    }?.character ?? " "
  }
}

private func quotientUp(_ number: Int, _ divisor: Int) -> Int { (number + divisor - 1) / divisor }
