/// What there is to see in the landscape, on a plane of height 1 and width 1.5; x to the right, y down.
struct LandscapeScene {
  static let width = 1.5

  /// The colour of a place: that of the nearest thing which covers it.
  func colour(at place: Point) -> Colour {
    fence(place) ?? house(place) ?? tree(place) ?? meadow(place) ?? hills(place) ?? sky(place)
  }

  // MARK: - Far away

  private func sky(_ place: Point) -> Colour {
    let blue = Colour(red: 84, green: 140, blue: 206).mixed(
      with: Colour(red: 222, green: 228, blue: 226), place.y / 0.6)
    let sun = Point(x: 1.17, y: 0.19)
    let distance = length(place - sun)
    let disc = Colour(red: 255, green: 240, blue: 170)
    if distance < 0.075 { return disc }
    let glow = blue.mixed(with: disc, 0.75 / (1 + 60 * distance * distance) - 0.1)
    return clouds.reduce(glow) { colour, cloud in
      let offset = Point(x: (place.x - cloud.middle.x) / cloud.size.x, y: (place.y - cloud.middle.y) / cloud.size.y)
      let wisps = 0.16 * wave(place.x, 13, 0.2) + 0.12 * wave(place.y + place.x / 3, 23, 0.6)
      return colour.mixed(with: Colour(red: 250, green: 250, blue: 248), 1.5 * (1 + wisps - length(offset)))
    }
  }

  private let clouds = [
    (middle: Point(x: 0.3, y: 0.14), size: Point(x: 0.2, y: 0.05)),
    (middle: Point(x: 0.42, y: 0.11), size: Point(x: 0.12, y: 0.045)),
    (middle: Point(x: 0.83, y: 0.27), size: Point(x: 0.17, y: 0.035)),
  ]

  private func hills(_ place: Point) -> Colour? {
    let near = 0.6 + 0.045 * wave(place.x, 0.9, 0.35) + 0.012 * wave(place.x, 3.1, 0.1)
    if place.y > near {
      let light = 0.9 + 0.12 * wave(place.x, 0.9, 0.6) - 0.9 * (place.y - near)
      return Colour(red: 104, green: 142, blue: 96) * (light + 0.05 * texture(place, 140))
    }
    let far = 0.49 + 0.05 * wave(place.x, 0.7, 0.9) + 0.018 * wave(place.x, 2.3, 0.4)
    return place.y > far ? Colour(red: 126, green: 150, blue: 172) * (1.04 - 0.6 * (place.y - far)) : nil
  }

  private func meadow(_ place: Point) -> Colour? {
    let edge = 0.71 + 0.02 * wave(place.x, 0.8, 0.15)
    guard place.y > edge else { return nil }
    let depth = (place.y - edge) / (1 - edge)
    let green = Colour(red: 138, green: 170, blue: 84).mixed(with: Colour(red: 66, green: 110, blue: 44), depth)
    // Blades of grass: upright, and larger the nearer they are.
    let blades = texture(Point(x: place.x, y: place.y / 3), 170 - 80 * depth)
    return green * (1 + (0.08 + 0.2 * depth) * blades)
  }

  // MARK: - House

  private func house(_ place: Point) -> Colour? {
    if isIn(place, 0.545, 0.36, 0.6, 0.5), place.y < 0.62 - roofSlope(place.x) || place.y < 0.44 {
      return rows(place.y, 0.016) ? Colour(red: 120, green: 72, blue: 60) : Colour(red: 158, green: 98, blue: 80)
    }
    return roof(place) ?? front(place)
  }

  /// How far below the ridge the roof is.
  private func roofSlope(_ x: Double) -> Double { abs(x - 0.46) * 0.85 }

  private func roof(_ place: Point) -> Colour? {
    let top = 0.35 + roofSlope(place.x)
    guard place.y > top, place.y < 0.565, abs(place.x - 0.46) < 0.25 else { return nil }
    if place.y < top + 0.012 { return Colour(red: 92, green: 36, blue: 32) }
    let light = place.x < 0.46 ? 0.86 : 1.06
    return (rows(place.y, 0.022) ? Colour(red: 128, green: 50, blue: 42) : Colour(red: 172, green: 74, blue: 58))
      * light
  }

  private func front(_ place: Point) -> Colour? {
    guard isIn(place, 0.25, 0.55, 0.67, 0.82) else { return nil }
    if isIn(place, 0.42, 0.65, 0.5, 0.82) {
      let isKnob = length(place - Point(x: 0.488, y: 0.74)) < 0.007
      return isKnob ? Colour(red: 232, green: 200, blue: 90) : Colour(red: 84, green: 54, blue: 40)
    }
    for middle in [0.335, 0.585] {
      if isIn(place, middle - 0.05, 0.63, middle + 0.05, 0.74) {
        let isFrame = !isIn(place, middle - 0.042, 0.64, middle + 0.042, 0.73)
        let isBar = abs(place.x - middle) < 0.004 || abs(place.y - 0.685) < 0.004
        if isFrame || isBar { return Colour(red: 246, green: 244, blue: 238) }
        return Colour(red: 54, green: 72, blue: 98).mixed(
          with: Colour(red: 150, green: 176, blue: 196), (0.74 - place.y) * 6)
      }
    }
    // Under the eaves lies a shadow.
    let shadow = place.y < 0.585 ? 0.72 : 1.0
    let wall = rows(place.y, 0.034) ? Colour(red: 206, green: 188, blue: 152) : Colour(red: 230, green: 214, blue: 180)
    return wall * shadow
  }

  // MARK: - Garden

  private func tree(_ place: Point) -> Colour? {
    for (middle, radius, light) in leaves where length(place - middle) < radius + 0.008 * texture(place, 60) {
      let side = (place.x - middle.x - place.y + middle.y) / radius
      return Colour(red: 74, green: 118, blue: 58) * (light + 0.2 * side + 0.22 * texture(place, 75))
    }
    let bend = 0.012 * wave(place.y, 2, 0.1)
    let halfWidth = 0.018 + 0.25 * max(0, place.y - 0.78) * max(0, place.y - 0.7)
    guard abs(place.x - 1.02 - bend) < halfWidth, place.y > 0.5, place.y < 0.83 else { return nil }
    return Colour(red: 92, green: 70, blue: 52)
      * (1 + 6 * (place.x - 1.02) + 0.15 * texture(Point(x: place.x, y: place.y / 6), 110))
  }

  private let leaves = [
    (Point(x: 1.02, y: 0.4), 0.1, 1.0), (Point(x: 0.93, y: 0.47), 0.085, 0.85),
    (Point(x: 1.11, y: 0.48), 0.085, 1.05), (Point(x: 1.02, y: 0.52), 0.095, 0.8),
  ]

  private func fence(_ place: Point) -> Colour? {
    let spacing = 0.0625
    let offset = place.x - spacing * ((place.x / spacing).rounded(.down) + 0.5)
    let top = 0.845 + abs(offset) * 0.9
    if abs(offset) < 0.019, place.y > top, place.y < 0.985 {
      return Colour(red: 244, green: 240, blue: 230) * (1 - 5 * (offset + 0.019))
    }
    let isRail = abs(place.y - 0.89) < 0.011 || abs(place.y - 0.95) < 0.011
    return isRail ? Colour(red: 206, green: 200, blue: 188) : nil
  }

  // MARK: - Tools

  /// A wave between −1 and 1, so many to a length of 1, and begun so far into the first one.
  private func wave(_ x: Double, _ frequency: Double, _ phase: Double) -> Double {
    Reproducible.sin(turns: x * frequency + phase)
  }

  /// Random numbers between −1 and 1, the same in each small square; so many squares to a length of 1.
  private func texture(_ place: Point, _ frequency: Double) -> Double {
    let row = UInt64(bitPattern: Int64((place.y * frequency).rounded(.down)))
    let column = UInt64(bitPattern: Int64((place.x * frequency).rounded(.down)))
    var generator = SeededGenerator(seed: row &* 0x1_0000 &+ column)
    return 2 * generator.uniform() - 1
  }

  /// Whether a place is in the dark joint at the lower end of a row of boards, bricks or tiles.
  private func rows(_ y: Double, _ height: Double) -> Bool {
    y / height - (y / height).rounded(.down) > 0.75
  }

  private func isIn(_ place: Point, _ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Bool {
    place.x >= left && place.x < right && place.y >= top && place.y < bottom
  }

  private func length(_ offset: Point) -> Double { (offset.x * offset.x + offset.y * offset.y).squareRoot() }
}
